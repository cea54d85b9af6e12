import { fetchNewMedia } from '@sms/messaging/fetch-media';
import { noScheduler } from '@sms/scheduler';
import { createMedia } from '../media-bucket.ts';
import { createWorld } from '../world.ts';
import type { Dependencies } from './handler.ts';

export const container = async (): Promise<Dependencies> => {
  const { world } = await createWorld(noScheduler, createMedia());
  return { log: world.log, fetchNewMedia: (messageId) => fetchNewMedia(world, messageId) };
};
