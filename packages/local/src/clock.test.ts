import { describe, expect, test } from 'vitest';
import { createLocalClock } from './clock.ts';

const minute = 60_000;

describe('moving the clock forward', () => {
  test('runs what falls due in the order of its time, with the clock at that time', async () => {
    const clock = createLocalClock();
    const start = clock.now();
    const ran: [name: string, minutes: number][] = [];
    const note = (name: string) => () => {
      ran.push([name, Math.floor((clock.now() - start) / minute)]);
      return Promise.resolve();
    };
    clock.at(start + 30 * minute, note('second'));
    clock.at(start + 10 * minute, note('first'));
    clock.at(start + 90 * minute, note('not yet'));
    await clock.advance(60 * minute);
    expect(ran).toEqual([
      ['first', 10],
      ['second', 30],
    ]);
    expect(clock.now() - start).toBeGreaterThanOrEqual(60 * minute);
    clock.stop();
  });

  test('waits for what is done, and for what that sets off on the way', async () => {
    let settled = 0;
    const clock = createLocalClock({ settle: () => Promise.resolve(void (settled += 1)) });
    const ran: string[] = [];
    clock.at(clock.now() + minute, async () => {
      await Promise.resolve();
      clock.at(clock.now() + minute, () => Promise.resolve(void ran.push('retry')));
      ran.push('attempt');
    });
    await clock.advance(5 * minute);
    expect(ran).toEqual(['attempt', 'retry']);
    expect(settled).toBeGreaterThanOrEqual(3);
    clock.stop();
  });

  test('a day brings a few runs of what recurs each minute: the first, the last, and those before other work', async () => {
    const clock = createLocalClock();
    const start = clock.now();
    const minutes: number[] = [];
    clock.every(start + minute, minute, () => {
      minutes.push(Math.floor((clock.now() - start) / minute));
      return Promise.resolve();
    });
    let before = 0;
    clock.at(start + 600.5 * minute, () => Promise.resolve(void (before = minutes.at(-1) ?? 0)));
    await clock.advance(1440 * minute);
    expect(minutes.slice(0, 5)).toEqual([1, 2, 3, 4, 5]);
    expect(before).toBe(600);
    expect(minutes.at(-1)).toBe(1440);
    expect(minutes.length).toBeLessThan(15);
    clock.stop();
  });

  test('what throws does not keep the rest from happening', async () => {
    const errors: unknown[] = [];
    const clock = createLocalClock({ onError: (error) => errors.push(error) });
    let ran = false;
    clock.at(clock.now() + 1, () => Promise.reject(new Error('broken')));
    clock.at(clock.now() + minute, () => Promise.resolve(void (ran = true)));
    await clock.advance(minute);
    expect([errors.length, ran]).toEqual([1, true]);
    clock.stop();
  });

  test('a cancelled alarm does not ring, and one in the past rings at once', async () => {
    const clock = createLocalClock();
    let cancelled = false;
    const cancel = clock.at(clock.now() + minute, () => Promise.resolve(void (cancelled = true)));
    cancel();
    await clock.advance(2 * minute);
    expect(cancelled).toBe(false);
    const { promise, resolve } = Promise.withResolvers<void>();
    clock.at(clock.now() - minute, () => Promise.resolve(resolve()));
    await promise;
    clock.stop();
  });
});
