import { expect, test } from 'vitest';
import { readCarrierEnvironment } from './carrier-environment.ts';

const twilio = { TWILIO_BASE_URL: 'http://localhost:1', TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 't' };

test('a whole set names an account, none leaves the stand-in', () => {
  expect(readCarrierEnvironment({})).toEqual({ ringcentral: undefined, twilio: undefined });
  expect(readCarrierEnvironment(twilio).twilio).toEqual({
    carrier: 'twilio',
    baseUrl: 'http://localhost:1',
    accountSid: 'AC1',
    authToken: 't',
  });
});

test('a half-given set is refused in one sentence that names what is missing and tells no value', () => {
  expect(() => readCarrierEnvironment({ ...twilio, TWILIO_AUTH_TOKEN: '' })).toThrow(
    /^TWILIO_AUTH_TOKEN must be set too: [^.\n]+\.$/,
  );
});
