import { describe, expect, test } from 'vitest';
import { atEndOfThread, freshRows, mostRows, moveDown, moveTo, moveUp, rangeOf, stepRows } from './window.ts';

const ids = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => `m${from + index}`);
const thread = ids(0, 1000);

describe('the window on a thread', () => {
  test('begins at the end', () => {
    expect(rangeOf(atEndOfThread, thread)).toEqual({ start: 1000 - freshRows, end: 1000 });
    expect(rangeOf(atEndOfThread, ids(0, 3))).toEqual({ start: 0, end: 3 });
    expect(rangeOf(atEndOfThread, [])).toEqual({ start: 0, end: 0 });
  });

  test('goes back to the beginning, and never holds more than it may', () => {
    let window = atEndOfThread;
    for (let step = 0; step < 20; step += 1) {
      const before = rangeOf(window, thread);
      window = moveUp(window, thread);
      const after = rangeOf(window, thread);
      expect(after.start).toBe(Math.max(0, before.start - stepRows));
      expect(after.end - after.start).toBeLessThanOrEqual(mostRows);
    }
    expect(rangeOf(window, thread).start).toBe(0);
  });

  test('comes forward to the end again, and then takes what is new', () => {
    let window = { first: 'm0', last: 'm200' };
    for (let step = 0; step < 20; step += 1) window = moveDown(window, thread) as typeof window;
    expect(window.last).toBeNull();
    expect(rangeOf(window, ids(0, 1001)).end).toBe(1001);
  });

  test('older texts in front move nothing', () => {
    const window = moveUp(atEndOfThread, thread);
    const before = rangeOf(window, thread);
    const longer = [...ids(-100, 0), ...thread];
    expect(rangeOf(window, longer)).toEqual({ start: before.start + 100, end: before.end + 100 });
  });

  test('new texts do not come into a window that ends before them', () => {
    const window = { first: 'm100', last: 'm300' };
    expect(rangeOf(window, ids(0, 1100))).toEqual({ start: 100, end: 301 });
  });

  test('can be put around a row', () => {
    const { start, end } = rangeOf(moveTo('m500', thread), thread);
    expect(start).toBeLessThan(500);
    expect(end).toBeGreaterThan(500);
    expect(rangeOf(moveTo('m999', thread), thread).end).toBe(1000);
  });
});
