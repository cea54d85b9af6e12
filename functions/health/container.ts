import { readConfig } from '@sms/lambda/config';
import { createLog } from '@sms/lambda/log';
import type { Dependencies } from './handler.ts';

export const container = async (): Promise<Dependencies> => ({
  version: readConfig(['VERSION']).VERSION,
  log: createLog(),
});
