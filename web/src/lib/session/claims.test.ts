import { expect, test } from 'vitest';
import { readClaims } from './claims.ts';

const token = (payload: object): string =>
  `e30.${btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(payload))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')}.x`;

test('who signed in, and what they may do', () => {
  expect(
    readClaims(token({ sub: 'u1', name: 'Zoë Ōta', permissions: 'a.b ce.sms.admin', exp: 1_700_000_000 })),
  ).toEqual({
    userId: 'u1',
    name: 'Zoë Ōta',
    permissions: ['a.b', 'ce.sms.admin'],
    expiresAt: 1_700_000_000_000,
  });
});

test('permissions may come as a list, or not at all', () => {
  expect(readClaims(token({ permissions: ['ce.sms.admin'] }))?.permissions).toEqual(['ce.sms.admin']);
  expect(readClaims(token({}))?.permissions).toEqual([]);
});

test.each(['', 'abc', 'a.b.c', 'a.!!.c'])('%j is no token', (text) => {
  expect(readClaims(text)).toBeNull();
});
