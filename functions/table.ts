import { ulid } from 'ulid';
import { readConfig } from '@sms/lambda/config';
import type { Clock, NewId, Store } from '@sms/messaging/ports';
import { createDocumentClient } from '@sms/store/document-client';
import { createDynamoStore } from '@sms/store/dynamodb';
import type { Sessions } from '@sms/store/sessions';
import { createDynamoSessions } from '@sms/store/sessions-dynamodb';

/** How every AWS client behaves: a call that does not answer must leave time for our own answer. */
export const requestHandler = {
  connectionTimeout: 1500,
  requestTimeout: 5000,
  throwOnRequestTimeout: true,
} as const;

export const clock: Clock = { now: () => new Date() };

export const newId: NewId = () => ulid();

/** The table of this deployment, as conversations and as sessions. */
export const openTable = (): { readonly store: Store; readonly sessions: Sessions } => {
  const options = {
    client: createDocumentClient({ requestHandler }),
    tableName: readConfig(['TABLE_NAME']).TABLE_NAME,
  };
  return { store: createDynamoStore(options), sessions: createDynamoSessions(options) };
};
