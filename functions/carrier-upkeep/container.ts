import { ringCentralUpkeep } from '@sms/carriers';
import { catchUp } from '@sms/messaging/catch-up';
import { readOptOuts } from '@sms/messaging/consent-sync';
import { noScheduler } from '@sms/scheduler';
import { createWorld } from '../world.ts';
import type { Dependencies } from './handler.ts';

export const container = async (): Promise<Dependencies> => {
  const { world, carriers } = await createWorld(noScheduler);
  return {
    log: world.log,
    listAllLines: () => world.store.listAllLines(),
    ringCentralUpkeep: (line) => ringCentralUpkeep(carriers, line),
    catchUp: (line) => catchUp(world, line),
    readOptOuts: (line) => readOptOuts(world, line),
  };
};
