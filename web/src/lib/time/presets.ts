import { fieldsOf, instantOf } from './wall-time.ts';

export type PresetName = 'hour' | 'evening' | 'tomorrow' | 'monday';
export type Preset = { readonly name: PresetName; readonly at: Date };

/** Texts come from 8:00 and before 21:00 of the recipient's day (47 CFR 64.1200(c)(1)). */
const quietUntilHour = 8;
const quietFromHour = 21;
const morning = '09:00';
const evening = '18:00';

const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const weekday = (date: string): number => new Date(`${date}T12:00:00Z`).getUTCDay();

/** Whether an instant lies in the quiet hours of a zone. */
export const isQuiet = (at: Date, timeZone: string): boolean => {
  const hour = Number(fieldsOf(at, timeZone).time.slice(0, 2));
  return hour < quietUntilHour || hour >= quietFromHour;
};

/** The times offered with one click, by the day of `timeZone`: none in quiet hours, none twice. */
export const presets = (now: Date, timeZone: string): readonly Preset[] => {
  const today = fieldsOf(now, timeZone).date;
  const inAnHour = new Date(Math.ceil((now.getTime() + 3_600_000) / 300_000) * 300_000);
  const on = (date: string, time: string): Date | null => {
    const wall = instantOf(date, time, timeZone);
    return wall.kind === 'exact' ? wall.at : null;
  };
  const monday = addDays(today, (8 - weekday(today)) % 7 || 7);
  const tomorrow = addDays(today, 1);
  const offers: readonly [PresetName, Date | null][] = [
    ['hour', inAnHour],
    ['evening', on(today, evening)],
    ['tomorrow', on(tomorrow, morning)],
    ['monday', monday === tomorrow ? null : on(monday, morning)],
  ];
  return offers.flatMap(([name, at]) =>
    at !== null && at > now && !isQuiet(at, timeZone) ? [{ name, at }] : [],
  );
};
