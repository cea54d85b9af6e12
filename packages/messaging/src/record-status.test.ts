import { describe, expect, test } from 'vitest';
import { outboundStatuses, outboundTransitions, type OutboundStatus } from '@sms/domain';
import type { DeliveryStatus } from '@sms/messaging';
import { ana, ben, codeOf, createWorld, errors, lines, valueOf } from '../test/world.ts';

const sent = async () => {
  const world = await createWorld();
  const { id } = await world.conversationWith(ana);
  const message = valueOf(await world.send(id, 'Hello.'));
  return { ...world, id, message, carrierMessageId: 'ringcentral-1' };
};

const told: readonly DeliveryStatus[] = ['sent', 'delivered', 'undelivered', 'failed'];

/** Every order in which a carrier may tell three things. */
const ordersOfThree = told.flatMap((one) =>
  told.flatMap((two) => told.map((three) => [one, two, three] as const)),
);

describe('given a text that was sent, when the carrier tells of it', () => {
  test('delivered, then it is, and when; the conversation has a new version', async () => {
    const { message, status, carrierMessageId, stateOf, advance, now, conversationState, id } = await sent();
    advance(5);
    await status(carrierMessageId, 'delivered');
    expect(stateOf(message.id)).toMatchObject({ status: 'delivered', deliveredAt: now(), error: null });
    expect(conversationState(id).version).toBe(message.version + 1);
  });

  test.each(['undelivered', 'failed'] as const)('%s, then it is, with the reason', async (status) => {
    const world = await sent();
    await world.status(world.carrierMessageId, status, { error: errors.unreachable });
    expect(world.stateOf(world.message.id)).toMatchObject({
      status,
      error: errors.unreachable,
      deliveredAt: null,
    });
  });

  test.each(ordersOfThree)(
    '%s, %s, %s, then it only ever moves forward by the table',
    async (...statuses) => {
      const { message, status, carrierMessageId, store, stateOf } = await sent();
      const course: OutboundStatus[] = ['sent'];
      store.onCommit(({ messages }) => course.push(messages[0]!.after.status as OutboundStatus));
      for (const each of statuses) await status(carrierMessageId, each);
      course.slice(1).forEach((to, index) => {
        expect(outboundTransitions[course[index]!]).toContain(to);
      });
      expect(stateOf(message.id).status).toBe(statuses.find((each) => each !== 'sent') ?? 'sent');
    },
  );

  test('the same thing twice, or at once, then it is one change', async () => {
    const { message, status, carrierMessageId, conversationState, id } = await sent();
    await Promise.all([status(carrierMessageId, 'delivered'), status(carrierMessageId, 'delivered')]);
    await status(carrierMessageId, 'delivered');
    expect(conversationState(id).version).toBe(message.version + 1);
  });

  test('while the operator writes on, then neither loses the other', async () => {
    const { message, status, carrierMessageId, send, id, statusOf } = await sent();
    const [next] = await Promise.all([send(id, 'And…'), status(carrierMessageId, 'delivered')]);
    expect(statusOf(message.id)).toBe('delivered');
    expect(valueOf(next).status).toBe('sent');
  });

  test('about an unknown person or with an unknown id, then nothing changes', async () => {
    const { status, store } = await sent();
    const before = store.everything();
    await status('ringcentral-1', 'delivered', { to: ben });
    await status('nobody-knows', 'delivered');
    expect(store.everything()).toEqual(before);
  });

  test('late, that the person had opted out, then the text failed and their opt-out counts on every line', async () => {
    const { id, message, status, carrierMessageId, stateOf, send, conversationWith } = await sent();
    const other = await conversationWith(ana, lines.second);
    await status(carrierMessageId, 'failed', { error: errors.optedOut });
    expect(stateOf(message.id)).toMatchObject({ status: 'failed', error: errors.optedOut });
    expect(codeOf(await send(id, 'But…'))).toBe('opted_out');
    expect(codeOf(await send(other.id, 'But…'))).toBe('opted_out');
  });

  test('the opt-out twice, then there is one change and one piece of evidence', async () => {
    const { status, carrierMessageId, evidence, conversationState, id } = await sent();
    await status(carrierMessageId, 'failed', { error: errors.optedOut });
    const { version } = conversationState(id);
    await status(carrierMessageId, 'failed', { error: errors.optedOut });
    expect(conversationState(id).version).toBe(version);
    expect(evidence('consent.opted_out')).toHaveLength(1);
  });
});

describe('given a status that comes before the carrier has answered our send', () => {
  const sending = async () => {
    const world = await createWorld();
    const { id } = await world.conversationWith(ana);
    const release = world.carriers.first.keepWaiting();
    const answer = world.send(id, 'Hello.');
    await expect.poll(() => world.carriers.first.calls.length, { interval: 1 }).toBe(1);
    return { ...world, id, release, answer };
  };

  test('when it names no attempt, then it is kept, and counts once the answer is there', async () => {
    const { release, answer, status, store } = await sending();
    await status('ringcentral-1', 'sent');
    await status('ringcentral-1', 'delivered');
    expect(store.everything().messages[0]!.status).toBe('sending');
    release();
    expect(valueOf(await answer)).toMatchObject({ status: 'delivered' });
  });

  test('when statuses are kept out of order, then the furthest counts', async () => {
    const { release, answer, status } = await sending();
    await status('ringcentral-1', 'delivered');
    await status('ringcentral-1', 'sent');
    release();
    expect(valueOf(await answer).status).toBe('delivered');
  });

  test('when it names our attempt, then it counts at once, and the answer takes nothing back', async () => {
    const { release, answer, status, carriers, statusOf, stateOf, conversationState, id } = await sending();
    const { messageId, attemptId } = carriers.first.calls[0]!;
    await status('ringcentral-1', 'delivered', { attempt: { messageId, attemptId } });
    expect(statusOf(messageId)).toBe('delivered');
    release();
    expect(valueOf(await answer).status).toBe('delivered');
    expect(stateOf(messageId)).toMatchObject({ carrierMessageId: 'ringcentral-1', claim: null });
    expect(conversationState(id).outbox).toEqual([]);
  });

  test('when it names our attempt and the answer is lost, then nothing is unconfirmed', async () => {
    const { release, answer, status, carriers } = await sending();
    carriers.first.will({ lost: 'after_leaving' });
    const { messageId, attemptId } = carriers.first.calls[0]!;
    await status('ringcentral-1', 'sent', { attempt: { messageId, attemptId } });
    release();
    expect(valueOf(await answer).status).toBe('sent');
    await status('ringcentral-1', 'delivered');
    expect(carriers.first.calls).toHaveLength(1);
  });

  test('when it names an attempt of another conversation, then that one is left alone', async () => {
    const { release, answer, status, conversationWith, send, stateOf } = await sending();
    release();
    await answer;
    const other = await conversationWith(ben);
    const message = valueOf(await send(other.id, 'Hi Ben.'));
    await status('unknown', 'delivered', { attempt: { messageId: message.id, attemptId: 'a' } });
    await status('unknown', 'delivered', {
      attempt: { messageId: `${other.id}.no`, attemptId: 'a' },
      to: ben,
    });
    expect(stateOf(message.id).status).toBe('sent');
  });
});

describe("given a text in the carrier's records that we did not send", () => {
  test("then it enters the thread as staff's own, once, and is nobody's unread", async () => {
    const { createdWorld, id } = await createWorld().then(async (createdWorld) => ({
      createdWorld,
      id: (await createdWorld.conversationWith(ana)).id,
    }));
    const { tell, carriers, thread, conversationState } = createdWorld;
    const record = carriers.first.record(ana, 'From my phone.', { status: 'sent' });
    await Promise.all([tell({ kind: 'outbound', record }), tell({ kind: 'outbound', record })]);
    await tell({ kind: 'outbound', record });
    expect((await thread(id)).items).toEqual([
      expect.objectContaining({
        direction: 'outbound',
        body: 'From my phone.',
        status: 'sent',
        author: { id: 'carrier_app', name: "Carrier's app" },
      }),
    ]);
    expect(conversationState(id)).toMatchObject({
      unreadCount: 0,
      lastMessage: { direction: 'outbound', preview: 'From my phone.' },
    });
  });

  test('to somebody new, then their conversation is made', async () => {
    const { tell, carriers, store } = await createWorld();
    await tell({ kind: 'outbound', record: carriers.first.record(ben, 'Hi Ben.') });
    expect(store.everything().conversations).toEqual([expect.objectContaining({ phone: ben, version: 1 })]);
  });

  test('then its later statuses count', async () => {
    const { tell, carriers, store } = await createWorld();
    const record = carriers.first.record(ana, 'From my phone.');
    await tell({ kind: 'outbound', record });
    await tell({ kind: 'outbound', record: { ...record, status: 'delivered' } });
    await tell({ kind: 'outbound', record: { ...record, status: 'sent' } });
    expect(store.everything().messages).toEqual([expect.objectContaining({ status: 'delivered' })]);
  });

  test('that failed because the person opted out, then their opt-out is known', async () => {
    const { tell, carriers, store } = await createWorld();
    const record = carriers.first.record(ana, 'Hi.', { status: 'failed', error: errors.optedOut });
    await tell({ kind: 'outbound', record });
    expect(store.everything().people[0]!.consent).toBe('opted_out');
  });

  test('of another line, then it is ignored', async () => {
    const { tell, carriers, store } = await createWorld();
    await tell({ kind: 'outbound', record: carriers.second.record(ana, 'Hi.') });
    expect(store.everything().messages).toEqual([]);
  });
});

describe("given one of our texts in the carrier's records", () => {
  test('then it is not in the thread a second time, and its news counts', async () => {
    const { id, message, tell, carriers, thread } = await sent();
    await tell({ kind: 'outbound', record: { ...carriers.first.records[0]!, status: 'delivered' } });
    expect((await thread(id)).items).toEqual([
      expect.objectContaining({ id: message.id, status: 'delivered' }),
    ]);
  });

  test('while its answer is on the way, then it is not taken for one of staff, and its news is kept', async () => {
    const world = await createWorld();
    const { id } = await world.conversationWith(ana);
    const release = world.carriers.first.keepWaiting();
    const answer = world.send(id, 'Hello.');
    await expect.poll(() => world.carriers.first.calls.length, { interval: 1 }).toBe(1);
    const record = {
      carrierMessageId: 'ringcentral-1',
      direction: 'outbound' as const,
      from: lines.first.phone,
      to: ana,
      body: 'Hello.',
      media: [],
      at: world.now(),
      status: 'delivered' as const,
      error: null,
    };
    await world.tell({ kind: 'outbound', record });
    expect((await world.thread(id)).items).toHaveLength(1);
    release();
    expect(valueOf(await answer).status).toBe('delivered');
    expect((await world.thread(id)).items).toHaveLength(1);
  });
});

test('every status that a carrier can tell has a way out of what waits for an answer', () => {
  for (const status of told) {
    expect(outboundStatuses).toContain(status);
    expect(outboundTransitions.sending).toContain(status);
    expect(outboundTransitions.unconfirmed).toContain(status);
  }
});
