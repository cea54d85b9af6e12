import { expect, test } from 'vitest';
import { backoff } from './backoff.ts';

test('the first try comes soon, whatever the dice say', () => {
  expect(backoff(0, 0)).toBe(250);
  expect(backoff(0, 0.999)).toBeLessThan(800);
});

test('the ceiling doubles, up to half a minute', () => {
  const ceilings = [0, 1, 2, 3, 4, 5, 6, 7, 100].map((attempt) => backoff(attempt, 1));
  expect(ceilings).toEqual([750, 1250, 2250, 4250, 8250, 16_250, 30_250, 30_250, 30_250]);
});

test('waits are spread over the whole range', () => {
  expect(backoff(6, 0)).toBe(250);
  expect(backoff(6, 0.5)).toBe(15_250);
});
