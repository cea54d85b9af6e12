import { recordCarrierEvent } from '@sms/messaging/carrier-events';
import { noScheduler } from '@sms/scheduler';
import { createWorld } from '../world.ts';
import type { Dependencies } from './handler.ts';

export const container = async (): Promise<Dependencies> => {
  const { world, carriers } = await createWorld(noScheduler);
  return {
    log: world.log,
    clock: world.clock,
    publicUrl: carriers.publicUrl,
    getLineByKey: (lineKey) => world.store.getLineByKey(lineKey),
    readSecret: carriers.readSecret,
    recordCarrierEvent: (line, event) => recordCarrierEvent(world, line, event),
  };
};
