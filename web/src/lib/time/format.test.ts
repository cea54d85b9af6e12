import { describe, expect, test } from 'vitest';
import { dayAndTime, dayOf, twoTimes, zonesDiffer } from './format.ts';

const evening = '2026-11-24T03:30:00.000Z';

describe('times of two people', () => {
  test('a day is the day of its zone', () => {
    expect(dayOf(evening, 'America/New_York')).toBe('2026-11-23');
    expect(dayOf(evening, 'Europe/Berlin')).toBe('2026-11-24');
  });

  test('on the same day, the day stands once', () => {
    expect(twoTimes(evening, 'America/New_York', 'America/Denver')).toEqual({
      theirs: 'Mon, Nov 23, 10:30\u00a0PM',
      own: '8:30\u00a0PM',
    });
  });

  test('on different days, both stand', () => {
    expect(twoTimes(evening, 'America/New_York', 'Europe/Berlin').own).toContain('Tue, Nov 24');
  });

  test('another year is said', () => {
    expect(dayAndTime(evening, 'America/New_York', new Date('2027-02-01T00:00:00Z'))).toContain('2026');
  });

  test('zones with the same clock do not differ', () => {
    expect(zonesDiffer('America/New_York', 'America/Detroit', new Date(evening))).toBe(false);
    expect(zonesDiffer('America/New_York', 'America/Chicago', new Date(evening))).toBe(true);
    expect(zonesDiffer('America/Phoenix', 'America/Denver', new Date(evening))).toBe(false);
    expect(zonesDiffer('America/Phoenix', 'America/Denver', new Date('2026-07-01T00:00:00Z'))).toBe(true);
  });
});
