import { describe, expect, test } from 'vitest';
import { matchesPattern } from './event-filter.ts';

const record = {
  eventName: 'INSERT',
  dynamodb: {
    ApproximateCreationDateTime: 1_700_000_000,
    NewImage: { type: { S: 'message' }, version: { N: '7' } },
  },
};

const image = (pattern: unknown) => ({ dynamodb: { NewImage: pattern } });

describe('filters of an event-source mapping', () => {
  test.each([
    ['with the type letter', image({ type: { S: ['message'] } }), true],
    ['without the type letter', image({ type: ['message'] }), false],
    ['of another value', image({ type: { S: ['conversation'] } }), false],
    ['numeric on a number', image({ version: { N: [{ numeric: ['>', 1] }] } }), false],
    ['the number as text', image({ version: { N: ['7'] } }), true],
    [
      'numeric on the creation time',
      { dynamodb: { ApproximateCreationDateTime: [{ numeric: ['>', 1] }] } },
      true,
    ],
    ['prefix', image({ type: { S: [{ prefix: 'mess' }] } }), true],
    ['anything but', image({ type: { S: [{ 'anything-but': ['message'] }] } }), false],
    ['exists on the value', image({ type: { S: [{ exists: true }] } }), true],
    ['an absent attribute', image({ other: [{ exists: false }] }), true],
    ['one of several', image({ type: { S: ['x', 'message'] } }), true],
    [
      'two fields of which one differs',
      { eventName: ['REMOVE'], ...image({ type: { S: ['message'] } }) },
      false,
    ],
  ])('%s', (_, pattern, matches) => {
    expect(matchesPattern(record, pattern)).toBe(matches);
  });
});
