import type { Conversation, Message, MessagePage, ServerFrame } from '@sms/contract';
import { describe, expect, test } from 'vitest';
import {
  applyBackfill,
  applyFrame,
  openThread,
  orderByNewestPage,
  prependOlder,
  type Thread,
} from './apply.ts';

const conversation = (version: number): Conversation => ({
  id: 'c',
  phone: '+12025550123',
  line: '+12025550100',
  contact: null,
  status: 'open',
  assignee: null,
  unreadCount: 0,
  consent: 'pending',
  hold: null,
  timeZone: null,
  lastMessage: null,
  version,
});

const message = (id: string, version: number, patch: Partial<Message> = {}): Message => ({
  id,
  conversationId: 'c',
  direction: 'outbound',
  body: id,
  media: [],
  status: 'queued',
  segments: 1,
  createdAt: `2026-01-01T00:00:${String(version).padStart(2, '0')}.000Z`,
  sendAt: null,
  timeZone: null,
  cancelOnReply: false,
  sentAt: null,
  deliveredAt: null,
  author: null,
  error: null,
  retryOf: null,
  version,
  ...patch,
});

const page = (items: Message[], version: number, nextCursor: string | null = null): MessagePage => ({
  items,
  nextCursor,
  version,
  conversation: conversation(version),
});

const opened = (items: Message[], version: number, older: string | null = null): Thread =>
  openThread(conversation(version), page(items, version, older), []);

const told = (item: Message): Extract<ServerFrame, { type: 'message' }> => ({
  type: 'message',
  conversationId: 'c',
  version: item.version,
  message: item,
});

const now = (version: number, topic = 'conversation:c'): Extract<ServerFrame, { type: 'conversation' }> => ({
  type: 'conversation',
  topic,
  conversationId: 'c',
  version,
  conversation: conversation(version),
});

const ids = (thread: Thread): string[] => thread.messages.map(({ id }) => id);

const take = (thread: Thread, ...frames: (ReturnType<typeof told> | ReturnType<typeof now>)[]): Thread =>
  frames.reduce((state, frame) => {
    const applied = applyFrame(state, frame);
    if (applied.kind === 'gap') throw new Error('unexpected gap');
    return applied.thread;
  }, thread);

describe('live events', () => {
  test('the next change enters at the end; its number counts when the conversation has come', () => {
    const start = opened([message('a', 1)], 1);
    const between = take(start, told(message('b', 2)));
    expect(ids(between)).toEqual(['a', 'b']);
    expect(between.version).toBe(1);
    expect(take(between, now(2)).version).toBe(2);
  });

  test('one change may touch several texts', () => {
    const start = opened([], 4);
    const end = take(start, told(message('a', 5)), told(message('b', 5)), now(5));
    expect(ids(end)).toEqual(['a', 'b']);
    expect(end.version).toBe(5);
  });

  test('a change of a text that is there keeps its place', () => {
    const start = opened([message('a', 1), message('b', 2)], 2);
    const end = take(start, told(message('a', 3, { status: 'delivered' })), now(3));
    expect(end.messages.map(({ id, status }) => [id, status])).toEqual([
      ['a', 'delivered'],
      ['b', 'queued'],
    ]);
  });

  test('what is known already changes nothing, not even the object', () => {
    const start = opened([message('a', 3, { status: 'delivered' })], 3);
    expect(take(start, told(message('a', 2, { status: 'sent' })), now(2), now(3))).toBe(start);
  });

  test('a text told after its conversation is taken all the same', () => {
    const start = opened([], 1);
    expect(ids(take(start, now(2), told(message('a', 2))))).toEqual(['a']);
  });

  test.each([told(message('x', 4)), now(4)])('a hole before $type is a gap', (frame) => {
    expect(applyFrame(opened([], 2), frame).kind).toBe('gap');
  });

  test('a change heard by the queue alone is a gap: its texts did not come', () => {
    const start = opened([message('a', 1)], 1);
    expect(applyFrame(start, now(2, 'queue')).kind).toBe('gap');
    expect(take(start, now(2), now(2, 'queue')).version).toBe(2);
  });

  test('only what entered is reported as new', () => {
    const start = opened([message('a', 1)], 1);
    const changed = applyFrame(start, told(message('a', 2)));
    const fresh = applyFrame(start, told(message('b', 2)));
    expect(changed.kind === 'applied' && changed.entered).toEqual([]);
    expect(fresh.kind === 'applied' && fresh.entered.map(({ id }) => id)).toEqual(['b']);
  });

  test('a change of a text of the older part, which is not loaded, stays out', () => {
    const start = opened([message('m', 30)], 30, 'cursor');
    const end = take(start, told(message('old', 31, { createdAt: '2025-01-01T00:00:00.000Z' })), now(31));
    expect(ids(end)).toEqual(['m']);
    expect(end.version).toBe(31);
  });
});

describe('texts for later', () => {
  const later = (version: number, patch: Partial<Message> = {}): Message =>
    message('later', version, { status: 'scheduled', sendAt: '2026-02-01T09:00:00.000Z', ...patch });

  test('are kept apart, soonest first, and enter the thread when they are handed over', () => {
    const sooner = message('sooner', 3, { status: 'scheduled', sendAt: '2026-01-20T09:00:00.000Z' });
    const planned = take(opened([message('a', 1)], 1), told(later(2)), now(2), told(sooner), now(3));
    expect(ids(planned)).toEqual(['a']);
    expect(planned.planned.map(({ id }) => id)).toEqual(['sooner', 'later']);
    const gone = take(planned, told(later(4, { status: 'queued' })), now(4));
    expect(ids(gone)).toEqual(['a', 'later']);
    expect(gone.planned.map(({ id }) => id)).toEqual(['sooner']);
  });

  test('cancelled ones stay in their list', () => {
    const end = take(opened([], 1), told(later(2)), now(2), told(later(3, { status: 'cancelled' })), now(3));
    expect(end.messages).toEqual([]);
    expect(end.planned.map(({ status }) => status)).toEqual(['cancelled']);
  });

  test('a failed one that is not loaded is listed, and a change of it does not bring it to the end', () => {
    const failed = later(2, { status: 'failed' });
    const start = openThread(conversation(9), page([message('a', 9)], 9, 'cursor'), [failed]);
    const end = take(start, told(later(10, { status: 'failed' })), now(10));
    expect(ids(end)).toEqual(['a']);
    expect(end.planned.map(({ id, version }) => [id, version])).toEqual([['later', 10]]);
  });

  test('one of the list that is in the loaded thread is not held twice', () => {
    const failed = later(2, { status: 'failed' });
    expect(openThread(conversation(2), page([failed], 2), [failed]).planned).toEqual([]);
  });
});

describe('backfill', () => {
  test('the version moves with the last page only', () => {
    const start = opened([message('a', 1)], 1);
    const first = applyBackfill(start, page([message('b', 2)], 3, 'more'));
    expect(first.thread.version).toBe(1);
    const last = applyBackfill(first.thread, page([message('c', 3)], 3));
    expect(last.thread.version).toBe(3);
    expect(ids(last.thread)).toEqual(['a', 'b', 'c']);
    expect(last.entered.map(({ id }) => id)).toEqual(['c']);
  });

  test('an older answer than what is held takes nothing back', () => {
    const start = opened([message('a', 5, { status: 'delivered' })], 5);
    const { thread } = applyBackfill(start, page([message('a', 4, { status: 'sent' })], 4));
    expect(thread.version).toBe(5);
    expect(thread.messages[0]!.status).toBe('delivered');
  });

  test('several new texts come by last change; the newest page puts them in order', () => {
    const start = opened([message('a', 1)], 1);
    // b came before c, and was delivered after c had come.
    const b = message('b', 4, { status: 'delivered' });
    const c = message('c', 3);
    const { thread } = applyBackfill(start, page([c, b], 4));
    expect(ids(thread)).toEqual(['a', 'c', 'b']);
    const late = take(thread, told(message('d', 5)), now(5));
    expect(ids(orderByNewestPage(late, page([message('a', 1), b, c], 4)))).toEqual(['a', 'b', 'c', 'd']);
  });

  test('what only the newest page knows is left to its own event', () => {
    const start = opened([message('a', 1)], 1);
    expect(ids(orderByNewestPage(start, page([message('a', 1), message('b', 2)], 2)))).toEqual(['a']);
  });

  test('ordering never puts an older state of a text in place of a newer one', () => {
    const start = opened([message('a', 3, { status: 'delivered' })], 3);
    const ordered = orderByNewestPage(start, page([message('a', 2, { status: 'sent' })], 2));
    expect(ordered.messages.map(({ status }) => status)).toEqual(['delivered']);
  });
});

test('older texts come in front, once', () => {
  const start = opened([message('c', 3), message('d', 4)], 4, 'cursor');
  const end = prependOlder(start, page([message('a', 1), message('b', 2), message('c', 3)], 4));
  expect(ids(end)).toEqual(['a', 'b', 'c', 'd']);
  expect(end.older).toBeNull();
});
