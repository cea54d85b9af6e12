import { readConfig } from '@sms/lambda/config';
import { createLog } from '@sms/lambda/log';
import { createApiGatewaySockets, createConnectionsClient } from '@sms/sockets/api-gateway';
import { clock, openTable } from '../table.ts';
import type { Dependencies } from './handler.ts';
import { createPush } from './push.ts';

export const container = async (): Promise<Dependencies> => {
  const sockets = createApiGatewaySockets(
    createConnectionsClient(readConfig(['CONNECTIONS_URL']).CONNECTIONS_URL),
  );
  const log = createLog();
  const parts = { log, clock, ...openTable(), sockets };
  return { log, beginBatch: () => createPush(parts) };
};
