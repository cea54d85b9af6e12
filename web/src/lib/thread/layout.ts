import type { Message } from '@sms/contract';
import { dayOf } from '../time/format.ts';

/** A run of texts under one heading: a day, the first unread one, or both. */
export type Chunk = {
  readonly key: string;
  /** An instant of the day that begins here; null when the day goes on. */
  readonly day: string | null;
  readonly startsUnread: boolean;
  readonly rows: readonly Row[];
};

export type Row = {
  readonly message: Message;
  /** Follows a text of the same side within five minutes. */
  readonly follows: boolean;
  /** The next one follows it. */
  readonly isFollowed: boolean;
};

const groupMilliseconds = 5 * 60_000;

/** When a text came or was handed to delivery, as far as the page is told. */
export const timeOf = (message: Message): string =>
  message.sendAt !== null && message.sendAt > message.createdAt
    ? (message.sentAt ?? message.sendAt)
    : message.createdAt;

const isGroup = (one: Message, other: Message): boolean =>
  one.direction === other.direction &&
  one.author?.id === other.author?.id &&
  Math.abs(Date.parse(timeOf(other)) - Date.parse(timeOf(one))) < groupMilliseconds;

/** Divides a thread into days, and before the first unread text. */
export const layOut = (messages: readonly Message[], firstUnread: string | null): readonly Chunk[] => {
  const chunks: { key: string; day: string | null; startsUnread: boolean; rows: Row[] }[] = [];
  let day = '';
  messages.forEach((message, index) => {
    const today = dayOf(timeOf(message));
    const isNewDay = today !== day;
    const startsUnread = message.id === firstUnread;
    day = today;
    if (isNewDay || startsUnread || chunks.length === 0)
      chunks.push({
        key: startsUnread ? 'unread' : today,
        day: isNewDay ? timeOf(message) : null,
        startsUnread,
        rows: [],
      });
    const chunk = chunks.at(-1)!;
    const former = chunk.rows.length === 0 ? undefined : messages[index - 1];
    const next = messages[index + 1];
    chunk.rows.push({
      message,
      follows: former !== undefined && isGroup(former, message),
      isFollowed:
        next !== undefined &&
        next.id !== firstUnread &&
        dayOf(timeOf(next)) === today &&
        isGroup(message, next),
    });
  });
  // A day that the divider cuts, or to which the server's order comes back, has several parts.
  const seen = new Map<string, number>();
  for (const chunk of chunks) {
    const count = seen.get(chunk.key) ?? 0;
    seen.set(chunk.key, count + 1);
    if (count > 0) chunk.key = `${chunk.key} ${count}`;
  }
  return chunks;
};

/** The first of the last `unreadCount` inbound texts; the oldest loaded one if they go back further. */
export const firstUnreadOf = (messages: readonly Message[], unreadCount: number): string | null => {
  if (unreadCount <= 0) return null;
  let left = unreadCount;
  let first: string | null = null;
  for (const message of messages.toReversed()) {
    if (message.direction !== 'inbound') continue;
    first = message.id;
    left -= 1;
    if (left === 0) break;
  }
  return first;
};

/** Ids of texts that were tried again. */
export const retriedIds = (messages: readonly Message[]): ReadonlySet<string> =>
  new Set(messages.flatMap(({ retryOf }) => (retryOf === null ? [] : [retryOf])));

/** What a person decided not to send again is no trouble any more. */
const settledNotSent = 'settled_not_sent';

const isTrouble = ({ direction, status, error }: Message): boolean =>
  direction === 'outbound' &&
  (status === 'failed' || status === 'undelivered') &&
  error?.code !== settledNotSent;

/** The latest own text that did not go, and that nobody tried again. */
export const latestTrouble = (messages: readonly Message[]): Message | null => {
  const retried = retriedIds(messages);
  return messages.findLast((message) => isTrouble(message) && !retried.has(message.id)) ?? null;
};

/** Own texts of which nobody knows whether they left. */
export const unconfirmed = (messages: readonly Message[]): readonly Message[] =>
  messages.filter(({ status }) => status === 'unconfirmed');

/** Whether the carrier's records could not tell, so that a person has to. */
export const awaitsDecision = ({ status, error }: Message): boolean =>
  status === 'unconfirmed' && error?.code === 'unconfirmed_needs_decision';

/** Whether a text waits because the fate of one before it is being looked up: they are to arrive in order. */
export const waitsForFate = (message: Message, messages: readonly Message[]): boolean =>
  message.status === 'queued' &&
  messages
    .slice(0, messages.indexOf(message))
    .some((former) => former.status === 'unconfirmed' && !awaitsDecision(former));
