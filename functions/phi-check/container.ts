import { createLog } from '@sms/lambda/log';
import { checkPhiOfText, getPhiSettings, putPhiSettings } from '@sms/messaging/phi-settings';
import { checkPhi } from '@sms/phi';
import { clock, newId, openTable } from '../table.ts';
import type { Dependencies } from './handler.ts';

export const container = async (): Promise<Dependencies> => {
  const world = { store: openTable().store, checkPhi, newId, clock };
  return {
    log: createLog(),
    checkPhiOfText: checkPhiOfText(world),
    getPhiSettings: getPhiSettings(world),
    putPhiSettings: putPhiSettings(world),
  };
};
