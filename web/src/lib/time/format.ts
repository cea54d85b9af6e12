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
  // Some engines part the hour from AM by a space at which a line may break, some by one that fonts lack.
  return formatter.format(at).replace(/[\u202f ](?=[AP]M\b)/u, '\u00a0');
};

let ownZone: string | undefined;

/** The zone that this computer is set to. Asking is dear, so it is asked once. */
export const ownTimeZone = (): string => (ownZone ??= new Intl.DateTimeFormat().resolvedOptions().timeZone);

/** `2:05 PM` */
export const clockTime = (at: Date | string, timeZone?: string): string =>
  format(new Date(at), timeZone, { hour: 'numeric', minute: '2-digit' });

/** `14:05`, as in “Reconnecting since 14:05”. */
export const clockTime24 = (at: Date | string): string =>
  format(new Date(at), undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** `2026-11-23`: one day in a zone, to compare. */
export const dayOf = (at: Date | string, timeZone?: string): string => {
  const date = new Date(at);
  if (timeZone === undefined)
    return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
      .map((part) => String(part).padStart(2, '0'))
      .join('-');
  const [month = '', day = '', year = ''] = format(date, timeZone, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).split('/');
  return `${year}-${month}-${day}`;
};

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

/** A time as two people have it: the second's day stands only where it is another one. */
export const twoTimes = (
  at: Date | string,
  theirZone: string,
  ownZone: string,
): { readonly theirs: string; readonly own: string } => ({
  theirs: dayAndTime(at, theirZone),
  own: dayOf(at, theirZone) === dayOf(at, ownZone) ? clockTime(at, ownZone) : dayAndTime(at, ownZone),
});

/** Whether two zones show another time at this instant. */
export const zonesDiffer = (one: string, other: string, at: Date): boolean =>
  one !== other &&
  format(at, one, { dateStyle: 'short', timeStyle: 'short' }) !==
    format(at, other, { dateStyle: 'short', timeStyle: 'short' });
