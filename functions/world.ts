import { setTimeout as sleep } from 'node:timers/promises';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createCarrierFor, type CarrierDependencies } from '@sms/carriers';
import { readConfig } from '@sms/lambda/config';
import { createLog, type EdgeLog } from '@sms/lambda/log';
import { createSecrets } from '@sms/lambda/secrets';
import { createIdentifiers } from '@sms/messaging/identifiers';
import { noMedia } from '@sms/media';
import type { DeliveryScheduler, MediaStore, World } from '@sms/messaging/ports';
import { checkPhi } from '@sms/phi';
import { pauseWithJitter } from '@sms/store/jitter';
import { clock, newId, openTable, requestHandler } from './table.ts';

/** The world of a function that delivers texts, and what its carriers need of it. */
export type DeliveringWorld = {
  readonly world: World & { readonly log: EdgeLog };
  readonly carriers: CarrierDependencies;
};

/**
 * Puts the world of a delivering function together. Reads the key of the identifiers, which never changes, so that a
 * function without it does not come up at all.
 */
export const createWorld = async (
  scheduler: DeliveryScheduler,
  media: MediaStore = noMedia,
): Promise<DeliveringWorld> => {
  const config = readConfig(['IDENTIFIER_KEY_SECRET_ID', 'LINE_SECRET_PREFIX', 'PUBLIC_URL']);
  const secrets = createSecrets(new SecretsManagerClient({ requestHandler }));
  const { store } = openTable();
  const carriers: CarrierDependencies = {
    readSecret: (lineKey) => secrets.readLineSecret(config.LINE_SECRET_PREFIX, lineKey),
    store,
    clock,
    newId,
    publicUrl: config.PUBLIC_URL,
  };
  const identifiers = createIdentifiers(await secrets.readIdentifierKey(config.IDENTIFIER_KEY_SECRET_ID));
  return {
    carriers,
    world: {
      store,
      carrierFor: createCarrierFor(carriers),
      media,
      scheduler,
      clock,
      newId,
      identifiers,
      checkPhi,
      log: createLog(),
      pause: pauseWithJitter,
      sleep: (milliseconds) => sleep(milliseconds),
    },
  };
};
