import { randomBytes } from 'node:crypto';
import { readConfig } from '@sms/lambda/config';
import { createLog } from '@sms/lambda/log';
import { clock, openTable } from '../table.ts';
import type { Dependencies } from './handler.ts';

export const container = async (): Promise<Dependencies> => ({
  log: createLog(),
  sessions: openTable().sessions,
  clock,
  newSecret: () => randomBytes(32).toString('base64url'),
  publicUrl: readConfig(['PUBLIC_URL']).PUBLIC_URL,
});
