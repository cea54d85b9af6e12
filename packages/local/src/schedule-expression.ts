import { parseDateTime, toCalendarDateTime, toZoned } from '@internationalized/date';

export type ScheduleTime =
  /** Epoch ms; null for a local time that the zone skips: that run never happens. */
  | { readonly kind: 'at'; readonly instant: number | null }
  | { readonly kind: 'rate'; readonly periodMilliseconds: number };

const unitMilliseconds = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

const readAt = (text: string, timeZone: string): ScheduleTime | null => {
  try {
    const wanted = parseDateTime(text);
    const zoned = toZoned(wanted, timeZone, 'earlier');
    const exists = toCalendarDateTime(zoned).compare(wanted) === 0;
    return { kind: 'at', instant: exists ? zoned.toDate().getTime() : null };
  } catch {
    return null;
  }
};

/**
 * Reads `at(yyyy-mm-ddThh:mm:ss)` or `rate(n minutes|hours|days)` as EventBridge Scheduler does. A local time that
 * comes twice is the first of the two.
 *
 * @returns null for what the service refuses, and for `cron`, which nothing here uses.
 */
export const readScheduleExpression = (expression: string, timeZone: string): ScheduleTime | null => {
  const at = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\)$/.exec(expression)?.[1];
  if (at !== undefined) return readAt(at, timeZone);
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count === undefined || Number(count) < 1) return null;
  return {
    kind: 'rate',
    periodMilliseconds: Number(count) * unitMilliseconds[unit as keyof typeof unitMilliseconds],
  };
};
