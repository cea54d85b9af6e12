import { createLog } from '@sms/lambda/log';
import type { Dependencies } from './handler.ts';

export const container = async (): Promise<Dependencies> => ({ log: createLog() });
