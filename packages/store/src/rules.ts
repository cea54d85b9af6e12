import { canMove, priorStatuses, type MessageStatus } from '@sms/domain/message-status';
import type { Change } from '@sms/messaging/ports';
import { auditKey, conversationKey, linkKey, messageKey, personKey, type Key } from './keys.ts';

/** DynamoDB takes so many actions in one transaction; a change that needs more is made of several. */
export const maxChangeActions = 100;

/** The statuses in which a stored text may be when a change leaves it in `status`. */
export const allowedBefore = (status: MessageStatus): readonly MessageStatus[] => [
  ...priorStatuses(status),
  status,
];

const must = (holds: boolean, sentence: string): void => {
  if (!holds) throw new Error(sentence);
};

/** Every item that a change writes, each of which it may name once only. */
export const keysOfChange = (change: Change): readonly Key[] => [
  ...change.conversations.map(({ after }) => conversationKey(after.id)),
  ...change.messages.map(({ after }) => messageKey(after.conversationId, after.id)),
  ...(change.person ? [personKey(change.person.after.id)] : []),
  ...(change.links ?? []).map((link) => linkKey(link.conversationId, link.carrierMessageId)),
  ...change.audit.map((record) => auditKey(record)),
];

/**
 * Refuses a change that no race can excuse: one that skips a version, or asks for a move that the table of statuses
 * lacks. Both stores ask here before anything is written.
 */
export const checkChange = (change: Change): void => {
  must(change.conversations.length > 0, 'A change touches at least one conversation.');
  const keys = keysOfChange(change);
  must(
    keys.length <= maxChangeActions,
    `A change writes at most ${maxChangeActions} items, not ${keys.length}.`,
  );
  must(
    new Set(keys.map(({ pk, sk }) => `${pk} ${sk}`)).size === keys.length,
    'A change writes an item once.',
  );
  for (const { before, after } of change.person
    ? [...change.conversations, change.person]
    : change.conversations) {
    must(after.version === (before?.version ?? 0) + 1, 'A change makes exactly the next version.');
    must(
      before === null || (before.id === after.id && before.organisation === after.organisation),
      'A change keeps id and organisation.',
    );
  }
  const versions = new Map(change.conversations.map(({ after }) => [after.id, after]));
  for (const { before, after } of change.messages) {
    const conversation = versions.get(after.conversationId);
    must(conversation !== undefined, 'A message changes together with its conversation.');
    must(after.version === conversation?.version, "A message carries its conversation's version.");
    must(
      after.organisation === conversation?.organisation,
      "A message belongs to its conversation's organisation.",
    );
    must(before === null || before.id === after.id, 'A change keeps id and organisation.');
    must(
      before === null || before.status === after.status || canMove(before.status, after.status),
      `A text never moves from ${before?.status} to ${after.status}.`,
    );
  }
};

/** The messages that a change touches in one conversation. */
export const changedMessageIds = (change: Change, conversationId: string): readonly string[] =>
  change.messages.filter(({ after }) => after.conversationId === conversationId).map(({ after }) => after.id);
