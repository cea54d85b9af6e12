import { join } from 'node:path';
import { createAsyncInvocations, type AsyncInvocations } from './async-invocations.ts';
import { AwsError, answerError } from './aws-answer.ts';
import type { Blueprint } from './blueprint.ts';
import { root } from './build.ts';
import { createLocalClock, type LocalClock } from './clock.ts';
import { answerConnections } from './connections-api.ts';
import { localCredentials, type Database } from './database.ts';
import { createFailureQueues, type FailureQueues } from './failure-queues.ts';
import { createFunctionPool, type FunctionPool } from './function-pool.ts';
import { createObjectStore } from './object-store.ts';
import type { LocalOptions } from './options.ts';
import type { Place } from './place.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { answerScheduler } from './scheduler-api.ts';
import { createSecrets, type Secrets } from './secrets-api.ts';
import { closeServer, serve } from './serve.ts';
import { createSockets, type Sockets } from './socket-api.ts';
import { readState, writeState } from './state-file.ts';
import type { Stoppers } from './stoppers.ts';

/** The services of AWS that the product lives on, but for the database. */
export type Cloud = {
  readonly clock: LocalClock;
  readonly pool: FunctionPool;
  readonly invocations: AsyncInvocations;
  readonly failures: FailureQueues;
  readonly secrets: Secrets;
  readonly sockets: Sockets | undefined;
  readonly scheduler: Scheduler;
};

/** What AWS sets in every function's environment; the SDK finds the stand-ins by its own variables. */
const awsEnvironment = ({ awsUrl }: Place, database: Pick<Database, 'endpoint'>): Record<string, string> => ({
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
  AWS_SESSION_TOKEN: localCredentials.sessionToken,
  AWS_ENDPOINT_URL: awsUrl,
  AWS_ENDPOINT_URL_DYNAMODB: database.endpoint,
  AWS_ENDPOINT_URL_SCHEDULER: awsUrl,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: awsUrl,
  AWS_ENDPOINT_URL_S3: awsUrl,
});

const startPool = (
  blueprint: Blueprint,
  place: Place,
  database: Pick<Database, 'endpoint'>,
  clock: LocalClock,
  log: (line: string) => void,
): FunctionPool => {
  const pool = createFunctionPool(blueprint.functions, {
    awsEnvironment: awsEnvironment(place, database),
    clockOffset: clock.offset,
    log: place.functionLog,
    compileCache: join(root, '.local', 'compile-cache'),
  });
  let told = false;
  pool.onFinished(({ kind }) => {
    if (kind !== 'function-error' || told) return;
    told = true;
    log(`A function has failed; its error stands in ${place.path('log/functions.log')}.`);
  });
  clock.onMove((offset) => {
    pool.moveClock(offset);
    writeState(place.path('clock.json'), { offset });
  });
  return pool;
};

/** Starts clock, functions and the stand-ins that the SDK's clients talk to. */
export const startCloud = async (
  options: LocalOptions,
  place: Place,
  { blueprint, database }: { readonly blueprint: Blueprint; readonly database: Pick<Database, 'endpoint'> },
  settle: () => Promise<void>,
  stoppers: Stoppers,
): Promise<Cloud> => {
  const { path, onError } = place;
  const { offset } = readState<{ offset: number }>(path('clock.json'), { offset: 0 });
  const clock = createLocalClock({ offsetMilliseconds: offset, settle, onError });
  stoppers.add(clock.stop);
  const pool = startPool(blueprint, place, database, clock, options.log ?? (() => undefined));
  const failures = createFailureQueues(path('log/failures.jsonl'));
  const { functions } = blueprint;
  const duplicateEvery = options.duplicateEvery ?? 10;
  const invocations = createAsyncInvocations({ functions, pool, clock, failures, duplicateEvery });
  const secrets = createSecrets(path('secrets.json'), blueprint.secrets);
  const sockets = blueprint.sockets && createSockets({ api: blueprint.sockets, pool, now: clock.now });
  const scheduler = createScheduler({
    file: path('schedules.json'),
    groups: blueprint.scheduleGroups,
    clock,
    pool,
    invocations,
    failures,
  });
  const objects = createObjectStore({
    directory: path('buckets'),
    buckets: blueprint.buckets,
    now: clock.now,
  });
  const server = await serve(
    place.ports.aws,
    async (request, response) => {
      if (await secrets.answer(request, response)) return;
      if (await answerScheduler(scheduler, request, response)) return;
      if (sockets !== undefined && (await answerConnections(sockets, request, response))) return;
      if (await objects.answer(request, response)) return;
      const unknown = new AwsError('UnknownOperationException', 400, 'This service is not available here.');
      answerError(response, unknown);
    },
    onError,
  );
  stoppers.add(() => closeServer(server));
  return { clock, pool, invocations, failures, secrets, sockets, scheduler };
};
