import { expect, test } from 'vitest';
import { takeOut } from './take-out.ts';

const without = (marked: string): string => {
  const start = marked.indexOf('[');
  const end = marked.indexOf(']') - 1;
  const body = marked.replace(/[[\]]/g, '');
  const change = takeOut(body, start, end);
  return body.slice(0, change.start) + change.words + body.slice(change.end);
};

test.each([
  ['Hello [Maria Lindgren], see you.', 'Hello, see you.'],
  ['Your [A1c is 9.2] is back.', 'Your is back.'],
  ['[Diabetes] class at noon.', 'class at noon.'],
  ['It is back, DOB [7-22-88].', 'It is back, DOB.'],
  ['It is back, [7-22-88].', 'It is back.'],
  ['Bring your card; [123-45-6789]', 'Bring your card'],
  ['See you. [Mr. Okafor]', 'See you.'],
  ['One\n[two]\nthree', 'One\n\nthree'],
  ['([diabetes])', '()'],
  ['[all]', ''],
])('%s becomes %s', (marked, expected) => {
  expect(without(marked)).toBe(expected);
});
