import {
  CreateScheduleCommand,
  DeleteScheduleCommand,
  UpdateScheduleCommand,
  type CreateScheduleCommandInput,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';
import type { DeliveryScheduler } from '@sms/messaging/ports';

export type EventBridgeSchedulerOptions = {
  readonly client: SchedulerClient;
  readonly group: string;
  /** The function that a schedule rings. */
  readonly targetArn: string;
  /** The role in which it rings. */
  readonly roleArn: string;
};

/** How long the Scheduler itself tries to hand a ring over; what it loses the sweep finds. */
const handingOver = { MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: 3600 };

/** Times that lose the race with another writer, or with the schedule's own end, are set anew so often. */
const attempts = 3;

/**
 * The instant in UTC as `at()` takes it. Rounded up to the second: a ring before its time would find a text that is not
 * due.
 */
const atExpression = (at: Date): string => {
  const wholeSeconds = new Date(Math.ceil(at.getTime() / 1000) * 1000);
  return `at(${wholeSeconds.toISOString().slice(0, 19)})`;
};

const isNamed = (error: unknown, name: string): boolean =>
  (error as { readonly name?: string }).name === name;

/**
 * One-off schedules of EventBridge Scheduler, each named by its message's id, so that whoever sets one twice moves it.
 * A schedule holds the id and nothing else: schedules can be read by whoever may read the account.
 */
export const createEventBridgeScheduler = ({
  client,
  group,
  targetArn,
  roleArn,
}: EventBridgeSchedulerOptions): DeliveryScheduler => {
  const scheduleOf = (messageId: string, at: Date): CreateScheduleCommandInput => ({
    Name: messageId,
    GroupName: group,
    ScheduleExpression: atExpression(at),
    ScheduleExpressionTimezone: 'UTC',
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: {
      Arn: targetArn,
      RoleArn: roleArn,
      Input: JSON.stringify({ messageId }),
      RetryPolicy: handingOver,
    },
  });

  /** False when there is one already. */
  const create = async (schedule: CreateScheduleCommandInput): Promise<boolean> => {
    try {
      await client.send(new CreateScheduleCommand(schedule));
      return true;
    } catch (error) {
      if (isNamed(error, 'ConflictException')) return false;
      throw error;
    }
  };

  /** False when it is gone, or being changed. */
  const move = async (schedule: CreateScheduleCommandInput): Promise<boolean> => {
    try {
      await client.send(new UpdateScheduleCommand(schedule));
      return true;
    } catch (error) {
      if (isNamed(error, 'ResourceNotFoundException') || isNamed(error, 'ConflictException')) return false;
      throw error;
    }
  };

  return {
    async set(messageId, at) {
      const schedule = scheduleOf(messageId, at);
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        if ((await create(schedule)) || (await move(schedule))) return;
      }
      throw new Error('A schedule was changed by others at the same time; it may not be set.');
    },

    async clear(messageId) {
      try {
        await client.send(new DeleteScheduleCommand({ Name: messageId, GroupName: group }));
      } catch (error) {
        if (!isNamed(error, 'ResourceNotFoundException')) throw error;
      }
    },
  };
};
