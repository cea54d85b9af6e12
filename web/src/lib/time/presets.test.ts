import { describe, expect, test } from 'vitest';
import { isQuiet, presets } from './presets.ts';
import { fieldsOf, instantOf } from './wall-time.ts';

const offered = (now: string, zone: string): Record<string, string> =>
  Object.fromEntries(presets(new Date(now), zone).map(({ name, at }) => [name, at.toISOString()]));

describe('presets', () => {
  test('on a weekday morning, by the clock of the person who gets the text', () => {
    // Tuesday 09:02 in New York.
    expect(offered('2026-11-24T14:02:00Z', 'America/New_York')).toEqual({
      hour: '2026-11-24T15:05:00.000Z',
      evening: '2026-11-24T23:00:00.000Z',
      tomorrow: '2026-11-25T14:00:00.000Z',
      monday: '2026-11-30T14:00:00.000Z',
    });
  });

  test('late in the evening nothing of today is offered', () => {
    // Tuesday 20:30: an hour later it is quiet.
    expect(Object.keys(offered('2026-11-25T01:30:00Z', 'America/New_York'))).toEqual(['tomorrow', 'monday']);
  });

  test('after midnight, the day is the day of the zone', () => {
    expect(offered('2026-11-24T06:00:00Z', 'America/New_York')['tomorrow']).toBe('2026-11-25T14:00:00.000Z');
    expect(offered('2026-11-24T06:00:00Z', 'America/Los_Angeles')['tomorrow']).toBe(
      '2026-11-24T17:00:00.000Z',
    );
  });

  test('on a Sunday, tomorrow is Monday and stands once', () => {
    const names = Object.keys(offered('2026-11-22T15:00:00Z', 'America/New_York'));
    expect(names).toEqual(['hour', 'evening', 'tomorrow']);
  });

  test('on a Monday, Monday is the next one', () => {
    expect(offered('2026-11-23T15:00:00Z', 'America/New_York')['monday']).toBe('2026-11-30T14:00:00.000Z');
  });

  test('over a clock change the morning stays nine o’clock', () => {
    // Saturday before clocks go forward (March 8, 2026).
    expect(offered('2026-03-07T15:00:00Z', 'America/New_York')['tomorrow']).toBe('2026-03-08T13:00:00.000Z');
  });
});

describe('quiet hours', () => {
  test.each([
    ['2026-11-24T12:59:00Z', true],
    ['2026-11-24T13:00:00Z', false],
    ['2026-11-25T01:59:00Z', false],
    ['2026-11-25T02:00:00Z', true],
  ])('%s in New York: %s', (at, quiet) => {
    expect(isQuiet(new Date(at), 'America/New_York')).toBe(quiet);
  });
});

describe('a time on the wall', () => {
  test('on an ordinary day is one instant, there and back', () => {
    const wall = instantOf('2026-11-24', '14:05', 'America/Denver');
    expect(wall).toEqual({ kind: 'exact', at: new Date('2026-11-24T21:05:00Z') });
    expect(fieldsOf(new Date('2026-11-24T21:05:00Z'), 'America/Denver')).toEqual({
      date: '2026-11-24',
      time: '14:05',
    });
  });

  test('that clocks jump over does not exist', () => {
    expect(instantOf('2026-03-08', '02:30', 'America/New_York')).toEqual({
      kind: 'skipped',
      next: new Date('2026-03-08T07:30:00Z'),
    });
  });

  test('that comes twice is two instants', () => {
    expect(instantOf('2026-11-01', '01:30', 'America/New_York')).toEqual({
      kind: 'twice',
      first: new Date('2026-11-01T05:30:00Z'),
      second: new Date('2026-11-01T06:30:00Z'),
    });
  });

  test.each([
    ['', '10:00'],
    ['2026-02-30', '10:00'],
    ['2026-11-24', ''],
  ])('%j %j is none', (date, time) => {
    expect(instantOf(date, time, 'America/New_York').kind).toBe('invalid');
  });
});
