import { createHash } from 'node:crypto';
import fc from 'fast-check';
import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import { isSignedByTwilio, twilioSignature } from './signature.ts';

const authToken = '0123456789abcdef0123456789abcdef';
const url = 'https://hooks.example.test/twilio/inbound?practice=p1';
const parameters = new URLSearchParams({
  AccountSid: 'AC00000000000000000000000000000001',
  ApiVersion: '2010-04-01',
  Body: 'Yes, 3 pm is fine',
  From: '+12025550123',
  MessageSid: 'SM00000000000000000000000000000001',
  NumMedia: '0',
  NumSegments: '1',
  SmsMessageSid: 'SM00000000000000000000000000000001',
  To: '+12025550199',
  ToCountry: 'US',
});
const body = Buffer.from(parameters.toString());

describe('a worked example', () => {
  test.each([
    ['as it is', url, 'k6wDknmIdu6ARh2/RpNdaWa5MVU='],
    [
      'with a slash',
      'https://hooks.example.test/twilio/inbound/?practice=p1',
      'F6mF4hWTjw/pwmZxJrlj1AuR3Bs=',
    ],
    [
      'with its port',
      'https://hooks.example.test:443/twilio/inbound?practice=p1',
      '3VluEGWjDYYLDDXY9J9ryHjZiyM=',
    ],
    ['without its query', 'https://hooks.example.test/twilio/inbound', 'vwCT0zOfI6uQTqeeHCi2vmXFOV0='],
  ])('%s', (_name, address, signature) => {
    expect(twilioSignature(authToken, address, parameters)).toBe(signature);
  });

  test('signs what is not ASCII, and empty values', () => {
    const odd = new URLSearchParams({ Body: '1 + 1 = ¿2? 👍', From: '+12025550123', MediaUrl0: '' });
    expect(twilioSignature(authToken, 'https://hooks.example.test/s', odd)).toBe(
      'F3/Xu5IcZHwkxRWVGFvKcpRhgcY=',
    );
  });

  test('a body that is no form is held by its hash in the address', () => {
    const json = Buffer.from('{"event":"ping"}');
    const address = `https://hooks.example.test/twilio/json?bodySHA256=${createHash('sha256').update(json).digest('hex')}`;
    const signature = 'lkfNogrCFI3GAxD9BZ/IMnm0uWE=';
    expect(isSignedByTwilio(authToken, signature, { url: address, body: json, parameters: null })).toBe(true);
    const changed = { url: address, body: Buffer.from('{"event":"pong"}'), parameters: null };
    expect(isSignedByTwilio(authToken, signature, changed)).toBe(false);
    const bare = 'https://hooks.example.test/twilio/json';
    const unhashed = { url: bare, body: json, parameters: null };
    expect(
      isSignedByTwilio(authToken, twilioSignature(authToken, bare, new URLSearchParams()), unhashed),
    ).toBe(false);
  });

  test('whatever port was signed, and the fragment never is', () => {
    const signature = twilioSignature(authToken, url, parameters);
    for (const configured of [url, `${url}#rc=3&rp=all`]) {
      for (const signed of [signature, '3VluEGWjDYYLDDXY9J9ryHjZiyM=']) {
        expect(isSignedByTwilio(authToken, signed, { url: configured, body, parameters })).toBe(true);
      }
    }
    const local = 'http://localhost:4000/webhooks/twilio/key/inbound';
    for (const signed of [local, local.replace(':4000', '')]) {
      const request = { url: local, body, parameters };
      expect(isSignedByTwilio(authToken, twilioSignature(authToken, signed, parameters), request)).toBe(true);
    }
  });
});

test('agrees with the vendor’s own library on random requests, true and forged', () => {
  const word = fc.string({ unit: 'grapheme', maxLength: 20 });
  const requests = fc.record({
    token: fc.string({ minLength: 1, maxLength: 40 }),
    scheme: fc.constantFrom('https', 'http'),
    port: fc.constantFrom('', ':443', ':80', ':8443', ':4000'),
    path: fc.stringMatching(/^[A-Za-z0-9._~/-]{0,30}$/),
    query: fc.constantFrom('', '?a=1', '?a=1&b=two'),
    entries: fc.array(
      fc.tuple(fc.oneof(fc.constantFrom('Body', 'From', 'To', 'MediaUrl0', 'media'), word), word),
      { maxLength: 12 },
    ),
    forgery: fc.constantFrom('none', 'value', 'extra', 'token', 'signature', 'host'),
  });
  fc.assert(
    fc.property(requests, ({ token, scheme, port, path, query, entries, forgery }) => {
      const address = `${scheme}://hooks.example.test${port}/${path}${query}`;
      const form = new URLSearchParams(entries.filter(([name]) => name !== '__proto__'));
      const asObject = (search: URLSearchParams): Record<string, string | string[]> =>
        Object.fromEntries(
          [...new Set(search.keys())].map((name) => {
            const values = search.getAll(name);
            return [name, values.length > 1 ? values : (values[0] ?? '')];
          }),
        );
      const signature = twilio.getExpectedTwilioSignature(token, address, asObject(form));
      expect(twilioSignature(token, address, form)).toBe(signature);

      const received = new URLSearchParams(form);
      if (forgery === 'value') received.set('Body', `${received.get('Body') ?? ''}!`);
      if (forgery === 'extra') received.append('Extra', '');
      const shown = forgery === 'signature' ? signature.toLowerCase() : signature;
      const knownToken = forgery === 'token' ? `${token}x` : token;
      const called = forgery === 'host' ? address.replace('hooks', 'h00ks') : address;
      const request = { url: called, body: Buffer.from(received.toString()), parameters: received };
      expect(isSignedByTwilio(knownToken, shown, request)).toBe(
        twilio.validateRequest(knownToken, shown, called, asObject(received)),
      );
    }),
    { numRuns: 1000 },
  );
});
