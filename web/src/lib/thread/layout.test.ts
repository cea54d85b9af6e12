import type { Message } from '@sms/contract';
import { describe, expect, test } from 'vitest';
import { firstUnreadOf, latestTrouble, layOut } from './layout.ts';

const message = (id: string, createdAt: string, patch: Partial<Message> = {}): Message => ({
  id,
  conversationId: 'c',
  direction: 'inbound',
  body: id,
  media: [],
  status: 'received',
  segments: 1,
  createdAt,
  sendAt: null,
  timeZone: null,
  cancelOnReply: false,
  sentAt: null,
  deliveredAt: null,
  author: null,
  error: null,
  retryOf: null,
  version: 1,
  ...patch,
});

const out = (id: string, createdAt: string, patch: Partial<Message> = {}): Message =>
  message(id, createdAt, { direction: 'outbound', status: 'sent', ...patch });

const noon = '2026-11-23T12:00:00.000Z';
const later = '2026-11-23T12:04:00.000Z';
const muchLater = '2026-11-23T12:30:00.000Z';
const nextDay = '2026-11-25T12:00:00.000Z';

describe('layout', () => {
  test('a day is one run; the next begins another', () => {
    const chunks = layOut([message('a', noon), message('b', later), message('c', nextDay)], null);
    expect(chunks.map(({ day, rows }) => [day, rows.map((row) => row.message.id)])).toEqual([
      [noon, ['a', 'b']],
      [nextDay, ['c']],
    ]);
  });

  test('the first unread text begins a run of its own, in the same day', () => {
    const chunks = layOut([message('a', noon), message('b', later)], 'b');
    expect(chunks.map(({ day, startsUnread }) => [day, startsUnread])).toEqual([
      [noon, false],
      [null, true],
    ]);
    expect(chunks[0]!.rows[0]!.isFollowed).toBe(false);
  });

  test('texts of one side within five minutes belong together', () => {
    const [chunk] = layOut(
      [message('a', noon), message('b', later), out('c', later), out('d', muchLater)],
      null,
    );
    expect(chunk!.rows.map(({ follows, isFollowed }) => [follows, isFollowed])).toEqual([
      [false, true],
      [true, false],
      [false, false],
      [false, false],
    ]);
  });

  test('keys never meet, whatever the order', () => {
    const chunks = layOut([message('a', noon), message('b', nextDay), message('c', noon)], null);
    expect(new Set(chunks.map(({ key }) => key)).size).toBe(3);
  });

  test('nothing gives nothing', () => {
    expect(layOut([], null)).toEqual([]);
  });
});

describe('the first unread text', () => {
  const thread = [message('a', noon), out('b', noon), message('c', noon), message('d', noon)];
  test.each([
    [0, null],
    [1, 'd'],
    [2, 'c'],
    [3, 'a'],
    [9, 'a'],
  ])('%i unread: %s', (count, id) => {
    expect(firstUnreadOf(thread, count)).toBe(id);
  });
});

describe('trouble', () => {
  test('is the latest own text that failed and was not tried again', () => {
    const thread = [
      out('a', noon, { status: 'failed' }),
      out('b', noon, { status: 'undelivered' }),
      out('c', noon, { retryOf: 'b' }),
    ];
    expect(latestTrouble(thread)?.id).toBe('a');
    expect(latestTrouble([out('a', noon), message('b', noon)])).toBeNull();
  });
});
