import { describe, expect, test } from 'vitest';
import { outboundStatuses } from '@sms/domain';
import { ListMessagesQuery, MessageStatus, SendMessage } from './message.ts';
import { ListConversationsQuery, PatchConversation, ResolveConversation } from './conversation.ts';

test('the statuses outside are those of the domain', () => {
  expect([...MessageStatus.options].sort()).toEqual(['received', ...outboundStatuses].sort());
});

describe('what a request may hold', () => {
  test('nothing that is not named: a misspelt field is refused, not ignored', () => {
    expect(SendMessage.safeParse({ body: 'Hi.', sendat: '2026-03-01T15:00:00Z' }).success).toBe(false);
    expect(ResolveConversation.safeParse({ phones: [] }).success).toBe(false);
    expect(PatchConversation.safeParse({ unreadCount: 0 }).success).toBe(false);
  });

  test('a hold can be lifted, not set', () => {
    expect(PatchConversation.safeParse({ hold: null }).success).toBe(true);
    expect(PatchConversation.safeParse({ hold: 'opt_out_request' }).success).toBe(false);
  });

  test.each([
    ['', false],
    ['0', false],
    ['1', true],
    ['100', true],
    ['101', false],
    ['1.5', false],
    ['ten', false],
  ])('a page of %j texts: %s', (limit, isTaken) => {
    expect(ListMessagesQuery.safeParse({ limit }).success).toBe(isTaken);
    expect(ListConversationsQuery.safeParse({ limit }).success).toBe(isTaken);
  });

  test('a page has 50, and the queue is of what is open, unless asked otherwise', () => {
    expect(ListMessagesQuery.parse({})).toEqual({ limit: 50 });
    expect(ListConversationsQuery.parse({})).toEqual({ limit: 50, status: 'open' });
  });

  test.each(['-1', 'x', '1.5'])('no version %j', (sinceVersion) => {
    expect(ListMessagesQuery.safeParse({ sinceVersion }).success).toBe(false);
  });
});
