import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  InternalServerException,
  ResourceNotFoundException,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { createEventBridgeScheduler } from './eventbridge.ts';

const client = mockClient(SchedulerClient);
beforeEach(() => {
  client.reset();
});

const scheduler = createEventBridgeScheduler({
  client: client as unknown as SchedulerClient,
  group: 'sms-conversations-test',
  targetArn: 'arn:aws:lambda:us-east-1:123456789012:function:dispatch',
  roleArn: 'arn:aws:iam::123456789012:role/scheduler',
});

const messageId = 'abcdefghijklmnopqrstuv.ABCDEFGHIJ-LMNOPQRS_UV';
const error = { message: 'no', Message: 'no', $metadata: {} };
const conflict = new ConflictException(error);
const notFound = new ResourceNotFoundException(error);
const down = new InternalServerException(error);

describe('setting an alarm', () => {
  test('makes a schedule named by the message, which holds its id alone', async () => {
    client.on(CreateScheduleCommand).resolves({ ScheduleArn: 'arn' });
    await scheduler.set(messageId, new Date('2026-11-24T09:30:00.001Z'));
    expect(client.commandCalls(CreateScheduleCommand)[0]!.args[0].input).toEqual({
      Name: messageId,
      GroupName: 'sms-conversations-test',
      ScheduleExpression: 'at(2026-11-24T09:30:01)',
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: {
        Arn: 'arn:aws:lambda:us-east-1:123456789012:function:dispatch',
        RoleArn: 'arn:aws:iam::123456789012:role/scheduler',
        Input: `{"messageId":"${messageId}"}`,
        RetryPolicy: { MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: 3600 },
      },
    });
    expect(messageId).toMatch(/^[0-9a-zA-Z-_.]{1,64}$/);
  });

  test('keeps a whole second as it is', async () => {
    client.on(CreateScheduleCommand).resolves({});
    await scheduler.set(messageId, new Date('2026-12-31T23:59:59.000Z'));
    const { ScheduleExpression } = client.commandCalls(CreateScheduleCommand)[0]!.args[0].input;
    expect(ScheduleExpression).toBe('at(2026-12-31T23:59:59)');
  });

  test('moves one that is there, and says again all that an update would forget', async () => {
    client.on(CreateScheduleCommand).rejects(conflict);
    client.on(UpdateScheduleCommand).resolves({});
    await scheduler.set(messageId, new Date('2026-11-24T10:00:00Z'));
    expect(client.commandCalls(UpdateScheduleCommand)[0]!.args[0].input).toEqual(
      client.commandCalls(CreateScheduleCommand)[0]!.args[0].input,
    );
  });

  test('makes it anew when it rang in between', async () => {
    client.on(CreateScheduleCommand).rejectsOnce(conflict).resolves({});
    client.on(UpdateScheduleCommand).rejects(notFound);
    await scheduler.set(messageId, new Date('2026-11-24T10:00:00Z'));
    expect(client.commandCalls(CreateScheduleCommand)).toHaveLength(2);
  });

  test('says so when it cannot be set', async () => {
    client.on(CreateScheduleCommand).rejects(down);
    await expect(scheduler.set(messageId, new Date())).rejects.toThrow();
    client.reset();
    client.on(CreateScheduleCommand).rejects(conflict);
    client.on(UpdateScheduleCommand).rejects(conflict);
    await expect(scheduler.set(messageId, new Date())).rejects.toThrow('may not be set');
  });
});

describe('clearing an alarm', () => {
  test('removes the schedule; none is no error', async () => {
    client.on(DeleteScheduleCommand).resolvesOnce({}).rejects(notFound);
    await scheduler.clear(messageId);
    await scheduler.clear(messageId);
    expect(client.commandCalls(DeleteScheduleCommand)[0]!.args[0].input).toEqual({
      Name: messageId,
      GroupName: 'sms-conversations-test',
    });
  });

  test('says so when it cannot be removed', async () => {
    client.on(DeleteScheduleCommand).rejects(down);
    await expect(scheduler.clear(messageId)).rejects.toThrow();
  });
});
