import { describe, expect, test } from 'vitest';
import type { PhiSettings } from '@sms/contract';
import { addWords, countChanges, merge, readWords } from './word-lists.ts';

test('what is pasted is a word a line, or parted by commas', () => {
  expect(readWords(' New  Dawn \nBlue Door, Trial 7;\r\n ')).toEqual(['New Dawn', 'Blue Door', 'Trial 7']);
});

describe('adding to a list', () => {
  test.each([
    ['a word', ['a'], 'b', ['a', 'b']],
    ['several', ['a'], 'b, c', ['a', 'b', 'c']],
    ['only what is new', ['New Dawn'], 'new  dawn, Blue Door', ['New Dawn', 'Blue Door']],
  ])('%s', (_, words, typed, expected) => {
    expect(addWords(words, typed)).toEqual({ words: expected });
  });

  test.each([
    ['empty', [], '  '],
    ['known', ['New Dawn'], 'NEW DAWN'],
    ['unreadable', [], '—'],
    ['tooLong', [], 'a'.repeat(101)],
    ['tooMany', Array.from({ length: 200 }, (_, index) => `word ${index}`), 'one more'],
  ])('%s is refused, and nothing is added', (problem, words, typed) => {
    expect(addWords(words, typed)).toMatchObject({ problem });
  });
});

const settings = (patch: Partial<PhiSettings> = {}): PhiSettings => ({
  alwaysBlock: [],
  neverBlock: [],
  confirmWarnings: false,
  ...patch,
});

describe('settings that a colleague changed meanwhile', () => {
  test('keep both what was added here and what was added there', () => {
    expect(
      merge(
        settings({ alwaysBlock: ['a'] }),
        settings({ alwaysBlock: ['a', 'mine'] }),
        settings({ alwaysBlock: ['a', 'theirs'] }),
      ).alwaysBlock,
    ).toEqual(['a', 'theirs', 'mine']);
  });

  test('lose what either took out', () => {
    expect(
      merge(
        settings({ neverBlock: ['a', 'b', 'c'] }),
        settings({ neverBlock: ['b', 'c'] }),
        settings({ neverBlock: ['a', 'c'] }),
      ).neverBlock,
    ).toEqual(['c']);
  });

  test('keep their switch unless it was turned here', () => {
    expect(merge(settings(), settings(), settings({ confirmWarnings: true })).confirmWarnings).toBe(true);
    expect(merge(settings(), settings({ confirmWarnings: true }), settings()).confirmWarnings).toBe(true);
  });
});

test('changes are counted by word', () => {
  expect(countChanges(settings(), settings())).toBe(0);
  expect(
    countChanges(
      settings({ alwaysBlock: ['a', 'b'] }),
      settings({ alwaysBlock: ['b', 'c'], confirmWarnings: true }),
    ),
  ).toBe(3);
});
