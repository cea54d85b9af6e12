import { describe, expect, test } from 'vitest';
import { ana, ben, blockedWord, createWorld, errors, lines, valueOf } from '../test/world.ts';
import { crashMessage } from '../test/scripted-carrier.ts';

const opened = async () => {
  const world = await createWorld();
  const { id } = await world.conversationWith(ana);
  return { ...world, id };
};

/** How long a worker may hold a text, and a moment more, in seconds. */
const lease = 91;

describe('given a carrier that accepts', () => {
  test('then the text is sent, with the carrier and its id kept, and nothing more to do', async () => {
    const { send, id, stateOf, store, logged, world } = await opened();
    const message = valueOf(await send(id, 'Hello.'));
    expect(stateOf(message.id)).toMatchObject({
      status: 'sent',
      carrier: 'ringcentral',
      carrierMessageId: 'ringcentral-1',
      claim: null,
      dueAt: null,
      notBefore: null,
    });
    expect((await store.getLink(id, 'ringcentral-1'))?.messageId).toBe(message.id);
    expect(logged).toContainEqual({ code: 'delivery_accepted', fields: { messageId: message.id } });
    expect(await store.listDueWork(world.clock.now().toISOString(), 10)).toEqual([]);
  });

  test('then the carrier was given an attempt of its own, which names no person', async () => {
    const { send, id, carriers } = await opened();
    await send(id, 'One.');
    await send(id, 'Two.');
    const [first, second] = carriers.first.calls;
    expect(first).toMatchObject({ line: lines.first, to: ana, body: 'One.' });
    expect(first!.attemptId).not.toBe(second!.attemptId);
    expect(first!.attemptId + first!.messageId).not.toContain(ana.slice(1));
  });

  test('and our write of its answer fails, then the text is looked up at the carrier, and not sent again', async () => {
    const { send, id, fails, before, statusOf, advance, sweep, carriers, store } = await opened();
    // Queued, claimed, and the third write is the answer.
    before('commit', async () => before('commit', async () => fails('commit')));
    await expect(send(id, 'Hello.')).rejects.toThrow();
    const [message] = store.everything().messages;
    expect(message!.status).toBe('sending');
    advance(lease);
    await sweep();
    expect(statusOf(message!.id)).toBe('sent');
    expect(carriers.first.left).toHaveLength(1);
  });
});

describe('given a carrier that refuses', () => {
  test.each([
    ['trying again can heal', errors.unreachable],
    ['nothing can heal', errors.invalidNumber],
  ])(
    'for a reason that %s, then the text failed with that reason and leaves the outbox',
    async (_, error) => {
      const { send, id, carriers, conversationState, logged, stateOf } = await opened();
      carriers.first.will({ kind: 'refused', error, optedOut: false });
      const message = valueOf(await send(id, 'Hello.'));
      expect(message).toMatchObject({ status: 'failed', error, sentAt: null });
      expect(stateOf(message.id).dueAt).toBeNull();
      expect(conversationState(id)).toMatchObject({ outbox: [], consent: 'pending' });
      expect(logged).toContainEqual({
        code: 'delivery_refused',
        fields: { messageId: message.id, code: error.code },
      });
    },
  );

  test('because the person opted out there, then their opt-out is known here, on every line', async () => {
    const { send, id, carriers, conversationWith, conversationState, evidence } = await opened();
    const other = await conversationWith(ana, lines.second);
    carriers.first.will({ kind: 'refused', error: errors.optedOut, optedOut: true });
    expect(valueOf(await send(id, 'Hello.')).status).toBe('failed');
    expect(conversationState(id).consent).toBe('opted_out');
    expect(conversationState(other.id).consent).toBe('opted_out');
    expect(evidence('consent.opted_out')).toEqual([
      expect.objectContaining({ userId: 'system:carrier', details: { method: 'carrier' } }),
    ]);
  });
});

describe("given a carrier's limit", () => {
  const limited = async () => {
    const world = await opened();
    world.carriers.first.will({ kind: 'limited', retryAfterSeconds: 120 });
    const message = valueOf(await world.send(world.id, 'Hello.'));
    return { ...world, message };
  };

  test('then the text waits, and the same text goes once when the time is over', async () => {
    const { message, statusOf, carriers, advance, sweep } = await limited();
    expect(message.status).toBe('sending');
    expect(carriers.first.left).toEqual([]);
    advance(119);
    await sweep();
    expect(carriers.first.calls).toHaveLength(1);
    advance(2);
    await sweep();
    await sweep();
    expect(statusOf(message.id)).toBe('sent');
    expect(carriers.first.left).toEqual([{ to: ana, body: 'Hello.' }]);
    expect(carriers.first.calls.map(({ messageId }) => messageId)).toEqual([message.id, message.id]);
  });

  test('then nothing leaves on that line meanwhile, and other lines go on', async () => {
    const { send, conversationWith, carriers, advance, sweep, statusOf } = await limited();
    const sameLine = await conversationWith(ben);
    const otherLine = await conversationWith(ben, lines.second);
    const waiting = valueOf(await send(sameLine.id, 'Hi Ben.'));
    expect(waiting.status).toBe('queued');
    expect(carriers.first.calls).toHaveLength(1);
    expect(valueOf(await send(otherLine.id, 'Hi there.')).status).toBe('sent');
    advance(121);
    await sweep();
    expect(statusOf(waiting.id)).toBe('sent');
  });

  test('then a text that waits on the line, never handed over, can be cancelled', async () => {
    const { send, conversationWith, cancel, carriers, advance, sweep } = await limited();
    const { id } = await conversationWith(ben);
    const waiting = valueOf(await send(id, 'Hi Ben.'));
    expect(valueOf(await cancel(waiting.id)).status).toBe('cancelled');
    advance(121);
    await sweep();
    expect(carriers.first.left).toEqual([{ to: ana, body: 'Hello.' }]);
  });

  test('then what the person and the organisation decide meanwhile still counts', async () => {
    const { message, text, advance, sweep, carriers, stateOf } = await limited();
    await text(ana, 'STOP');
    advance(121);
    await sweep();
    expect(stateOf(message.id)).toMatchObject({ status: 'failed', error: { code: 'opted_out' } });
    expect(carriers.first.left).toEqual([]);
  });
});

describe("given our own pace, the carrier's allowance of a line", () => {
  test('when it is used up, then the next text waits and goes when it has filled again', async () => {
    const { id, send, carriers, statusOf, advance, sweep } = await opened();
    carriers.first.pacePerMinute = 2;
    await send(id, 'One.');
    await send(id, 'Two.');
    const third = valueOf(await send(id, 'Three.'));
    expect(third.status).toBe('queued');
    expect(carriers.first.calls).toHaveLength(2);
    for (let minute = 0; minute < 3; minute += 1) {
      advance(61);
      await sweep();
    }
    expect(statusOf(third.id)).toBe('sent');
    expect(carriers.first.left.map(({ body }) => body)).toEqual(['One.', 'Two.', 'Three.']);
  });

  test('then the sweep leaves some of it for answers to people', async () => {
    const { conversationWith, schedule, send, carriers, advance, sweep, id } = await opened();
    carriers.first.pacePerMinute = 10;
    for (let index = 0; index < 10; index += 1) {
      const { id: conversationId } = await conversationWith(`+1202555015${index}`);
      await schedule(conversationId, 60);
    }
    advance(60);
    await sweep();
    const bySweep = carriers.first.left.length;
    expect(bySweep).toBeGreaterThan(0);
    expect(bySweep).toBeLessThan(10);
    expect(valueOf(await send(id, 'An answer.')).status).toBe('sent');
    for (let minute = 0; minute < 5; minute += 1) {
      advance(61);
      await sweep();
    }
    expect(carriers.first.left).toHaveLength(11);
  });
});

describe('given many texts that wait for a line', () => {
  const phoneOf = (place: number): string => `+120255501${String(20 + place)}`;

  test('then each conversation gets its turn before any gets a second one', async () => {
    const { conversationWith, schedule, carriers, advance, sweep } = await createWorld();
    carriers.first.pacePerMinute = 9;
    for (let place = 0; place < 3; place += 1) {
      const { id } = await conversationWith(phoneOf(place));
      for (let text = 0; text < 3; text += 1) await schedule(id, 60 + text, { body: `Text ${text}.` });
    }
    advance(63);
    await sweep();
    expect(carriers.first.left).toHaveLength(3);
    expect(new Set(carriers.first.left.map(({ to }) => to)).size).toBe(3);
  });

  test('then what the alarm clock brings leaves some of the allowance for answers to people', async () => {
    const { conversationWith, schedule, dispatch, send, carriers, advance, id } = await opened();
    carriers.first.pacePerMinute = 10;
    const scheduled = [];
    for (let place = 0; place < 10; place += 1)
      scheduled.push(await schedule((await conversationWith(phoneOf(place))).id, 600));
    advance(600);
    for (const message of scheduled) await dispatch(message.id);
    expect(carriers.first.left).toHaveLength(4);
    expect(valueOf(await send(id, 'An answer.')).status).toBe('sent');
  });

  test('then waiting costs no writes once it is known when somebody looks again', async () => {
    const { conversationWith, schedule, carriers, advance, sweep, conversationState } = await createWorld();
    carriers.first.pacePerMinute = 7;
    const ids: string[] = [];
    for (let place = 0; place < 20; place += 1) {
      const { id } = await conversationWith(phoneOf(place));
      await schedule(id, 60 + place);
      ids.push(id);
    }
    advance(80);
    for (let minute = 0; minute < 3; minute += 1) {
      await sweep();
      advance(60);
    }
    const last = ids.at(-1) ?? '';
    // Made, scheduled, handed to delivery, and postponed once.
    expect(conversationState(last).version).toBeLessThanOrEqual(4);
  });

  test('when the carrier limits fifty of them, then that line alone slows down, and each goes once', async () => {
    const { conversationWith, send, carriers, advance, sweep } = await createWorld();
    carriers.first.pacePerMinute = 30;
    carriers.second.pacePerMinute = 30;
    carriers.first.will(
      ...Array.from({ length: 50 }, () => ({ kind: 'limited', retryAfterSeconds: 1 }) as const),
    );
    const bodies: string[] = [];
    for (let place = 0; place < 50; place += 1) {
      const { id } = await conversationWith(phoneOf(place));
      bodies.push(`Text ${place}.`);
      await send(id, `Text ${place}.`);
    }
    const other = await conversationWith(ana, lines.second);
    expect(valueOf(await send(other.id, 'Over the other line.')).status).toBe('sent');
    let minutes = 0;
    while (carriers.first.left.length < 50 && minutes < 120) {
      advance(60);
      await sweep();
      minutes += 1;
    }
    expect(carriers.first.left.map(({ body }) => body).sort()).toEqual([...bodies].sort());
    expect(minutes).toBeLessThanOrEqual(10);
  });
});

describe("given an answer of the carrier's that was lost", () => {
  test('when its records show the text, then it is sent, and not sent again', async () => {
    const { send, id, carriers, stateOf, logged, conversationState } = await opened();
    carriers.first.will({ lost: 'after_leaving' });
    const message = valueOf(await send(id, 'Hello.'));
    expect(message).toMatchObject({ status: 'sent', error: null });
    expect(stateOf(message.id)).toMatchObject({ carrierMessageId: 'ringcentral-1', reconciliation: null });
    expect(carriers.first.calls).toHaveLength(1);
    expect(conversationState(id).outbox).toEqual([]);
    expect(logged.map(({ code }) => code)).toEqual(['delivery_unknown', 'reconciled']);
  });

  test.each(['delivered', 'undelivered', 'failed'] as const)(
    'when its records say %s already, then the text is that',
    async (status) => {
      const { send, id, carriers, advance, sweep, stateOf } = await opened();
      carriers.first.recordsAnswer = false;
      carriers.first.will({ lost: 'before_leaving' });
      const message = valueOf(await send(id, 'Hello.'));
      const error = status === 'delivered' ? null : errors.unreachable;
      carriers.first.record(ana, 'Hello.', { status, error });
      carriers.first.recordsAnswer = true;
      advance(61);
      await sweep();
      expect(stateOf(message.id)).toMatchObject({ status, error });
    },
  );

  test('when its records say that the person had opted out, then their opt-out is known here', async () => {
    const { send, id, carriers, advance, sweep, conversationState, evidence } = await opened();
    carriers.first.recordsAnswer = false;
    carriers.first.will({ lost: 'before_leaving' });
    await send(id, 'Hello.');
    carriers.first.record(ana, 'Hello.', { status: 'failed', error: errors.optedOut });
    carriers.first.recordsAnswer = true;
    advance(61);
    await sweep();
    expect(conversationState(id).consent).toBe('opted_out');
    expect(evidence('consent.opted_out')).toHaveLength(1);
  });

  test('when its records do not show it yet, then it is unconfirmed, says so, and is looked for again', async () => {
    const { send, id, carriers, advance, sweep, statusOf } = await opened();
    carriers.first.will({ lost: 'before_leaving' });
    const message = valueOf(await send(id, 'Hello.'));
    expect(message).toMatchObject({
      status: 'unconfirmed',
      error: { code: 'unconfirmed', retryable: false },
    });
    advance(30);
    carriers.first.record(ana, 'Hello.');
    await sweep();
    expect(statusOf(message.id)).toBe('unconfirmed');
    advance(31);
    await sweep();
    expect(statusOf(message.id)).toBe('sent');
    expect(carriers.first.calls).toHaveLength(1);
  });

  test('when its records cannot be read, then no look is counted, and the next minute looks again', async () => {
    const { send, id, carriers, advance, sweep, stateOf, logged } = await opened();
    carriers.first.will({ lost: 'after_leaving' });
    carriers.first.recordsAnswer = false;
    const message = valueOf(await send(id, 'Hello.'));
    for (let minute = 0; minute < 30; minute += 1) {
      advance(61);
      await sweep();
    }
    expect(stateOf(message.id)).toMatchObject({ status: 'unconfirmed', reconciliation: { looks: 0 } });
    expect(logged.map(({ code }) => code)).toContain('reconciliation_unanswered');
    carriers.first.recordsAnswer = true;
    advance(61);
    await sweep();
    expect(stateOf(message.id).status).toBe('sent');
  });

  test('when its records never show it, then after five looks in 15 minutes a person decides; later texts go on', async () => {
    const { send, id, carriers, advance, sweep, stateOf, statusOf, conversationState, logged } =
      await opened();
    carriers.first.will({ lost: 'before_leaving' });
    const message = valueOf(await send(id, 'Hello.'));
    const next = valueOf(await send(id, 'And then?'));
    for (const gap of [60, 120, 240]) {
      advance(gap);
      await sweep();
      expect(stateOf(message.id).error?.code).toBe('unconfirmed');
    }
    expect(statusOf(next.id)).toBe('queued');
    advance(480);
    await sweep();
    expect(carriers.first.searches).toHaveLength(5);
    expect(stateOf(message.id)).toMatchObject({
      status: 'unconfirmed',
      error: { code: 'unconfirmed_needs_decision', retryable: true },
      dueAt: null,
    });
    expect(conversationState(id)).toMatchObject({ outbox: [], undecided: [message.id] });
    expect(logged).toContainEqual({ code: 'needs_decision', fields: { messageId: message.id } });
    expect(statusOf(next.id)).toBe('sent');
    expect(carriers.first.left.map(({ body }) => body)).toEqual(['And then?']);
  });

  test('then only texts of the time of the attempt are asked for', async () => {
    const { send, id, carriers, advance, statusOf } = await opened();
    carriers.first.record(ana, 'Hello.');
    advance(3600);
    carriers.first.will({ lost: 'before_leaving' });
    const message = valueOf(await send(id, 'Hello.'));
    expect(statusOf(message.id)).toBe('unconfirmed');
    expect(carriers.first.searches).toEqual([{ to: ana, since: '2026-03-02T15:59:00.000Z' }]);
  });

  test.each([
    ['to another person', { to: ben }],
    ['that came from them', { direction: 'inbound' as const, from: ana, to: lines.first.phone }],
    ['of other words', { body: 'hello.' }],
  ])('then a text %s is not taken for it', async (_, more) => {
    const { send, id, carriers, statusOf } = await opened();
    carriers.first.record(ana, 'Hello.', more);
    carriers.first.will({ lost: 'before_leaving' });
    expect(statusOf(valueOf(await send(id, 'Hello.')).id)).toBe('unconfirmed');
  });

  test('then the same words of another text of ours are not taken for it', async () => {
    const { send, id, carriers, statusOf } = await opened();
    const first = valueOf(await send(id, 'Hello.'));
    carriers.first.will({ lost: 'before_leaving' });
    const second = valueOf(await send(id, 'Hello.'));
    expect([statusOf(first.id), statusOf(second.id)]).toEqual(['sent', 'unconfirmed']);
  });

  test("then the same words that staff sent from the carrier's app, and that are in the thread, are not taken for it", async () => {
    const { send, id, carriers, tell, thread, statusOf } = await opened();
    await tell({ kind: 'outbound', record: carriers.first.record(ana, 'Hello.') });
    carriers.first.will({ lost: 'before_leaving' });
    const message = valueOf(await send(id, 'Hello.'));
    expect(statusOf(message.id)).toBe('unconfirmed');
    expect((await thread(id)).items).toHaveLength(2);
  });

  test('of two equal texts, then each is tied to a record of its own, the earlier to the earlier', async () => {
    const { send, id, carriers, stateOf } = await opened();
    carriers.first.will({ lost: 'after_leaving' }, { lost: 'after_leaving' });
    const first = valueOf(await send(id, 'Hello.'));
    const second = valueOf(await send(id, 'Hello.'));
    expect([stateOf(first.id), stateOf(second.id)].map(({ carrierMessageId }) => carrierMessageId)).toEqual([
      'ringcentral-1',
      'ringcentral-2',
    ]);
    expect(carriers.first.left).toHaveLength(2);
  });

  test('when the carrier tells of its text by a webhook, then it is sent, and it stands once in the thread', async () => {
    const { send, id, carriers, tell, statusOf, thread } = await opened();
    carriers.first.will({ lost: 'before_leaving' });
    const message = valueOf(await send(id, 'Hello.'));
    await tell({ kind: 'outbound', record: carriers.first.record(ana, 'Hello.') });
    expect(statusOf(message.id)).toBe('sent');
    expect((await thread(id)).items).toHaveLength(1);
  });

  test('when its status was told before we knew whose it is, then that counts as soon as we do', async () => {
    const { send, id, carriers, status, advance, sweep, statusOf } = await opened();
    carriers.first.recordsAnswer = false;
    carriers.first.will({ lost: 'after_leaving' });
    const message = valueOf(await send(id, 'Hello.'));
    await status('ringcentral-1', 'delivered');
    carriers.first.recordsAnswer = true;
    advance(61);
    await sweep();
    expect(statusOf(message.id)).toBe('delivered');
  });
});

describe('given a carrier that takes long to answer', () => {
  test('then a request begins nothing new after five seconds; the sweep sends what waits', async () => {
    const { send, id, carriers, advance, sweep, statusOf } = await opened();
    const release = carriers.first.keepWaiting();
    const first = send(id, 'One.');
    await expect.poll(() => carriers.first.calls.length, { interval: 1 }).toBe(1);
    const second = valueOf(await send(id, 'Two.'));
    advance(6);
    release();
    expect(valueOf(await first).status).toBe('sent');
    expect(statusOf(second.id)).toBe('queued');
    advance(60);
    await sweep();
    expect(statusOf(second.id)).toBe('sent');
    expect(carriers.first.left.map(({ body }) => body)).toEqual(['One.', 'Two.']);
  });
});

describe('given a worker that died', () => {
  test('before it claimed the text, then the sweep sends it once', async () => {
    const { send, id, fails, before, advance, sweep, carriers, store } = await opened();
    before('commit', async () => fails('commit'));
    await expect(send(id, 'Hello.')).rejects.toThrow();
    expect(store.everything().messages[0]!.status).toBe('queued');
    await sweep();
    expect(carriers.first.calls).toEqual([]);
    advance(61);
    await sweep();
    expect(carriers.first.left).toHaveLength(1);
  });

  test('after the text left, then it is found at the carrier and never sent again', async () => {
    const { send, id, advance, sweep, carriers, store, statusOf, logged } = await opened();
    carriers.first.will({ crash: 'after_leaving' });
    await expect(send(id, 'Hello.')).rejects.toThrow(crashMessage);
    const [message] = store.everything().messages;
    advance(60);
    await sweep();
    expect(statusOf(message!.id)).toBe('sending');
    advance(31);
    await sweep();
    expect(statusOf(message!.id)).toBe('sent');
    expect(logged).toContainEqual({ code: 'delivery_lease_expired', fields: { messageId: message!.id } });
    expect(carriers.first.left).toHaveLength(1);
  });

  test('before the text left, then it is unconfirmed, and never sent again by itself', async () => {
    const { send, id, advance, sweep, carriers, store } = await opened();
    carriers.first.will({ crash: 'before_leaving' });
    await expect(send(id, 'Hello.')).rejects.toThrow(crashMessage);
    for (let minute = 0; minute < 60; minute += 1) {
      advance(60);
      await sweep();
    }
    expect(store.everything().messages[0]).toMatchObject({
      status: 'unconfirmed',
      error: { code: 'unconfirmed_needs_decision' },
    });
    expect(carriers.first.calls).toHaveLength(1);
  });

  test('and the operator asks again with the same key, then nothing is sent again', async () => {
    const { send, id, advance, carriers } = await opened();
    carriers.first.will({ crash: 'after_leaving' });
    await expect(send(id, 'Hello.', { key: 'k' })).rejects.toThrow(crashMessage);
    expect(valueOf(await send(id, 'Hello.', { key: 'k' })).status).toBe('sending');
    advance(lease);
    await send(id, 'Hello.', { key: 'k' });
    expect(carriers.first.left).toHaveLength(1);
  });

  test('or seemed to: its late answer still counts', async () => {
    const { send, id, advance, sweep, carriers, statusOf, store } = await opened();
    const release = carriers.first.keepWaiting();
    const sending = send(id, 'Hello.');
    await expect.poll(() => carriers.first.calls.length, { interval: 1 }).toBe(1);
    advance(lease);
    await sweep();
    const { id: messageId } = store.everything().messages[0]!;
    expect(statusOf(messageId)).toBe('unconfirmed');
    release();
    expect(valueOf(await sending).status).toBe('sent');
    expect(carriers.first.left).toHaveLength(1);
  });
});

describe('given what changed between queueing and delivery', () => {
  test("the organisation's PHI rules, then the text failed phi_blocked, with evidence, and never was at the carrier", async () => {
    const { schedule, id, phiSettings, advance, dispatch, carriers, stateOf, evidence } = await opened();
    const message = await schedule(id, 3600, { body: 'Oncology is open.' });
    await phiSettings({ alwaysBlock: ['Oncology'] });
    advance(3600);
    await dispatch(message.id);
    expect(stateOf(message.id)).toMatchObject({
      status: 'failed',
      error: { code: 'phi_blocked', retryable: false },
    });
    expect(carriers.first.calls).toEqual([]);
    expect(evidence('message.delivery_refused')).toEqual([
      expect.objectContaining({
        userId: 'system:delivery',
        conversationId: id,
        messageId: message.id,
        details: { code: 'phi_blocked', policyVersion: 'test-policy', 'block.LAB': 1 },
      }),
    ]);
  });

  test('a warning instead, then it goes: it was shown when the text was accepted', async () => {
    const { schedule, id, phiSettings, advance, dispatch, statusOf } = await opened();
    const message = await schedule(id, 3600, { body: 'Your appointment is at 3.' });
    await phiSettings({ confirmWarnings: true });
    advance(3600);
    await dispatch(message.id);
    expect(statusOf(message.id)).toBe('sent');
  });

  test('the guard stopped working, then the text waits and goes when it works again', async () => {
    const { schedule, id, phi, advance, dispatch, sweep, carriers, statusOf } = await opened();
    const message = await schedule(id, 3600);
    phi.fails = true;
    advance(3600);
    await dispatch(message.id);
    expect(statusOf(message.id)).toBe('queued');
    expect(carriers.first.calls).toEqual([]);
    phi.fails = false;
    advance(61);
    await sweep();
    expect(statusOf(message.id)).toBe('sent');
  });

  test('the words, then the guard is asked about the new ones, just before they leave', async () => {
    const { schedule, id, edit, phi, advance, dispatch, carriers } = await opened();
    const message = await schedule(id, 3600, { body: 'Old words.' });
    await edit(message.id, { body: 'New words.' });
    phi.checked.length = 0;
    advance(3600);
    await dispatch(message.id);
    expect(phi.checked).toEqual(['New words.']);
    expect(carriers.first.left).toEqual([{ to: ana, body: 'New words.' }]);
  });

  test("the person's wish, then the text failed opted_out, with evidence", async () => {
    const { schedule, id, text, advance, dispatch, carriers, stateOf, evidence } = await opened();
    const message = await schedule(id, 3600);
    await text(ana, 'STOP');
    advance(3600);
    await dispatch(message.id);
    expect(stateOf(message.id)).toMatchObject({
      status: 'failed',
      error: { code: 'opted_out', retryable: false },
    });
    expect(carriers.first.calls).toEqual([]);
    expect(evidence('message.delivery_refused')[0]?.details).toEqual({ code: 'opted_out' });
  });

  test('the wish of a person told on another line, then nothing goes on this one', async () => {
    const { schedule, id, text, advance, dispatch, carriers, stateOf } = await opened();
    const message = await schedule(id, 3600);
    await text(ana, 'STOP', lines.second);
    advance(3600);
    await dispatch(message.id);
    expect(stateOf(message.id).error?.code).toBe('opted_out');
    expect(carriers.first.calls).toEqual([]);
  });

  test('they opted out and in again, then it goes', async () => {
    const { schedule, id, text, advance, dispatch, statusOf } = await opened();
    const message = await schedule(id, 3600);
    await text(ana, 'STOP');
    await text(ana, 'START');
    advance(3600);
    await dispatch(message.id);
    expect(statusOf(message.id)).toBe('sent');
  });

  test('a probable wish to stop, then the text failed, and can be retried once that is decided', async () => {
    const { schedule, id, hold, advance, dispatch, stateOf } = await opened();
    const message = await schedule(id, 3600);
    await hold(id);
    advance(3600);
    await dispatch(message.id);
    expect(stateOf(message.id).error).toMatchObject({ code: 'held_for_decision', retryable: true });
  });

  test('STOP in the very moment between check and claim, then nothing goes', async () => {
    const { send, id, text, before, carriers, store } = await opened();
    before('commit', async () => before('commit', () => text(ana, 'STOP')));
    await send(id, 'Hello.');
    expect(carriers.first.calls).toEqual([]);
    expect(store.everything().messages.find(({ direction }) => direction === 'outbound')?.error?.code).toBe(
      'opted_out',
    );
  });

  test('another worker took the text in the same moment, then it goes once', async () => {
    const { schedule, id, advance, dispatch, sweep, before, carriers } = await opened();
    const message = await schedule(id, 3600);
    advance(3600);
    before('commit', async () => before('commit', async () => void (await sweep())));
    await dispatch(message.id);
    expect(carriers.first.left).toHaveLength(1);
  });

  test('nothing, then the guard is still asked at delivery about that exact text', async () => {
    const { send, id, phi, before } = await opened();
    before('commit', async () => {
      phi.checked.length = 0;
    });
    await send(id, `A1 c is not ${blockedWord.toLowerCase()}`);
    expect(phi.checked).toEqual([`A1 c is not ${blockedWord.toLowerCase()}`]);
  });
});
