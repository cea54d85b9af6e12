const formatters = new Map<string, Intl.DateTimeFormat>();

const format = (at: Date, timeZone: string | undefined, options: Intl.DateTimeFormatOptions): string => {
  const name = JSON.stringify([timeZone, options]);
  let formatter = formatters.get(name);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      ...options,
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    formatters.set(name, formatter);
  }
  // Intl separates the hour from AM by a narrow space that some fonts lack.
  return formatter.format(at).replaceAll('\u202f', '\u00a0');
};

/** The zone that this computer is set to. */
export const ownTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** `2:05 PM` */
export const clockTime = (at: Date | string, timeZone?: string): string =>
  format(new Date(at), timeZone, { hour: 'numeric', minute: '2-digit' });

/** `14:05`, as in “Reconnecting since 14:05”. */
export const clockTime24 = (at: Date | string): string =>
  format(new Date(at), undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** `2026-11-23`: one day in a zone, to compare. */
export const dayOf = (at: Date | string, timeZone?: string): string =>
  new Date(at).toLocaleDateString('sv-SE', timeZone === undefined ? {} : { timeZone });

/** `Mon, Nov 23, 2:05 PM`; with the year where it is another one. */
export const dayAndTime = (at: Date | string, timeZone?: string, now = new Date()): string => {
  const date = new Date(at);
  return format(date, timeZone, {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    ...(date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
  });
};

/** `Monday, November 23, 2026 at 2:05:09 PM EST` */
export const exactTime = (at: Date | string, timeZone?: string): string =>
  format(new Date(at), timeZone, {
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  });

/** `Today`, `Yesterday`, `Monday, November 16` */
export const dayName = (at: Date | string, now: Date): string => {
  const date = new Date(at);
  if (dayOf(date) === dayOf(now)) return 'Today';
  if (dayOf(date) === dayOf(new Date(now.getTime() - 86_400_000))) return 'Yesterday';
  return format(date, undefined, {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    ...(date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
  });
};

/** For a narrow column: the time today, else the day. */
export const shortTime = (at: Date | string, now: Date): string =>
  dayOf(at) === dayOf(now)
    ? clockTime(at)
    : format(new Date(at), undefined, { month: 'short', day: 'numeric' });

/** `New York`, `EST`: a zone as people call it. */
export const zoneName = (timeZone: string, at = new Date()): string => {
  const city = (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
  const short =
    new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'short' })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return short === '' || short === city ? city : `${city}, ${short}`;
};

/** Whether two zones show another time at this instant. */
export const zonesDiffer = (one: string, other: string, at: Date): boolean =>
  one !== other &&
  format(at, one, { dateStyle: 'short', timeStyle: 'short' }) !==
    format(at, other, { dateStyle: 'short', timeStyle: 'short' });
