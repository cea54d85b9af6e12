import { createLog } from '@sms/lambda/log';
import { readMedia } from '@sms/messaging/read-media';
import { createMedia } from '../media-bucket.ts';
import { clock, newId, openTable } from '../table.ts';
import type { Dependencies } from './handler.ts';

export const container = (): Dependencies => ({
  log: createLog(),
  readMedia: readMedia({ store: openTable().store, media: createMedia(), clock, newId }),
});
