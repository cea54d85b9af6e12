import { sendMessage } from '@sms/messaging/send-message';
import { createScheduler } from '../event-bridge.ts';
import { createWorld } from '../world.ts';
import type { Dependencies } from './handler.ts';

export const container = async (): Promise<Dependencies> => {
  const { world } = await createWorld(createScheduler());
  return { log: world.log, sendMessage: sendMessage(world) };
};
