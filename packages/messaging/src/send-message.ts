import type { Actor, MessageState } from '@sms/domain';
import type { Message, SendMessage } from '@sms/contract';
import { auditRecord, untilCommitted } from './change.ts';
import { deliver, requestBudgetMilliseconds } from './deliver-message.ts';
import { conversationNotFound, refuse, succeed, type Outcome } from './outcome.ts';
import {
  cancelOnReplyRefusal,
  currentView,
  draftText,
  handToDelivery,
  lineOf,
  scheduleText,
  setAlarm,
} from './outgoing-text.ts';
import type { World } from './ports.ts';
import { parseSendAt, timeZoneRefusal } from './send-time.ts';
import { textRefusal } from './text-checks.ts';

/**
 * Accepts a text for a person, at once or at `sendAt`, and hands it to delivery. The idempotency key is the intent: the
 * same key with the same text is answered with the same message, and sent once.
 */
export const sendMessage =
  (world: World) =>
  async (
    actor: Actor,
    conversationId: string,
    idempotencyKey: string,
    request: SendMessage,
  ): Promise<Outcome<Message>> => {
    if (request.mediaIds && request.mediaIds.length > 0) {
      return refuse(
        'not_available_yet',
        'Pictures and files cannot be sent yet. Send the text without them.',
      );
    }
    const badZone = timeZoneRefusal(request.timeZone);
    if (badZone) return badZone;
    const id = world.identifiers.outboundMessageId(conversationId, `${actor.organisation} ${idempotencyKey}`);
    const requestHash = world.identifiers.requestHash([
      request.body,
      request.sendAt ?? null,
      request.timeZone ?? null,
      request.cancelOnReply ?? false,
    ]);

    const accepted = await untilCommitted<Outcome<{ message: MessageState; isNew: boolean }>>(
      world,
      async () => {
        const conversation = await world.store.getConversation(actor.organisation, conversationId);
        if (!conversation) return { answer: conversationNotFound() };
        const existing = await world.store.getMessage(actor.organisation, conversationId, id);
        if (existing) {
          return existing.requestHash === requestHash
            ? { answer: succeed({ message: existing, isNew: false }) }
            : {
                answer: refuse(
                  'idempotency_conflict',
                  'This Idempotency-Key belongs to another text. Use a new key for a new text.',
                ),
              };
        }
        const refusal = await textRefusal(
          world,
          actor,
          conversation,
          request.body,
          request.confirmWarnings ?? false,
        );
        if (refusal) return { answer: refusal };
        if (request.seenVersion !== undefined && conversation.lastTextVersion > request.seenVersion) {
          return {
            answer: refuse(
              'newer_messages',
              'A text came or went since you looked. Read it, then send again.',
              {
                version: conversation.version,
              },
            ),
          };
        }
        const now = world.clock.now();
        const sendAt = request.sendAt === undefined ? null : parseSendAt(request.sendAt, now);
        if (sendAt !== null && typeof sendAt !== 'string') return { answer: sendAt };
        const tooMany =
          sendAt !== null && request.cancelOnReply ? cancelOnReplyRefusal(conversation.cancelOnReply) : null;
        if (tooMany) return { answer: tooMany };
        const line = await lineOf(world, conversation);
        const author = { id: actor.userId, name: actor.name };
        const text = draftText(
          conversation,
          line.carrier,
          { id, body: request.body, author, requestHash, retryOf: null },
          now,
        );
        const writes =
          sendAt === null
            ? handToDelivery(conversation, null, text, now)
            : scheduleText(conversation, text, {
                sendAt,
                timeZone: request.timeZone ?? null,
                cancelOnReply: request.cancelOnReply ?? false,
              });
        const audit = auditRecord(
          world,
          actor,
          sendAt === null ? 'message.sent' : 'message.scheduled',
          { conversationId, messageId: id },
          request.confirmWarnings ? { warningsConfirmed: true } : {},
        );
        return {
          change: { ...writes, audit: [audit] },
          answer: succeed({ message: writes.messages[0]!.after, isNew: true }),
        };
      },
    );
    if (!accepted.ok) return accepted;

    const { message } = accepted.value;
    if (message.status === 'scheduled' && message.sendAt) await setAlarm(world, message.id, message.sendAt);
    if (message.status === 'queued')
      await deliver(world, actor.organisation, conversationId, {
        budgetMilliseconds: requestBudgetMilliseconds,
      });
    return succeed(await currentView(world, message));
  };
