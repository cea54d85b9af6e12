import type { Message } from '@sms/contract';
import type { Thread } from '../realtime/apply.ts';
import { retriedIds } from './layout.ts';

const dayMilliseconds = 86_400_000;
/** How long a failed one is listed, in days after its time. */
const failedForDays = 7;
/** How long a cancelled one is listed, in days after its time. */
const cancelledForDays = 1;

const isWithin = (message: Message, days: number, now: Date): boolean =>
  Date.parse(message.sendAt ?? message.createdAt) > now.getTime() - days * dayMilliseconds;

/**
 * The texts under the composer: what failed first, since somebody has to do something about it; then what is to come,
 * soonest first; then what was cancelled lately.
 */
export const listScheduled = (thread: Thread, now: Date): readonly Message[] => {
  const retried = retriedIds(thread.messages);
  const inThread = new Set(thread.messages.map(({ id }) => id));
  const failed = [
    ...thread.planned.filter(({ id, status }) => status === 'failed' && !inThread.has(id)),
    ...thread.messages.filter(
      ({ sendAt, status }) => sendAt !== null && (status === 'failed' || status === 'undelivered'),
    ),
  ].filter((message) => !retried.has(message.id) && isWithin(message, failedForDays, now));
  return [
    ...failed,
    ...thread.planned.filter(({ status }) => status === 'scheduled'),
    ...thread.planned.filter(
      (message) => message.status === 'cancelled' && isWithin(message, cancelledForDays, now),
    ),
  ];
};
