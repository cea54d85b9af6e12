import { parseDateTime, toZoned, type CalendarDateTime } from '@internationalized/date';

/** What a date and a time mean in a zone, where clocks are changed twice a year. */
export type WallTime =
  | { readonly kind: 'exact'; readonly at: Date }
  /** Clocks jump over it; `next` is the first time after the jump. */
  | { readonly kind: 'skipped'; readonly next: Date }
  /** Clocks go back over it. */
  | { readonly kind: 'twice'; readonly first: Date; readonly second: Date }
  | { readonly kind: 'invalid' };

const wallOf = (at: Date, timeZone: string): string => {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}`;
};

/** `2026-11-23` and `14:05` of an instant in a zone, as date and time fields want them. */
export const fieldsOf = (at: Date, timeZone: string): { readonly date: string; readonly time: string } => {
  const [date = '', time = ''] = wallOf(at, timeZone).split('T');
  return { date, time };
};

/** The instant of a date (`2026-11-23`) and a time (`14:05`) in a zone. */
export const instantOf = (date: string, time: string, timeZone: string): WallTime => {
  let wall: CalendarDateTime;
  try {
    wall = parseDateTime(`${date}T${time}`);
  } catch {
    return { kind: 'invalid' };
  }
  const first = toZoned(wall, timeZone, 'earlier').toDate();
  const second = toZoned(wall, timeZone, 'later').toDate();
  if (first.getTime() === second.getTime()) return { kind: 'exact', at: first };
  // In a gap neither reading shows the time that was asked for.
  if (wallOf(first, timeZone) !== `${date}T${time.slice(0, 5)}`) return { kind: 'skipped', next: second };
  return { kind: 'twice', first, second };
};
