import { readConfig } from '@sms/lambda/config';
import { createLog } from '@sms/lambda/log';
import { createApiGatewaySockets, createConnectionsClient } from '@sms/sockets/api-gateway';
import { clock, openTable } from '../table.ts';
import type { Dependencies } from './handler.ts';

export const container = async (): Promise<Dependencies> => ({
  log: createLog(),
  clock,
  ...openTable(),
  sockets: createApiGatewaySockets(createConnectionsClient(readConfig(['CONNECTIONS_URL']).CONNECTIONS_URL)),
});
