import type { DeliveryScheduler } from '@sms/messaging/ports';

export type MemoryScheduler = DeliveryScheduler & {
  /** Alarms not rung yet, by message. */
  readonly alarms: ReadonlyMap<string, Date>;
  /** Takes out the alarms whose time has come, the earliest first. */
  readonly takeDue: (now: Date) => readonly string[];
};

/** An alarm clock without a service; whoever holds it decides when it rings. */
export const createMemoryScheduler = (): MemoryScheduler => {
  const alarms = new Map<string, Date>();
  return {
    alarms,
    async set(messageId, at) {
      alarms.set(messageId, at);
    },
    async clear(messageId) {
      alarms.delete(messageId);
    },
    takeDue(now) {
      const due = [...alarms]
        .filter(([, at]) => at <= now)
        .sort(([, one], [, other]) => one.getTime() - other.getTime())
        .map(([messageId]) => messageId);
      for (const messageId of due) alarms.delete(messageId);
      return due;
    },
  };
};
