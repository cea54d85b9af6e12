import { describe, expect, test } from 'vitest';
import { ana, ben, createWorld, errors, lines, rita, valueOf } from '../test/world.ts';

describe('given the sweep', () => {
  test('when nothing is due, then it does nothing but look at the carriers', async () => {
    const { sweep, carriers, store } = await createWorld();
    expect(await sweep()).toEqual({ due: 0, failed: 0, linesUnavailable: 0 });
    expect(Object.values(carriers).map(({ askedFrom }) => askedFrom.length)).toEqual([1, 1, 1]);
    expect(store.everything().messages).toEqual([]);
  });

  test('when scheduled texts of many people are due, then each goes once, by its own line and organisation', async () => {
    const { conversationWith, schedule, send, inSeconds, advance, sweep, carriers } = await createWorld();
    const first = await conversationWith(ana);
    const second = await conversationWith(ben, lines.second);
    const rival = await conversationWith(ana, lines.rival);
    await schedule(first.id, 60, { body: 'To Ana.' });
    await schedule(first.id, 30, { body: 'To Ana before.' });
    await schedule(second.id, 60, { body: 'To Ben.' });
    await send(rival.id, { body: 'From the rival.', sendAt: inSeconds(60) }, { as: rita });
    advance(60);
    expect(await sweep()).toMatchObject({ due: 4, failed: 0 });
    expect(carriers.first.left.map(({ body }) => body)).toEqual(['To Ana before.', 'To Ana.']);
    expect(carriers.second.left).toEqual([{ to: ben, body: 'To Ben.' }]);
    expect(carriers.rival.left).toEqual([{ to: ana, body: 'From the rival.' }]);
    expect(await sweep()).toMatchObject({ due: 0 });
  });

  test('when one conversation fails, then the others go on, and the failure is counted and logged', async () => {
    const { conversationWith, schedule, advance, sweep, carriers, logged } = await createWorld();
    const one = await schedule((await conversationWith(ana)).id, 50);
    await schedule((await conversationWith(ben)).id, 60);
    carriers.first.will({ crash: 'before_leaving' });
    advance(60);
    expect(await sweep()).toMatchObject({ due: 2, failed: 1 });
    expect(carriers.first.left).toHaveLength(1);
    expect(logged.filter(({ code }) => code === 'sweep_failed_item')).toEqual([
      { code: 'sweep_failed_item', fields: { messageId: one.id } },
    ]);
  });

  test('when a carrier cannot say, or its events cannot be stored, then the other lines are still read', async () => {
    const { sweep, carriers, inboundFrom, store, fails, logged } = await createWorld();
    carriers.first.recordsAnswer = false;
    carriers.second.changes = [inboundFrom(ben, 'Lost.', lines.second)];
    fails('commit');
    expect(await sweep()).toMatchObject({ linesUnavailable: 2 });
    expect(carriers.rival.askedFrom).toHaveLength(1);
    expect(logged).toContainEqual({ code: 'catch_up_failed', fields: {} });
    await sweep();
    expect(store.everything().messages.map(({ body }) => body)).toEqual(['Lost.']);
  });

  test('when several run at once, then each text goes once', async () => {
    const { conversationWith, schedule, advance, sweep, carriers } = await createWorld();
    for (const phone of [ana, ben]) await schedule((await conversationWith(phone)).id, 60);
    advance(60);
    await Promise.all([sweep(), sweep(), sweep()]);
    expect(carriers.first.left).toHaveLength(2);
  });

  test('while a worker is at it, then it takes nothing away from it', async () => {
    const { conversationWith, send, advance, sweep, carriers, statusOf } = await createWorld();
    const { id } = await conversationWith(ana);
    const release = carriers.first.keepWaiting();
    const sending = send(id, 'Hello.');
    await expect.poll(() => carriers.first.calls.length, { interval: 1 }).toBe(1);
    advance(61);
    await sweep();
    expect(statusOf(carriers.first.calls[0]!.messageId)).toBe('sending');
    release();
    expect(valueOf(await sending).status).toBe('sent');
    expect(carriers.first.calls).toHaveLength(1);
  });

  test('whatever the carrier did, then after an hour every text is at rest or awaits a person', async () => {
    const { conversationWith, send, schedule, advance, sweep, carriers, store } = await createWorld();
    carriers.first.will(
      { lost: 'before_leaving' },
      { kind: 'limited', retryAfterSeconds: 90 },
      { lost: 'after_leaving' },
      { kind: 'refused', error: errors.invalidNumber, optedOut: false },
      { crash: 'after_leaving' },
    );
    for (const phone of [ana, ben]) {
      const { id } = await conversationWith(phone);
      for (let index = 0; index < 4; index += 1) await send(id, `Text ${index}`).catch(() => undefined);
      await schedule(id, 300);
    }
    for (let minute = 0; minute < 60; minute += 1) {
      advance(60);
      await sweep();
    }
    const { messages, conversations } = store.everything();
    expect(messages).toHaveLength(10);
    expect(messages.filter(({ dueAt }) => dueAt !== null)).toEqual([]);
    expect(conversations.map(({ outbox }) => outbox)).toEqual([[], []]);
    const left = new Set(carriers.first.left.map(({ to, body }) => `${to} ${body}`));
    expect(left.size).toBe(carriers.first.left.length);
  });
});
