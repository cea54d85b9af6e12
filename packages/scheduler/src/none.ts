import type { DeliveryScheduler } from '@sms/messaging/ports';

/** For functions that set no alarms: what would need one is left to the sweep, as with a service that is down. */
export const noScheduler: DeliveryScheduler = {
  set: () => Promise.reject(new Error('This function sets no alarms.')),
  clear: () => Promise.resolve(),
};
