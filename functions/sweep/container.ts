import { sweep } from '@sms/messaging/sweep';
import { noScheduler } from '@sms/scheduler';
import { createMedia } from '../media-bucket.ts';
import { createWorld } from '../world.ts';
import type { Dependencies } from './handler.ts';

export const container = async (): Promise<Dependencies> => {
  const { world } = await createWorld(noScheduler, createMedia());
  return { log: world.log, sweep: () => sweep(world) };
};
