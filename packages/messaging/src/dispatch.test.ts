import { describe, expect, test } from 'vitest';
import { ana, createWorld } from '../test/world.ts';

const hour = 3600;

const withScheduled = async () => {
  const world = await createWorld();
  const { id } = await world.conversationWith(ana);
  return { ...world, id, message: await world.schedule(id, hour) };
};

describe('given a scheduled text, when its alarm rings', () => {
  test('in time, then it goes, with the id it had', async () => {
    const { message, advance, dispatch, statusOf, carriers, thread, id, now } = await withScheduled();
    advance(hour);
    await dispatch(message.id);
    expect(statusOf(message.id)).toBe('sent');
    expect(carriers.first.left).toEqual([{ to: ana, body: message.body }]);
    const [inThread] = (await thread(id)).items;
    expect(inThread).toMatchObject({ id: message.id, sendAt: message.sendAt, sentAt: now() });
  });

  test('too early, then nothing happens, and it still goes in time', async () => {
    const { message, advance, dispatch, statusOf } = await withScheduled();
    advance(hour - 1);
    await dispatch(message.id);
    expect(statusOf(message.id)).toBe('scheduled');
    advance(1);
    await dispatch(message.id);
    expect(statusOf(message.id)).toBe('sent');
  });

  test('late, then it goes', async () => {
    const { message, advance, dispatch, statusOf } = await withScheduled();
    advance(hour + 300);
    await dispatch(message.id);
    expect(statusOf(message.id)).toBe('sent');
  });

  test('twice, one after the other or at once, then it goes once', async () => {
    const { message, advance, dispatch, carriers } = await withScheduled();
    advance(hour);
    await Promise.all([dispatch(message.id), dispatch(message.id), dispatch(message.id)]);
    await dispatch(message.id);
    expect(carriers.first.left).toHaveLength(1);
  });

  test('together with the sweep, then it goes once', async () => {
    const { message, advance, dispatch, sweep, carriers } = await withScheduled();
    advance(hour);
    await Promise.all([sweep(), dispatch(message.id), sweep()]);
    expect(carriers.first.left).toHaveLength(1);
  });

  test('never, then the sweep sends it', async () => {
    const { message, advance, sweep, statusOf } = await withScheduled();
    advance(hour - 1);
    await sweep();
    expect(statusOf(message.id)).toBe('scheduled');
    advance(1);
    await sweep();
    expect(statusOf(message.id)).toBe('sent');
  });

  test('and the worker dies before anything is written, then the next ring or the sweep sends it', async () => {
    const { message, advance, dispatch, fails, sweep, carriers } = await withScheduled();
    advance(hour);
    fails('commit');
    await expect(dispatch(message.id)).rejects.toThrow();
    await sweep();
    expect(carriers.first.left).toHaveLength(1);
  });
});

test.each(['', 'nonsense', 'no.such', '.'])(
  'given an alarm for nothing (%j), then nothing happens',
  async (id) => {
    const { dispatch, store } = await createWorld();
    await dispatch(id);
    expect(store.everything().messages).toEqual([]);
  },
);

test('given an alarm for an unknown text of a known conversation, then nothing happens', async () => {
  const { dispatch, store, id, message } = await withScheduled();
  await dispatch(`${id}.unknown`);
  expect(store.everything().messages.map((each) => each.id)).toEqual([message.id]);
});

test('given two scheduled texts due at once, then each goes once', async () => {
  const { id, schedule, message, advance, dispatch, carriers } = await withScheduled();
  const other = await schedule(id, hour, { body: 'Another.' });
  advance(hour);
  await Promise.all([dispatch(message.id), dispatch(other.id)]);
  expect(carriers.first.left.map(({ body }) => body).sort()).toEqual(['Another.', message.body].sort());
});

test('given a text that is due while another waits for its fate, then it enters the thread and waits its turn', async () => {
  const { id, send, carriers, message, advance, dispatch, statusOf, sweep } = await withScheduled();
  carriers.first.recordsAnswer = false;
  carriers.first.will({ lost: 'after_leaving' });
  await send(id, 'First.');
  advance(hour);
  await dispatch(message.id);
  expect(statusOf(message.id)).toBe('queued');
  carriers.first.recordsAnswer = true;
  advance(61);
  await sweep();
  expect(statusOf(message.id)).toBe('sent');
  expect(carriers.first.left.map(({ body }) => body)).toEqual(['First.', message.body]);
});
