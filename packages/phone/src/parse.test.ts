import { describe, expect, test } from 'vitest';
import { parsePhone } from './index.ts';

describe('parsePhone', () => {
  test.each([
    ['+12025550123', '+12025550123'],
    ['(202) 555-0123', '+12025550123'],
    ['202.555.0123', '+12025550123'],
    ['1 202 555 0123', '+12025550123'],
    [' ２０２-555-0123 ', '+12025550123'],
    ['+44 20 7946 0958', '+442079460958'],
  ])('reads %s', (input, expected) => {
    expect(parsePhone(input)).toBe(expected);
  });

  test.each(['', 'hello', '123', '+1', '555-0123', '+1202555012345678', '911'])('refuses %s', (input) => {
    expect(parsePhone(input)).toBeNull();
  });
});
