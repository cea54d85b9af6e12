import type { Line } from '@sms/domain';
import type { Store } from '@sms/messaging/ports';
import { createCarrierFor, type CarrierDependencies } from '../src/index.ts';

/** The part of the store that carriers share, in memory, with true compare-and-set. */
export const createValues = (): Pick<Store, 'getValue' | 'putValue'> => {
  const values = new Map<string, { value: string; revision: number }>();
  return {
    getValue: (key) => Promise.resolve(values.get(key) ?? null),
    putValue: (key, value, revision) => {
      if ((values.get(key)?.revision ?? 0) !== revision) return Promise.resolve(false);
      values.set(key, { value, revision: revision + 1 });
      return Promise.resolve(true);
    },
  };
};

export const ringCentralLine: Line = {
  organisation: 'acme',
  phone: '+12025550100',
  carrier: 'ringcentral',
  lineKey: 'rc-line-key',
  ordinal: 0,
  helpText: null,
};

export const twilioLine: Line = {
  ...ringCentralLine,
  phone: '+12025550101',
  carrier: 'twilio',
  lineKey: 'tw-line-key',
};

export const ringCentralSecretOf = (serverUrl: string) => ({
  carrier: 'ringcentral' as const,
  serverUrl,
  clientId: 'client-1',
  clientSecret: 'secret-1',
  jwt: 'jwt-1',
  verificationToken: 'long-random',
});

export const twilioSecretOf = (baseUrl: string) => ({
  carrier: 'twilio' as const,
  baseUrl,
  accountSid: 'AC00000000000000000000000000000001',
  authToken: '0123456789abcdef0123456789abcdef',
});

/** Dependencies whose clock a test moves; nothing waits for real. */
export const createDependencies = (
  secret: unknown,
  patch: Partial<CarrierDependencies> = {},
): CarrierDependencies & { advance: (seconds: number) => void } => {
  let now = Date.parse('2026-01-05T15:04:05.000Z');
  let ids = 0;
  return {
    readSecret: () => Promise.resolve(secret),
    store: createValues(),
    clock: { now: () => new Date(now) },
    newId: () => `id-${(ids += 1)}`,
    publicUrl: 'https://sms.example.test',
    timeoutMs: 2_000,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    ...patch,
    advance: (seconds) => {
      now += seconds * 1000;
    },
  };
};

export const carrierAt = (secret: unknown, line: Line, patch: Partial<CarrierDependencies> = {}) =>
  createCarrierFor(createDependencies(secret, patch))(line);
