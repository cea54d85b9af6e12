import { expect, test } from 'vitest';
import { countSegments } from './segments.ts';

test.each([
  ['nothing', '', 0],
  ['one letter', 'x', 1],
  ['160 letters of the GSM alphabet', 'x'.repeat(160), 1],
  ['one more', 'x'.repeat(161), 2],
  ['two parts full', 'x'.repeat(306), 2],
  ['one more than two parts', 'x'.repeat(307), 3],
  ['letters that count double', '€'.repeat(80), 1],
  ['one such more', '€'.repeat(81), 2],
  ['70 letters of which one is in no GSM alphabet', `${'x'.repeat(69)}ж`, 1],
  ['one more', `${'x'.repeat(70)}ж`, 2],
  ['a picture', '😀', 1],
  ['the longest text', 'x'.repeat(1000), 7],
])('%s: a text is billed as its segments', (_, body, segments) => {
  expect(countSegments(body)).toBe(segments);
});
