import { randomUUID } from 'node:crypto';
import type { AsyncInvocations } from './async-invocations.ts';
import { AwsError } from './aws-answer.ts';
import type { RecurringSchedule } from './blueprint.ts';
import type { LocalClock } from './clock.ts';
import type { FailureQueues } from './failure-queues.ts';
import type { FunctionPool } from './function-pool.ts';
import { readScheduleExpression, type ScheduleTime } from './schedule-expression.ts';
import type { ScheduleRequest } from './scheduler-request.ts';
import { readState, writeState } from './state-file.ts';

/** A schedule as it is kept. */
export type Schedule = ScheduleRequest & {
  readonly Name: string;
  readonly Arn: string;
  /** Epoch seconds, with fractions. */
  readonly CreationDate: number;
  readonly LastModificationDate: number;
  /** A one-off that has rung and stays, because it was not made to be deleted. */
  readonly spent?: boolean;
  /** Made by the template, with each start anew; not kept. */
  readonly ofTemplate?: true;
};

export type Scheduler = {
  /** Begins with what the template has and what was kept: nothing rings before. */
  readonly start: (ofTemplate: readonly RecurringSchedule[]) => void;
  readonly create: (name: string, request: ScheduleRequest) => string;
  readonly update: (name: string, request: ScheduleRequest) => string;
  readonly get: (group: string, name: string) => Schedule;
  readonly remove: (group: string, name: string) => void;
  readonly list: () => readonly Schedule[];
  readonly groups: Set<string>;
};

export type SchedulerOptions = {
  /** Keeps the schedules over restarts. */
  readonly file: string;
  readonly groups: readonly string[];
  readonly clock: LocalClock;
  readonly pool: Pick<FunctionPool, 'has'>;
  readonly invocations: AsyncInvocations;
  readonly failures: Pick<FailureQueues, 'put'>;
};

const arnOf = (group: string, name: string): string =>
  `arn:aws:scheduler:us-east-1:000000000000:schedule/${group}/${name}`;

const timeOf = (schedule: ScheduleRequest): ScheduleTime => {
  const time = readScheduleExpression(schedule.ScheduleExpression, schedule.ScheduleExpressionTimezone);
  if (time === null)
    throw new AwsError(
      'ValidationException',
      400,
      `Invalid Schedule Expression ${schedule.ScheduleExpression}.`,
    );
  return time;
};

const withoutMilliseconds = (instant: number): string =>
  new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z');

/** The event of a target that has no `Input`. */
const defaultEvent = (schedule: Schedule, dueAt: number) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.scheduler',
  account: '000000000000',
  time: withoutMilliseconds(dueAt),
  region: 'us-east-1',
  resources: [schedule.Arn],
  detail: '{}',
});

const eventOf = (schedule: Schedule, dueAt: number): unknown => {
  const input = schedule.Target.Input;
  if (input === undefined) return defaultEvent(schedule, dueAt);
  const replaced = input
    .replaceAll('<aws.scheduler.schedule-arn>', schedule.Arn)
    .replaceAll('<aws.scheduler.scheduled-time>', withoutMilliseconds(dueAt))
    .replaceAll('<aws.scheduler.execution-id>', randomUUID())
    .replaceAll('<aws.scheduler.attempt-number>', '1');
  return JSON.parse(replaced) as unknown;
};

const toSchedule = (
  { name, group, expression, timeZone, target }: RecurringSchedule,
  now: number,
): Schedule => ({
  Name: name,
  Arn: arnOf(group, name),
  GroupName: group,
  ScheduleExpression: expression,
  ScheduleExpressionTimezone: timeZone,
  FlexibleTimeWindow: { Mode: 'OFF' },
  State: 'ENABLED',
  ActionAfterCompletion: 'NONE',
  Target: { Arn: target.arn, RoleArn: '', Input: target.input },
  CreationDate: now,
  LastModificationDate: now,
  ofTemplate: true,
});

/**
 * EventBridge Scheduler: rings by the local clock and hands over to Lambda's asynchronous queue, which is all that
 * its success means. A schedule made for the past is accepted and never rings; one that fell due while the product
 * was stopped rings at the next start.
 */
export const createScheduler = ({
  file,
  groups,
  clock,
  pool,
  invocations,
  failures,
}: SchedulerOptions): Scheduler => {
  const schedules = new Map<string, Schedule>();
  const alarms = new Map<string, () => void>();
  const knownGroups = new Set(['default', ...groups]);
  const keyOf = (group: string, name: string): string => `${group}/${name}`;
  const keep = (): void =>
    writeState(
      file,
      [...schedules.values()].filter(({ ofTemplate }) => ofTemplate !== true),
    );

  const ring = async (key: string, dueAt: number): Promise<void> => {
    const schedule = schedules.get(key);
    if (schedule === undefined) return;
    if (pool.has(schedule.Target.Arn)) {
      const done = invocations.invoke(schedule.Target.Arn, eventOf(schedule, dueAt));
      finish(key, schedule);
      await done;
    } else {
      failures.put(schedule.Target.DeadLetterConfig?.Arn, {
        schedule: schedule.Arn,
        error: 'ResourceNotFoundException',
      });
      finish(key, schedule);
    }
  };

  const finish = (key: string, schedule: Schedule): void => {
    if (timeOf(schedule).kind === 'rate') return;
    alarms.delete(key);
    if (schedule.ActionAfterCompletion === 'DELETE') schedules.delete(key);
    else schedules.set(key, { ...schedule, spent: true });
    keep();
  };

  const disarm = (key: string): void => {
    alarms.get(key)?.();
    alarms.delete(key);
  };

  const arm = (key: string, schedule: Schedule, pastRings: boolean): void => {
    disarm(key);
    const time = timeOf(schedule);
    if (schedule.State === 'DISABLED' || schedule.spent === true) return;
    if (time.kind === 'rate') {
      alarms.set(
        key,
        clock.every(clock.now(), time.periodMilliseconds, () => ring(key, clock.now())),
      );
      return;
    }
    const { instant } = time;
    if (instant === null || (instant <= clock.now() && !pastRings)) return;
    alarms.set(
      key,
      clock.at(instant, () => ring(key, instant)),
    );
  };

  const put = (name: string, request: ScheduleRequest, created: number): string => {
    timeOf(request);
    const key = keyOf(request.GroupName, name);
    const schedule: Schedule = {
      ...request,
      Name: name,
      Arn: arnOf(request.GroupName, name),
      CreationDate: created,
      LastModificationDate: clock.now() / 1000,
    };
    schedules.set(key, schedule);
    arm(key, schedule, false);
    keep();
    return schedule.Arn;
  };

  const get = (group: string, name: string): Schedule => {
    const schedule = schedules.get(keyOf(group, name));
    if (schedule === undefined)
      throw new AwsError('ResourceNotFoundException', 404, `Schedule ${name} does not exist.`);
    return schedule;
  };

  const wantGroup = (group: string): void => {
    if (!knownGroups.has(group))
      throw new AwsError('ResourceNotFoundException', 404, `Schedule group ${group} does not exist.`);
  };

  for (const schedule of readState<Schedule[]>(file, []))
    schedules.set(keyOf(schedule.GroupName, schedule.Name), schedule);

  return {
    start: (ofTemplate) => {
      const recurring = ofTemplate.filter(({ enabled }) => enabled);
      for (const schedule of recurring.map((blueprint) => toSchedule(blueprint, clock.now() / 1000)))
        schedules.set(keyOf(schedule.GroupName, schedule.Name), schedule);
      for (const [key, schedule] of schedules) if (!alarms.has(key)) arm(key, schedule, true);
    },
    create: (name, request) => {
      wantGroup(request.GroupName);
      const existing = schedules.get(keyOf(request.GroupName, name));
      if (existing === undefined) return put(name, request, clock.now() / 1000);
      if (request.ClientToken !== undefined && existing.ClientToken === request.ClientToken)
        return existing.Arn;
      throw new AwsError('ConflictException', 409, `Schedule ${name} already exists.`);
    },
    update: (name, request) => {
      wantGroup(request.GroupName);
      return put(name, request, get(request.GroupName, name).CreationDate);
    },
    get,
    remove: (group, name) => {
      get(group, name);
      const key = keyOf(group, name);
      disarm(key);
      schedules.delete(key);
      keep();
    },
    list: () => [...schedules.values()],
    groups: knownGroups,
  };
};
