import { deliverDue } from '@sms/messaging/dispatch';
import { noScheduler } from '@sms/scheduler';
import { createWorld } from '../world.ts';
import type { Dependencies } from './handler.ts';

export const container = async (): Promise<Dependencies> => {
  const { world } = await createWorld(noScheduler);
  return { log: world.log, deliverDue: (messageId) => deliverDue(world, messageId) };
};
