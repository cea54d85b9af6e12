import type { Line } from '@sms/domain';
import type { Carrier, CarrierFor } from '@sms/messaging/ports';
import { noLineSecret } from './carrier-error.ts';
import { defaultTimeoutMilliseconds, type CarrierDependencies } from './dependencies.ts';
import { parseLineSecret, type RingCentralSecret } from './line-secret.ts';
import { createRingCentralCarrier, createRingCentralClient } from './ringcentral/carrier.ts';
import type { RingCentralClient } from './ringcentral/client.ts';
import { createTwilioCarrier } from './twilio/carrier.ts';
import { createTwilioClient } from './twilio/client.ts';

/** Stands in for the carrier of a line that nobody has given usable credentials. */
const createUnconfiguredCarrier = (line: Line): Carrier => ({
  name: line.carrier,
  pacePerMinute: 30,
  answersHelp: line.carrier === 'twilio',
  send: () => Promise.resolve({ kind: 'refused', error: noLineSecret, optedOut: false }),
  findSent: () => Promise.resolve(null),
  changesSince: () => Promise.resolve(null),
  fetchMedia: () => Promise.resolve(null),
});

/**
 * The carrier behind each line. One of these serves a function instance for its whole life: it remembers the tokens
 * and the carriers' limits that it met, per account.
 */
export const createCarrierFor = (deps: CarrierDependencies): CarrierFor => {
  const clients = new Map<string, RingCentralClient>();

  const clientOf = (secret: RingCentralSecret): RingCentralClient => {
    const key = JSON.stringify([secret.serverUrl, secret.clientId, secret.clientSecret, secret.jwt]);
    const client = clients.get(key) ?? createRingCentralClient(deps, secret);
    clients.set(key, client);
    return client;
  };

  return async (line) => {
    const secret = parseLineSecret(await deps.readSecret(line.lineKey));
    if (secret?.carrier !== line.carrier) return createUnconfiguredCarrier(line);
    switch (secret.carrier) {
      case 'ringcentral':
        return createRingCentralCarrier(deps, secret, clientOf(secret));
      case 'twilio':
        return createTwilioCarrier(
          deps,
          secret,
          createTwilioClient(secret, {
            clock: deps.clock,
            fetch: deps.fetch ?? globalThis.fetch,
            timeoutMs: deps.timeoutMs ?? defaultTimeoutMilliseconds,
          }),
        );
    }
  };
};
