import { describe, expect, test } from 'vitest';
import { createLog, errorFields } from './log.ts';
import { logCatalogue } from './log-codes.ts';

const written = (fields: Record<string, string | number | boolean>) => {
  const lines: object[] = [];
  createLog((_level, _sentence, kept) => lines.push(kept))('request_failed', fields);
  return lines[0];
};

describe('a log line', () => {
  test('has ids, counts, codes and durations', () => {
    const fields = {
      messageId: 'abcdefghijklmnopqrstuv.1234567890-LMNOPQRS_UV',
      code: 'SMS-UP-430',
      status: 503,
      milliseconds: 12,
      route: 'POST /api/conversations/{id}/messages',
      kind: 'timeout',
    };
    expect(written(fields)).toEqual({ event: 'request_failed', ...fields });
  });

  test.each([
    ['a phone number', { code: '+12025550123' }],
    ['a number written for people', { code: '202 555 0123 call' }],
    ['a sentence', { reason: "Don't forget your appointment, it's at ten!" }],
    ['a long text', { code: 'a'.repeat(201) }],
    ['a field that nobody foresaw', { body: 'ok' }],
  ])('leaves out %s', (_, fields) => {
    expect(written(fields as unknown as Record<string, string>)).toEqual({ event: 'request_failed' });
  });
});

test('of an error only class and place are told', () => {
  const told = errorFields(new RangeError('secret\n    at secret (secret.ts:1:1)'));
  expect(told.errorName).toBe('RangeError');
  expect(told.frames).toContain('log.test.ts');
  expect(errorFields(null)).toEqual({ errorName: 'object', frames: '' });
  expect(errorFields('secret')).toEqual({ errorName: 'string', frames: '' });
});

test('every sentence of the catalogue is one', () => {
  const sentences = Object.values(logCatalogue).map((entry) => entry.sentence);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
  expect(new Set(sentences).size).toBe(sentences.length);
});
