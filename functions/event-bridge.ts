import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { readConfig } from '@sms/lambda/config';
import type { DeliveryScheduler } from '@sms/messaging/ports';
import { createEventBridgeScheduler } from '@sms/scheduler/eventbridge';
import { requestHandler } from './table.ts';

/** The alarm clock of the functions that may set alarms. */
export const createScheduler = (): DeliveryScheduler => {
  const config = readConfig(['SCHEDULE_GROUP', 'DISPATCH_FUNCTION_ARN', 'SCHEDULER_ROLE_ARN']);
  return createEventBridgeScheduler({
    client: new SchedulerClient({ requestHandler, maxAttempts: 2 }),
    group: config.SCHEDULE_GROUP,
    targetArn: config.DISPATCH_FUNCTION_ARN,
    roleArn: config.SCHEDULER_ROLE_ARN,
  });
};
