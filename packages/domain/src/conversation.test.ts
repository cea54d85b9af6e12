import { describe, expect, test } from 'vitest';
import { previewOf } from './conversation.ts';

describe('the preview of a text', () => {
  test('is the whole text up to 120 units', () => {
    expect(previewOf('')).toBe('');
    expect(previewOf('x'.repeat(120))).toBe('x'.repeat(120));
  });

  test('is the beginning of a longer one', () => {
    expect(previewOf('x'.repeat(121))).toBe('x'.repeat(120));
  });

  test('never ends in half a character', () => {
    for (let length = 115; length < 122; length += 1) {
      const preview = previewOf(`${'x'.repeat(length)}${'😀'.repeat(10)}`);
      expect(preview.length).toBeLessThanOrEqual(120);
      expect(preview.isWellFormed()).toBe(true);
    }
  });
});
