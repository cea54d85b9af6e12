import { listScheduled } from '@sms/messaging/browse';
import { cancelMessage, editMessage, sendNow } from '@sms/messaging/schedule-actions';
import { createScheduler } from '../event-bridge.ts';
import { createWorld } from '../world.ts';
import type { Dependencies } from './handler.ts';

export const container = async (): Promise<Dependencies> => {
  const { world } = await createWorld(createScheduler());
  return {
    log: world.log,
    listScheduled: listScheduled(world),
    cancelMessage: cancelMessage(world),
    editMessage: editMessage(world),
    sendNow: sendNow(world),
  };
};
