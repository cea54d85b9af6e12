import type { IncomingMessage, ServerResponse } from 'node:http';
import { ZodError } from 'zod';
import { AwsError, answerError, answerJson } from './aws-answer.ts';
import { readBody } from './http-body.ts';
import { ScheduleName, ScheduleRequest } from './scheduler-request.ts';
import type { Schedule, Scheduler } from './scheduler.ts';

const answerOf = ({ ClientToken: _, spent: __, ofTemplate: ___, ...schedule }: Schedule) => schedule;

const summaryOf = ({
  Arn,
  Name,
  GroupName,
  State,
  CreationDate,
  LastModificationDate,
  Target,
}: Schedule) => ({
  Arn,
  Name,
  GroupName,
  State,
  CreationDate,
  LastModificationDate,
  Target: { Arn: Target.Arn },
});

const answerSchedule = async (
  scheduler: Scheduler,
  request: IncomingMessage,
  name: string,
  query: URLSearchParams,
) => {
  ScheduleName.parse(name);
  const group = query.get('groupName') ?? 'default';
  if (request.method === 'GET') return answerOf(scheduler.get(group, name));
  if (request.method === 'DELETE') {
    scheduler.remove(group, name);
    return {};
  }
  const body = await readBody(request, 1024 * 1024);
  const wanted = ScheduleRequest.parse(JSON.parse(String(body)));
  if (request.method === 'POST') return { ScheduleArn: scheduler.create(name, wanted) };
  if (request.method === 'PUT') return { ScheduleArn: scheduler.update(name, wanted) };
  throw new AwsError('ValidationException', 400, 'Unknown operation.');
};

const listSchedules = (scheduler: Scheduler, query: URLSearchParams) => {
  const from = Number(query.get('NextToken') ?? 0);
  const most = Number(query.get('MaxResults') ?? 100);
  const found = scheduler
    .list()
    .filter(({ GroupName }) => !query.has('ScheduleGroup') || GroupName === query.get('ScheduleGroup'))
    .filter(({ Name }) => Name.startsWith(query.get('NamePrefix') ?? ''))
    .filter(({ State }) => !query.has('State') || State === query.get('State'));
  return {
    Schedules: found.slice(from, from + most).map(summaryOf),
    ...(found.length > from + most ? { NextToken: String(from + most) } : {}),
  };
};

const answerGroup = (scheduler: Scheduler, request: IncomingMessage, name: string) => {
  ScheduleName.parse(name);
  const ScheduleGroupArn = `arn:aws:scheduler:us-east-1:000000000000:schedule-group/${name}`;
  const exists = scheduler.groups.has(name);
  if (request.method === 'POST') {
    if (exists) throw new AwsError('ConflictException', 409, `Schedule group ${name} already exists.`);
    scheduler.groups.add(name);
    return { ScheduleGroupArn };
  }
  if (!exists) throw new AwsError('ResourceNotFoundException', 404, `Schedule group ${name} does not exist.`);
  if (request.method === 'GET') return { Arn: ScheduleGroupArn, Name: name, State: 'ACTIVE' };
  for (const { GroupName, Name } of scheduler.list()) if (GroupName === name) scheduler.remove(name, Name);
  scheduler.groups.delete(name);
  return {};
};

/**
 * EventBridge Scheduler's HTTP API.
 *
 * @returns false when the request is for another API.
 */
export const answerScheduler = async (
  scheduler: Scheduler,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> => {
  const [path = '', queryText = ''] = (request.url ?? '').split(/\?(.*)/s);
  const query = new URLSearchParams(queryText);
  const [, collection, name] = /^\/(schedules|schedule-groups)(?:\/([^/]+))?$/.exec(path) ?? [];
  if (collection === undefined) return false;
  const decoded = decodeURIComponent(name ?? '');
  try {
    if (name === undefined && collection === 'schedules')
      answerJson(response, 200, listSchedules(scheduler, query));
    else if (name === undefined)
      answerJson(response, 200, {
        ScheduleGroups: [...scheduler.groups].map((Name) => ({ Name, State: 'ACTIVE' })),
      });
    else if (collection === 'schedules')
      answerJson(response, 200, await answerSchedule(scheduler, request, decoded, query));
    else answerJson(response, 200, answerGroup(scheduler, request, decoded));
  } catch (error) {
    if (error instanceof AwsError) answerError(response, error);
    else if (error instanceof ZodError || error instanceof SyntaxError)
      answerError(response, new AwsError('ValidationException', 400, 'The request is not valid.'));
    else answerError(response, new AwsError('InternalServerException', 500, 'Internal error'));
  }
  return true;
};
