import type { ConversationState, MessageState } from '@sms/domain';
import { nextVersion, withMessage, without } from './change.ts';
import type { CarrierRecord, Change, DeliveryStatus } from './ports.ts';

/** How long a worker may hold a text before others take it for dead: longer than any function may run. */
export const claimLeaseMilliseconds = 90_000;

/** How far a carrier's clock may be from ours when its records are compared, in milliseconds. */
export const clockSkewMilliseconds = 60_000;

/** The change that a text's next state makes, and with it its conversation's. */
export const changeOf = (
  conversation: ConversationState,
  before: MessageState,
  after: Partial<Omit<MessageState, 'version'>>,
  conversationPatch: Parameters<typeof nextVersion>[1] = {},
): Change => {
  const write = nextVersion(conversation, conversationPatch);
  return {
    conversations: [write],
    messages: [withMessage(write, before, { ...before, ...after })],
    audit: [],
  };
};

/** The state of a text that has left the outbox for good. */
export const atRest = { claim: null, notBefore: null, dueAt: null } as const;

/** A conversation and one of its texts, read in that order. */
export type Head = { readonly conversation: ConversationState; readonly message: MessageState };

/** Whether a carrier's record can be this text: the same words to the same person, made when we asked. */
export const couldBe = (message: MessageState, record: CarrierRecord): boolean => {
  const since = message.reconciliation?.since ?? message.claim?.at;
  if (since === undefined) return false;
  const at = Date.parse(record.at);
  return (
    record.direction === 'outbound' &&
    // Carriers trim what they keep.
    record.body.trim() === message.body.trim() &&
    at >= Date.parse(since) - clockSkewMilliseconds &&
    at <= Date.parse(since) + claimLeaseMilliseconds + clockSkewMilliseconds
  );
};

/** Ties a carrier's record to the text whose answer was lost. */
export const linkRecord = (head: Head, record: CarrierRecord): Change => {
  const { conversation, message } = head;
  const status: DeliveryStatus = record.status ?? 'sent';
  const change = changeOf(
    conversation,
    message,
    {
      ...atRest,
      status,
      sentAt: record.at,
      deliveredAt: status === 'delivered' ? record.at : null,
      carrierMessageId: record.carrierMessageId,
      error: record.error,
      reconciliation: null,
    },
    {
      outbox: without(conversation.outbox, message.id),
      undecided: without(conversation.undecided, message.id),
    },
  );
  return {
    ...change,
    links: [
      { conversationId: conversation.id, carrierMessageId: record.carrierMessageId, messageId: message.id },
    ],
  };
};
