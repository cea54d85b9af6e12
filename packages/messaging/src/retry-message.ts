import type { Actor, MessageState } from '@sms/domain';
import type { Message, SettleMessage } from '@sms/contract';
import { auditRecord, untilCommitted, withMessage, without } from './change.ts';
import { deliver, requestBudgetMilliseconds } from './deliver-message.ts';
import { atRest, changeOf } from './message-change.ts';
import { messageNotFound, refuse, succeed, type Outcome } from './outcome.ts';
import { currentView, draftText, handToDelivery, lineOf } from './outgoing-text.ts';
import type { World } from './ports.ts';
import { loadMessage } from './schedule-actions.ts';
import { deliveryErrors, textRefusal } from './text-checks.ts';
import { messageView } from './view.ts';

const awaitsDecision = (message: MessageState): boolean =>
  message.status === 'unconfirmed' && message.error?.code === deliveryErrors.unconfirmed_needs_decision.code;

const isRetryable = (message: MessageState): boolean =>
  message.retriedBy === null &&
  (awaitsDecision(message) ||
    ((message.status === 'failed' || message.status === 'undelivered') && message.error?.retryable === true));

const notRetryable = (message: MessageState) =>
  refuse(
    'not_retryable',
    message.retriedBy !== null
      ? 'It was retried already; look at the new attempt.'
      : message.status === 'unconfirmed'
        ? 'Its fate is still being looked up at the carrier. Wait for the answer before sending again.'
        : (message.error?.message ?? 'Only a text that failed can be retried.'),
    { message: messageView(message) },
  );

/**
 * Makes a new attempt of a text that failed, with every check of a fresh send; the old one keeps its error. A text whose
 * fate the carrier could not tell is thereby decided not to have arrived.
 */
export const retryMessage =
  (world: World) =>
  async (actor: Actor, messageId: string, idempotencyKey?: string): Promise<Outcome<Message>> => {
    const outcome = await untilCommitted<Outcome<MessageState>>(world, async () => {
      const found = await loadMessage(world, actor.organisation, messageId);
      if (!found) return { answer: messageNotFound() };
      const { conversation, message } = found;
      const requestHash = world.identifiers.requestHash(['retry', messageId, idempotencyKey ?? null]);
      if (message.retriedBy !== null && idempotencyKey !== undefined) {
        const attempt = await world.store.getMessage(actor.organisation, conversation.id, message.retriedBy);
        if (attempt?.requestHash === requestHash) return { answer: succeed(attempt) };
      }
      if (!isRetryable(message)) return { answer: notRetryable(message) };
      const refusal = await textRefusal(world, actor, conversation, message.body, true);
      if (refusal) return { answer: refusal };
      const id = world.identifiers.outboundMessageId(conversation.id, `retry ${messageId}`);
      const now = world.clock.now();
      const line = await lineOf(world, conversation);
      const author = { id: actor.userId, name: actor.name };
      const text = draftText(
        conversation,
        line.carrier,
        { id, body: message.body, author, requestHash, retryOf: messageId },
        now,
      );
      const handed = handToDelivery(
        { ...conversation, undecided: without(conversation.undecided, messageId) },
        null,
        text,
        now,
      );
      const write = { ...handed.conversations[0]!, before: conversation };
      const former = withMessage(write, message, {
        ...message,
        retriedBy: id,
        ...(message.status === 'unconfirmed'
          ? {
              ...atRest,
              status: 'failed' as const,
              error: deliveryErrors.settled_not_sent,
              reconciliation: null,
            }
          : {}),
      });
      const audit = auditRecord(world, actor, 'message.retried', {
        conversationId: conversation.id,
        messageId: id,
      });
      return {
        change: { conversations: [write], messages: [...handed.messages, former], audit: [audit] },
        answer: succeed(handed.messages[0]!.after),
      };
    });
    if (!outcome.ok) return outcome;
    if (outcome.value.status === 'queued')
      await deliver(world, actor.organisation, outcome.value.conversationId, {
        budgetMilliseconds: requestBudgetMilliseconds,
      });
    return succeed(await currentView(world, outcome.value));
  };

/** A person's decision about a text of which the carrier could not say whether it left. */
export const settleMessage =
  (world: World) =>
  (actor: Actor, messageId: string, { outcome }: SettleMessage): Promise<Outcome<Message>> =>
    untilCommitted<Outcome<Message>>(world, async () => {
      const found = await loadMessage(world, actor.organisation, messageId);
      if (!found) return { answer: messageNotFound() };
      const { conversation, message } = found;
      if (!awaitsDecision(message)) {
        return {
          answer: refuse('not_unconfirmed', 'There is nothing to decide about it.', {
            message: messageView(message),
          }),
        };
      }
      const change = changeOf(
        conversation,
        message,
        {
          ...atRest,
          reconciliation: null,
          ...(outcome === 'sent'
            ? {
                status: 'sent' as const,
                sentAt: message.reconciliation?.since ?? message.createdAt,
                error: null,
              }
            : { status: 'failed' as const, error: deliveryErrors.settled_not_sent }),
        },
        { undecided: without(conversation.undecided, message.id) },
      );
      const audit = auditRecord(
        world,
        actor,
        'message.settled',
        { conversationId: conversation.id, messageId },
        { outcome },
      );
      return {
        change: { ...change, audit: [audit] },
        answer: succeed(messageView(change.messages[0]!.after)),
      };
    });
