import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readConfig } from '@sms/lambda/config';
import { createLog } from '@sms/lambda/log';
import { createSecrets } from '@sms/lambda/secrets';
import { noMedia } from '@sms/media';
import { getContact, getConversation, listConversations, listMessages } from '@sms/messaging/browse';
import { createIdentifiers } from '@sms/messaging/identifiers';
import type { World } from '@sms/messaging/ports';
import { resolveConversation } from '@sms/messaging/resolve-conversation';
import { updateConversation } from '@sms/messaging/update-conversation';
import { noScheduler } from '@sms/scheduler';
import { pauseWithJitter } from '@sms/store/jitter';
import { clock, newId, openTable, requestHandler } from '../table.ts';
import type { Dependencies } from './handler.ts';

/** Nothing is sent from here: this function holds no carrier's secret and no PHI engine. */
const sendsNothing = (): never => {
  throw new Error('This function sends nothing.');
};

export const container = async (): Promise<Dependencies> => {
  const secrets = createSecrets(new SecretsManagerClient({ requestHandler }));
  const secretId = readConfig(['IDENTIFIER_KEY_SECRET_ID']).IDENTIFIER_KEY_SECRET_ID;
  const log = createLog();
  const world: World = {
    store: openTable().store,
    identifiers: createIdentifiers(await secrets.readIdentifierKey(secretId)),
    clock,
    newId,
    pause: pauseWithJitter,
    sleep: sendsNothing,
    log,
    carrierFor: sendsNothing,
    checkPhi: sendsNothing,
    media: noMedia,
    scheduler: noScheduler,
  };
  return {
    log,
    resolveConversation: resolveConversation(world),
    listConversations: listConversations(world),
    getConversation: getConversation(world),
    updateConversation: updateConversation(world),
    listMessages: listMessages(world),
    getContact: getContact(world),
  };
};
