import { countSegments, previewOf, type ConversationState, type Line, type MessageState } from '@sms/domain';
import type { Message } from '@sms/contract';
import { nextVersion, withMessage } from './change.ts';
import { refuse, type Refusal } from './outcome.ts';
import type { Change, World } from './ports.ts';
import { messageView } from './view.ts';

/** After this long without a sign of the worker that took a queued text, the sweep takes it, in milliseconds. */
export const queuedGraceMilliseconds = 60_000;

/** What is due sooner does not go through the alarm clock, which may be a minute late: the sweep takes it. */
export const alarmLeadMilliseconds = 120_000;

export type NewText = {
  readonly id: string;
  readonly body: string;
  readonly author: MessageState['author'];
  readonly requestHash: string | null;
  readonly retryOf: string | null;
};

/** A text as it begins: `queued`, nothing known of it yet. */
export const draftText = (
  conversation: ConversationState,
  carrier: Line['carrier'],
  text: NewText,
  now: Date,
): Omit<MessageState, 'version'> => ({
  id: text.id,
  conversationId: conversation.id,
  organisation: conversation.organisation,
  direction: 'outbound',
  body: text.body,
  media: [],
  mediaFetch: null,
  status: 'queued',
  segments: countSegments(text.body),
  createdAt: now.toISOString(),
  sendAt: null,
  timeZone: null,
  cancelOnReply: false,
  sentAt: null,
  deliveredAt: null,
  author: text.author,
  error: null,
  retryOf: text.retryOf,
  retriedBy: null,
  carrier,
  carrierMessageId: null,
  threadPosition: null,
  requestHash: text.requestHash,
  claim: null,
  reconciliation: null,
  notBefore: null,
  dueAt: null,
});

/** Puts a text at the end of the thread and of the outbox. */
export const handToDelivery = (
  conversation: ConversationState,
  before: MessageState | null,
  text: Omit<MessageState, 'version'>,
  now: Date,
): Pick<Change, 'conversations' | 'messages'> => {
  const write = nextVersion(conversation, {
    lastMessage: { direction: 'outbound', preview: previewOf(text.body), at: now.toISOString() },
    lastActivityAt: now.toISOString(),
    lastTextVersion: conversation.version + 1,
    outbox: [...conversation.outbox, text.id],
    cancelOnReply: conversation.cancelOnReply.filter((id) => id !== text.id),
  });
  const message = withMessage(write, before, {
    ...text,
    status: 'queued',
    threadPosition: write.after.version,
    dueAt: new Date(now.getTime() + queuedGraceMilliseconds).toISOString(),
  });
  return { conversations: [write], messages: [message] };
};

/** How many scheduled texts of a conversation one answer can cancel: they and their evidence fit in its one write. */
const cancelOnReplyLimit = 40;

/** Refuses one more text that an answer shall cancel, where the answer's own write would become too large. */
export const cancelOnReplyRefusal = (others: ConversationState['cancelOnReply']): Refusal | null =>
  others.length < cancelOnReplyLimit
    ? null
    : refuse(
        'invalid_request',
        `At most ${cancelOnReplyLimit} scheduled texts of a conversation can be cancelled by an answer.`,
        {
          errors: [{ path: 'cancelOnReply', message: `is asked for by ${cancelOnReplyLimit} texts already` }],
        },
      );

/** Keeps a text for its time. */
export const scheduleText = (
  conversation: ConversationState,
  text: Omit<MessageState, 'version'>,
  schedule: { readonly sendAt: string; readonly timeZone: string | null; readonly cancelOnReply: boolean },
): Pick<Change, 'conversations' | 'messages'> => {
  const write = nextVersion(
    conversation,
    schedule.cancelOnReply ? { cancelOnReply: [...conversation.cancelOnReply, text.id] } : {},
  );
  const message = withMessage(write, null, {
    ...text,
    ...schedule,
    status: 'scheduled',
    dueAt: schedule.sendAt,
  });
  return { conversations: [write], messages: [message] };
};

/** Sets the alarm of a scheduled text. An alarm that cannot be set costs a minute at most: the sweep finds what is due. */
export const setAlarm = async (world: World, messageId: string, sendAt: string): Promise<void> => {
  const at = new Date(sendAt);
  if (at.getTime() - world.clock.now().getTime() < alarmLeadMilliseconds) return;
  try {
    await world.scheduler.set(messageId, at);
  } catch {
    world.log('schedule_not_set', { messageId });
  }
};

/** The text as it now stands, after whatever was done about it. */
export const currentView = async (world: World, message: MessageState): Promise<Message> =>
  messageView(
    (await world.store.getMessage(message.organisation, message.conversationId, message.id)) ?? message,
  );

/** The line that a conversation goes over. */
export const lineOf = async (world: Pick<World, 'store'>, conversation: ConversationState): Promise<Line> => {
  const line = await world.store.getLineByKey(conversation.lineKey);
  if (!line) throw new Error('The line of a conversation is not configured.');
  return line;
};
