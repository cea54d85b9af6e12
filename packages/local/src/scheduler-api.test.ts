import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
  UpdateScheduleCommand,
  type CreateScheduleCommandInput,
} from '@aws-sdk/client-scheduler';
import { afterEach, describe, expect, test } from 'vitest';
import { credentials, listenOnFreePort } from '../test/listen.ts';
import { createLocalClock } from './clock.ts';
import { createScheduler } from './scheduler.ts';
import { answerScheduler } from './scheduler-api.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const minute = 60_000;
const known = 'arn:aws:lambda:us-east-1:000000000000:function:dispatch';

const at = (instant: number): string => `at(${new Date(instant).toISOString().slice(0, 19)})`;

const setup = async (
  file = join(mkdtempSync(join(tmpdir(), 'schedules-')), 'schedules.json'),
  offsetMilliseconds = 0,
) => {
  const clock = createLocalClock({ offsetMilliseconds });
  const rung: { readonly event: unknown; readonly at: number }[] = [];
  const dropped: unknown[] = [];
  const scheduler = createScheduler({
    file,
    groups: ['deliveries'],
    clock,
    pool: { has: (arn) => arn === known },
    invocations: {
      invoke: (_arn, event) => Promise.resolve(void rung.push({ event, at: clock.now() })),
      idle: () => Promise.resolve(),
    },
    failures: { put: (_queue, record) => dropped.push(record) },
  });
  scheduler.start([]);
  const { url, close } = await listenOnFreePort((request, response) =>
    answerScheduler(scheduler, request, response),
  );
  const client = new SchedulerClient({ endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 });
  cleanups.push(close, () => clock.stop());
  const create = (input: Partial<CreateScheduleCommandInput> = {}) =>
    client.send(
      new CreateScheduleCommand({
        Name: 'one',
        GroupName: 'deliveries',
        ScheduleExpression: at(clock.now() + 10 * minute),
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: {
          Arn: known,
          RoleArn: 'arn:aws:iam::000000000000:role/scheduler',
          Input: '{"messageId":"m"}',
        },
        ...input,
      }),
    );
  const names = async () => {
    const { Schedules } = await client.send(new ListSchedulesCommand({ GroupName: 'deliveries' }));
    return Schedules?.map(({ Name }) => Name);
  };
  return { client, clock, create, rung, dropped, names, file };
};

describe('a one-off schedule', () => {
  test('rings at its time with its input as the event, and is gone when it was made so', async () => {
    const { clock, create, rung, names } = await setup();
    const due = clock.now() + 10 * minute;
    expect((await create()).ScheduleArn).toMatch(/:schedule\/deliveries\/one$/);
    await create({
      Name: 'kept',
      ActionAfterCompletion: 'NONE',
      ScheduleExpression: at(clock.now() + 5 * minute),
    });
    await clock.advance(9 * minute);
    expect(rung).toHaveLength(1);
    await clock.advance(2 * minute);
    expect(rung.map(({ event }) => event)).toEqual([{ messageId: 'm' }, { messageId: 'm' }]);
    expect(rung[1]?.at).toBeGreaterThanOrEqual(Math.floor(due / 1000) * 1000);
    expect(await names()).toEqual(['kept']);
    await clock.advance(60 * minute);
    expect(rung).toHaveLength(2);
  });

  test('can be moved and taken back; an update replaces all', async () => {
    const { client, clock, create, rung } = await setup();
    await create();
    const moved = { Name: 'one', GroupName: 'deliveries', FlexibleTimeWindow: { Mode: 'OFF' as const } };
    const target = { Arn: known, RoleArn: 'arn:aws:iam::000000000000:role/scheduler' };
    await client.send(
      new UpdateScheduleCommand({
        ...moved,
        ScheduleExpression: at(clock.now() + 30 * minute),
        Target: target,
      }),
    );
    expect(await client.send(new GetScheduleCommand({ Name: 'one', GroupName: 'deliveries' }))).toMatchObject(
      {
        ActionAfterCompletion: 'NONE',
        ScheduleExpressionTimezone: 'UTC',
        State: 'ENABLED',
      },
    );
    await clock.advance(20 * minute);
    expect(rung).toEqual([]);
    await client.send(new DeleteScheduleCommand({ Name: 'one', GroupName: 'deliveries' }));
    await clock.advance(20 * minute);
    expect(rung).toEqual([]);
  });

  test('in the past is accepted and never rings', async () => {
    const { clock, create, rung } = await setup();
    await create({ ScheduleExpression: 'at(2022-12-31T00:00:00)' });
    await clock.advance(60 * minute);
    expect(rung).toEqual([]);
  });

  test('at a local time that the zone skips never rings', async () => {
    const { clock, create, rung } = await setup();
    const gap = {
      ScheduleExpression: 'at(2027-03-14T02:30:00)',
      ScheduleExpressionTimezone: 'America/New_York',
    };
    await create(gap);
    await clock.advance(Date.parse('2027-03-20T00:00:00Z') - clock.now());
    expect(rung).toEqual([]);
  });

  test('survives a restart, and rings late if it fell due meanwhile', async () => {
    const first = await setup();
    await first.create();
    await first.create({ Name: 'soon', ScheduleExpression: at(first.clock.now() + 2 * minute) });
    first.clock.stop();
    const second = await setup(first.file, 5 * minute);
    await second.clock.advance(minute);
    expect(second.rung).toHaveLength(1);
    expect(await second.names()).toEqual(['one']);
  });

  test('replaces the words in its input as text', async () => {
    const { clock, create, rung } = await setup();
    const input = '{"arn":"<aws.scheduler.schedule-arn>","at":"<aws.scheduler.scheduled-time>"}';
    await create({ Target: { Arn: known, RoleArn: 'arn:aws:iam::000000000000:role/r', Input: input } });
    await clock.advance(11 * minute);
    expect(rung[0]?.event).toEqual({
      arn: 'arn:aws:scheduler:us-east-1:000000000000:schedule/deliveries/one',
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
    });
  });

  test('whose function does not exist goes to its own failure queue', async () => {
    const { clock, create, dropped } = await setup();
    const Arn = 'arn:aws:lambda:us-east-1:000000000000:function:missing';
    await create({
      Target: { Arn, RoleArn: 'arn:aws:iam::000000000000:role/r', DeadLetterConfig: { Arn: 'queue' } },
    });
    await clock.advance(11 * minute);
    expect(dropped).toHaveLength(1);
  });
});

test('a rate begins at once and goes on', async () => {
  const { clock, create, rung } = await setup();
  await create({ ScheduleExpression: 'rate(1 minute)' });
  await clock.advance(3 * minute);
  expect(rung.length).toBeGreaterThanOrEqual(3);
});

describe('errors have their names', () => {
  test('a name taken conflicts, unless it is the same request again', async () => {
    const { create } = await setup();
    const ClientToken = 'token-1';
    await create({ ClientToken });
    await expect(create({ ClientToken })).resolves.toBeDefined();
    await expect(create()).rejects.toMatchObject({
      name: 'ConflictException',
      $metadata: { httpStatusCode: 409 },
    });
  });

  test('what is not there, schedule or group, is not found', async () => {
    const { client, create } = await setup();
    const missing = { Name: 'none', GroupName: 'deliveries' };
    for (const command of [new GetScheduleCommand(missing), new DeleteScheduleCommand(missing)])
      await expect(client.send(command as GetScheduleCommand)).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      });
    await expect(create({ GroupName: 'unknown' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test.each([
    ['at(2027-01-01T00:00:00Z)'],
    ['at(2027-01-01)'],
    ['at(2027-01-01T00:00:00+01:00)'],
    ['rate(30 seconds)'],
    ['rate( 1 minute)'],
    ['rate(1  minute)'],
    ['at(2027-02-30T00:00:00)'],
  ])('%s is refused', async (ScheduleExpression) => {
    const { create } = await setup();
    await expect(create({ ScheduleExpression })).rejects.toMatchObject({
      name: 'ValidationException',
      message: `Invalid Schedule Expression ${ScheduleExpression}.`,
    });
  });

  test.each([
    [{ Name: 'a'.repeat(65) }],
    [{ Name: 'no spaces' }],
    [{ ScheduleExpressionTimezone: 'Mars/Olympus' }],
    [{ FlexibleTimeWindow: undefined }],
    [{ Target: { Arn: known, RoleArn: 'arn:aws:iam::000000000000:role/r', Input: 'not json' } }],
  ])('%j is not valid', async (input) => {
    const { create } = await setup();
    await expect(create(input as Partial<CreateScheduleCommandInput>)).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});
