import { countSegments, isCancellable, isEditable, type Actor, type MessageState } from '@sms/domain';
import type { EditMessage, Message } from '@sms/contract';
import { auditRecord, nextVersion, untilCommitted, withMessage, without } from './change.ts';
import { deliver, requestBudgetMilliseconds } from './deliver-message.ts';
import { changeOf, type Head } from './message-change.ts';
import { messageNotFound, refuse, succeed, type Outcome } from './outcome.ts';
import { cancelOnReplyRefusal, currentView, handToDelivery, setAlarm } from './outgoing-text.ts';
import { conversationOf, type World } from './ports.ts';
import { parseSendAt, timeZoneRefusal } from './send-time.ts';
import { textRefusal } from './text-checks.ts';
import { messageView } from './view.ts';

/** A message by its id alone, with its conversation, read in the order that makes the pair safe to write upon. */
export const loadMessage = async (
  world: Pick<World, 'store'>,
  organisation: string,
  messageId: string,
): Promise<Head | null> => {
  const conversationId = conversationOf(messageId);
  const conversation = await world.store.getConversation(organisation, conversationId);
  const message = conversation && (await world.store.getMessage(organisation, conversationId, messageId));
  return message ? { conversation, message } : null;
};

const clearAlarm = async (world: World, messageId: string): Promise<void> => {
  try {
    await world.scheduler.clear(messageId);
  } catch {
    // An alarm that rings for nothing finds a text that is not scheduled.
    world.log('schedule_not_cleared', { messageId });
  }
};

/** Cancels a text that no worker has taken yet. Cancelling what is cancelled already is no error. */
export const cancelMessage =
  (world: World) =>
  async (actor: Actor, messageId: string): Promise<Outcome<Message>> => {
    const outcome = await untilCommitted<Outcome<MessageState>>(world, async () => {
      const found = await loadMessage(world, actor.organisation, messageId);
      if (!found) return { answer: messageNotFound() };
      const { conversation, message } = found;
      if (message.status === 'cancelled') return { answer: succeed(message) };
      if (!isCancellable(message.status)) {
        return {
          answer: refuse(
            'not_cancellable',
            'It is being sent or has been sent, so it can no longer be cancelled.',
            {
              message: messageView(message),
            },
          ),
        };
      }
      const change = changeOf(
        conversation,
        message,
        { status: 'cancelled', dueAt: null, notBefore: null },
        {
          outbox: without(conversation.outbox, message.id),
          cancelOnReply: without(conversation.cancelOnReply, message.id),
        },
      );
      const audit = auditRecord(world, actor, 'message.cancelled', {
        conversationId: conversation.id,
        messageId,
      });
      return { change: { ...change, audit: [audit] }, answer: succeed(change.messages[0]!.after) };
    });
    if (!outcome.ok) return outcome;
    if (outcome.value.sendAt !== null) await clearAlarm(world, messageId);
    return succeed(messageView(outcome.value));
  };

const notEditable = (message: MessageState) =>
  refuse('not_editable', 'It has left the schedule, so it can no longer be edited. This is how it went.', {
    message: messageView(message),
  });

/** Edits a text that is still scheduled, in place: same id, every check afresh. */
export const editMessage =
  (world: World) =>
  async (actor: Actor, messageId: string, edit: EditMessage): Promise<Outcome<Message>> => {
    const badZone = timeZoneRefusal(edit.timeZone);
    if (badZone) return badZone;
    const outcome = await untilCommitted<Outcome<MessageState>>(world, async () => {
      const found = await loadMessage(world, actor.organisation, messageId);
      if (!found) return { answer: messageNotFound() };
      const { conversation, message } = found;
      if (!isEditable(message.status)) return { answer: notEditable(message) };
      const body = edit.body ?? message.body;
      // What stood there before was confirmed when it was written.
      const isConfirmed = body === message.body || edit.confirmWarnings === true;
      const refusal = await textRefusal(world, actor, conversation, body, isConfirmed);
      if (refusal) return { answer: refusal };
      const sendAt =
        edit.sendAt === undefined ? message.sendAt! : parseSendAt(edit.sendAt, world.clock.now());
      if (typeof sendAt !== 'string') return { answer: sendAt };
      const cancelOnReply = edit.cancelOnReply ?? message.cancelOnReply;
      const others = without(conversation.cancelOnReply, message.id);
      const tooMany = cancelOnReply ? cancelOnReplyRefusal(others) : null;
      if (tooMany) return { answer: tooMany };
      const write = nextVersion(conversation, {
        cancelOnReply: cancelOnReply ? [...others, message.id] : others,
      });
      const after = withMessage(write, message, {
        ...message,
        body,
        segments: countSegments(body),
        sendAt,
        timeZone: edit.timeZone === undefined ? message.timeZone : edit.timeZone,
        cancelOnReply,
        dueAt: sendAt,
      });
      const audit = auditRecord(world, actor, 'message.edited', {
        conversationId: conversation.id,
        messageId,
      });
      return {
        change: { conversations: [write], messages: [after], audit: [audit] },
        answer: succeed(after.after),
      };
    });
    if (!outcome.ok) return outcome;
    if (outcome.value.sendAt !== null && edit.sendAt !== undefined) {
      await setAlarm(world, messageId, outcome.value.sendAt);
    }
    return succeed(messageView(outcome.value));
  };

/** Takes a scheduled text out of the schedule and delivers it at once, every check afresh. */
export const sendNow =
  (world: World) =>
  async (actor: Actor, messageId: string): Promise<Outcome<Message>> => {
    const outcome = await untilCommitted<Outcome<MessageState>>(world, async () => {
      const found = await loadMessage(world, actor.organisation, messageId);
      if (!found) return { answer: messageNotFound() };
      const { conversation, message } = found;
      if (message.status !== 'scheduled') {
        return {
          answer: refuse('not_scheduled', 'It is no longer scheduled.', { message: messageView(message) }),
        };
      }
      const refusal = await textRefusal(world, actor, conversation, message.body, true);
      if (refusal) return { answer: refusal };
      const change = handToDelivery(conversation, message, message, world.clock.now());
      const audit = auditRecord(world, actor, 'message.sent', { conversationId: conversation.id, messageId });
      return { change: { ...change, audit: [audit] }, answer: succeed(change.messages[0]!.after) };
    });
    if (!outcome.ok) return outcome;
    await clearAlarm(world, messageId);
    await deliver(world, actor.organisation, outcome.value.conversationId, {
      budgetMilliseconds: requestBudgetMilliseconds,
    });
    return succeed(await currentView(world, outcome.value));
  };
