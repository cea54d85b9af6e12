import { createWriteStream, mkdirSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { demoUsers } from '@sms/demo-data/lines';
import type { CarrierName } from '@sms/domain';
import { handsetPage, startStandInCarriers } from '@sms/stand-in-carriers';
import type { StandInCarriers, StandInOptions } from '@sms/stand-in-carriers/options';
import { createAsyncInvocations } from './async-invocations.ts';
import { AwsError, answerError } from './aws-answer.ts';
import { readBlueprint, type Blueprint } from './blueprint.ts';
import { buildPage, pageDirectory, root, synthesize } from './build.ts';
import { readCarrierEnvironment } from './carrier-environment.ts';
import { createLocalClock, type LocalClock } from './clock.ts';
import { answerConnections } from './connections-api.ts';
import { localCredentials, startDatabase, type Database } from './database.ts';
import { createFailureQueues, type FailureQueues } from './failure-queues.ts';
import type { InvocationResult } from './function-instance.ts';
import { createFunctionPool, type FunctionPool } from './function-pool.ts';
import { createHttpApi } from './http-api.ts';
import { localLines, toStandInLine, type LocalLine } from './lines.ts';
import { createLocalRoutes } from './local-routes.ts';
import { createLocalIssuer, issuerPath, type LocalUser } from './oidc.ts';
import { createPage } from './page.ts';
import { findFreePorts, portsFrom, wantFreePorts, wantJava, type Ports } from './prerequisites.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { answerScheduler } from './scheduler-api.ts';
import { createSecrets, type Secrets } from './secrets-api.ts';
import { seedContacts, seedLines, seedTexts } from './seed.ts';
import { createSockets, type Sockets } from './socket-api.ts';
import { readState, writeState } from './state-file.ts';
import { startStreamReader, type StreamReader } from './streams.ts';
import { loadTemplate } from './template.ts';
import { createTokenTrigger } from './token-trigger.ts';

export type LocalOptions = {
  /** The first of four ports in a row; 0 takes free ones. Default 4000. */
  readonly port?: number;
  /** Keeps nothing. */
  readonly inMemory?: boolean;
  /** Where what outlives a stop is kept. Default `.local/<port>`. */
  readonly dataDirectory?: string;
  /** `true`: lines, contacts and first texts; `people`: lines and contacts; `false`: the lines alone. Default true. */
  readonly seed?: boolean | 'people';
  /** Which carrier has the demonstration's first line. Default ringcentral. */
  readonly carrier?: CarrierName;
  /** `now` builds the page if it is out of date, `reuse` takes what is built, `none` goes without a page. Default now. */
  readonly build?: 'now' | 'reuse' | 'none';
  /** A cloud assembly that is there already, instead of one synthesized afresh. */
  readonly assembly?: string;
  /** Every so many asynchronous events comes twice, as AWS may deliver them; 0: none. Default 10. */
  readonly duplicateEvery?: number;
  /** Variables as `npm start` honours them: accounts at carriers, `PUBLIC_URL`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** How long the stand-in carriers take; default: theirs. */
  readonly carrierDelays?: Pick<StandInOptions, 'statusDelayMs' | 'lostAnswerDelayMs'>;
  readonly log?: (line: string) => void;
};

/** The whole product, running on this machine. */
export type LocalProduct = {
  /** `http://localhost:4000` */
  readonly origin: string;
  readonly ports: Ports;
  /** The conversations table. */
  readonly tableName: string;
  readonly database: Pick<Database, 'endpoint' | 'client'>;
  readonly dataDirectory: string;
  readonly lines: readonly LocalLine[];
  readonly carriers: StandInCarriers;
  readonly clock: LocalClock;
  readonly scheduler: Scheduler;
  /** What went to the failure queues. */
  readonly failures: FailureQueues;
  readonly blueprint: Blueprint;
  /** Invokes a function by its folder's name or by its own, as `aws lambda invoke` would. */
  readonly invoke: (functionName: string, event: unknown) => Promise<InvocationResult>;
  /** Kills every function instance as a crash would. */
  readonly restartFunctions: () => Promise<void>;
  /** An access token of a demonstration user. */
  readonly token: (user: string) => Promise<string>;
  /** Resolves when carriers, functions and stream have come to rest. */
  readonly settle: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Rounds after which something that keeps moving is taken for what never rests. */
const mostSettleRounds = 50;

const listen = async (port: number, listener: RequestListener): Promise<Server> => {
  const server = createServer(listener);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  // This machine alone: whoever reaches the port may sign in as anybody.
  server.listen(port, '127.0.0.1', resolve);
  await promise;
  return server;
};

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });

/** Runs a request's answer; what it throws is a 500 without detail. */
const safely =
  (
    answer: (...args: Parameters<RequestListener>) => Promise<void>,
    onError: (error: unknown) => void,
  ): RequestListener =>
  (request, response) => {
    answer(request, response).catch((error: unknown) => {
      onError(error);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
      response.end('{"message":"Internal Server Error"}');
    });
  };

/** The environment that AWS sets in every function; the SDK finds the stand-ins by its own variables. */
const awsEnvironment = (ports: Ports): Record<string, string> => {
  const aws = `http://localhost:${String(ports.aws)}`;
  return {
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    AWS_SESSION_TOKEN: localCredentials.sessionToken,
    AWS_ENDPOINT_URL: aws,
    AWS_ENDPOINT_URL_DYNAMODB: `http://localhost:${String(ports.database)}`,
    AWS_ENDPOINT_URL_SCHEDULER: aws,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: aws,
  };
};

/** The value of an environment variable that the functions having it agree on. */
const sharedVariable = (blueprint: Blueprint, name: string): string | undefined =>
  [...blueprint.functions.values()]
    .map(({ environment }) => environment[name])
    .find((value) => value !== undefined);

/** Ends what was begun, the latest first, each in spite of the others. */
class Stoppers {
  readonly #steps: (() => unknown)[] = [];
  #stopping: Promise<void> | undefined;

  add(step: () => unknown): void {
    this.#steps.unshift(step);
  }

  run(): Promise<void> {
    this.#stopping ??= this.#runSteps();
    return this.#stopping;
  }

  async #runSteps(): Promise<void> {
    for (const step of this.#steps) await Promise.resolve(step()).catch(() => undefined);
  }
}

const awsListener =
  (parts: {
    readonly secrets: Secrets;
    readonly scheduler: () => Scheduler;
    readonly sockets: Sockets | undefined;
  }) =>
  async (...[request, response]: Parameters<RequestListener>): Promise<void> => {
    if (await parts.secrets.answer(request, response)) return;
    if (await answerScheduler(parts.scheduler(), request, response)) return;
    if (parts.sockets !== undefined && (await answerConnections(parts.sockets, request, response))) return;
    answerError(
      response,
      new AwsError('UnknownOperationException', 400, 'This service is not available here.'),
    );
  };

/**
 * Starts the whole product on this machine from the template that deploys.
 *
 * @throws MissingPrerequisite with one clear sentence for whoever started it.
 */
export const startLocal = async (options: LocalOptions = {}): Promise<LocalProduct> => {
  const stoppers = new Stoppers();
  try {
    return await start(options, stoppers);
  } catch (error) {
    await stoppers.run();
    throw error;
  }
};

const openDirectory = (options: LocalOptions, port: number, stoppers: Stoppers): string => {
  if (options.inMemory !== true) {
    const kept = options.dataDirectory ?? join(root, '.local', String(port));
    mkdirSync(join(kept, 'log'), { recursive: true });
    return kept;
  }
  const passing = mkdtempSync(join(tmpdir(), 'sms-conversations-'));
  mkdirSync(join(passing, 'log'));
  stoppers.add(() => rm(passing, { recursive: true, force: true }));
  return passing;
};

const openLog = (file: string, stoppers: Stoppers) => {
  const log = createWriteStream(file, { flags: 'a' });
  stoppers.add(async () => {
    log.end();
    await finished(log);
  });
  return log;
};

const startStreams = (
  blueprint: Blueprint,
  streamArns: ReadonlyMap<string, string>,
  parts: {
    readonly endpoint: string;
    readonly pool: FunctionPool;
    readonly failures: FailureQueues;
    readonly directory: string;
    readonly onError: (error: unknown) => void;
  },
  stoppers: Stoppers,
): readonly StreamReader[] => {
  const client = new DynamoDBStreamsClient({
    endpoint: parts.endpoint,
    region: 'us-east-1',
    credentials: localCredentials,
  });
  stoppers.add(() => {
    client.destroy();
  });
  const readers = blueprint.mappings.map((mapping) =>
    startStreamReader({
      mapping,
      streamArn: streamArns.get(mapping.tableName) ?? '',
      client,
      pool: parts.pool,
      failures: parts.failures,
      file: join(parts.directory, `stream-${mapping.id.replaceAll(/\W/g, '-')}.json`),
      onError: parts.onError,
    }),
  );
  parts.pool.onFinished(() => {
    for (const reader of readers) reader.wake();
  });
  stoppers.add(() => Promise.all(readers.map((reader) => reader.stop())));
  return readers;
};

const start = async (options: LocalOptions, stoppers: Stoppers): Promise<LocalProduct> => {
  const { log = () => undefined, environment = {}, build = 'now' } = options;
  const accounts = readCarrierEnvironment(environment);
  await wantJava();
  const ports = options.port === 0 ? await findFreePorts() : portsFrom(options.port ?? 4000);
  if (options.port !== 0) await wantFreePorts(ports);
  const origin = `http://localhost:${String(ports.origin)}`;
  const publicUrl = (environment['PUBLIC_URL'] || origin).replace(/\/+$/, '');
  const directory = openDirectory(options, ports.origin, stoppers);
  const path = (name: string): string => join(directory, name);
  const functionLog = openLog(path('log/functions.log'), stoppers);
  const runtimeLog = openLog(path('log/runtime.log'), stoppers);
  const onError = (error: unknown): void => {
    const name = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (!runtimeLog.writableEnded) runtimeLog.write(`${name}\n`);
  };

  log('Starting the database and reading the template.');
  const assembly = options.assembly ?? path('cdk.out');
  const prepared = await Promise.allSettled([
    startDatabase(ports.database, options.inMemory === true ? null : path('dynamodb'), runtimeLog).then(
      (started) => {
        stoppers.add(() => started.stop());
        return started;
      },
    ),
    options.assembly === undefined ? synthesize(assembly) : undefined,
    build === 'now' ? buildPage(log) : undefined,
  ]);
  for (const part of prepared) if (part.status === 'rejected') throw part.reason;
  const database = (prepared[0] as PromiseFulfilledResult<Database>).value;

  const issuerUrl = origin + issuerPath;
  const template = await loadTemplate(assembly, { PublicUrl: publicUrl });
  const blueprint = readBlueprint(template, {
    origin,
    aws: `http://localhost:${String(ports.aws)}`,
    issuer: issuerUrl,
  });
  const streamArns = await database.createTables(blueprint.tables);
  const tableName = blueprint.tables[0]?.definition.TableName ?? '';

  const clockFile = path('clock.json');
  const clock = createLocalClock({
    offsetMilliseconds: readState<{ offset: number }>(clockFile, { offset: 0 }).offset,
    settle: () => settle(),
    onError,
  });
  stoppers.add(() => {
    clock.stop();
  });
  const failures = createFailureQueues(path('log/failures.jsonl'));
  const pool = createFunctionPool(blueprint.functions, {
    awsEnvironment: awsEnvironment(ports),
    clockOffset: clock.offset,
    log: functionLog,
    compileCache: join(root, '.local', 'compile-cache'),
  });
  let told = false;
  pool.onFinished(({ kind }) => {
    if (kind === 'function-error' && !told)
      log(`A function has failed; its error stands in ${path('log/functions.log')}.`);
    told ||= kind === 'function-error';
  });
  clock.onMove((offset) => {
    pool.moveClock(offset);
    writeState(clockFile, { offset });
  });
  const invocations = createAsyncInvocations({
    functions: blueprint.functions,
    pool,
    clock,
    failures,
    duplicateEvery: options.duplicateEvery ?? 10,
  });
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
  const aws = await listen(
    ports.aws,
    safely(awsListener({ secrets, scheduler: () => scheduler, sockets }), onError),
  );
  stoppers.add(() => close(aws));

  const carriersUrl = `http://localhost:${String(ports.carriers)}`;
  const lines = localLines(path('lines.json'), options.carrier ?? 'ringcentral', accounts, carriersUrl);
  const secretPrefix = sharedVariable(blueprint, 'LINE_SECRET_PREFIX');
  if (secretPrefix !== undefined)
    for (const { line, secret } of lines) secrets.write(secretPrefix + line.lineKey, JSON.stringify(secret));
  const carriers = await startStandInCarriers({
    port: ports.carriers,
    now: clock.now,
    lines: lines.filter(({ standIn }) => standIn).map(toStandInLine),
    publicUrl,
    ...(options.inMemory === true ? {} : { stateFile: path('carriers.json') }),
    ...options.carrierDelays,
    log: (line) => runtimeLog.write(`${line}\n`),
  });

  const users: readonly LocalUser[] = demoUsers;
  const clientId = blueprint.clientIds[0] ?? 'local';
  const issuer = await createLocalIssuer({
    origin,
    clientId,
    changeClaims: createTokenTrigger(pool, blueprint.tokenTrigger, clientId),
    users,
    keyFile: path('issuer-key.json'),
  });
  const local = createLocalRoutes({
    origin,
    publicUrl,
    users,
    lines,
    tables: blueprint.tables.map(({ definition }) => definition.TableName),
    issuer,
    carriers,
    handsetPage,
    advance: clock.advance,
    restartFunctions: pool.restart,
    failures: failures.count,
  });
  const httpApi = blueprint.http && createHttpApi({ api: blueprint.http, pool, now: clock.now });
  const page =
    build === 'none'
      ? undefined
      : createPage({
          directory: pageDirectory,
          config: { issuer: issuerUrl, clientId: issuer.clientId, scope: 'openid profile' },
          connectTo: [...new Set([origin, publicUrl].map((url) => url.replace(/^http/, 'ws')))],
        });
  const server = await listen(
    ports.origin,
    safely(async (request, response) => {
      const target = request.url ?? '/';
      if (target.startsWith('/local/')) await local(request, response);
      else if (httpApi !== undefined && /^\/(api|webhooks)(\/|\?|$)/.test(target))
        await httpApi(request, response);
      else if (page !== undefined) page(request, response);
      else response.writeHead(404).end();
    }, onError),
  );
  server.on('upgrade', (request, socket, head) => {
    if (sockets !== undefined && request.url?.split('?')[0] === sockets.path)
      sockets.upgrade(request, socket, head).catch((error: unknown) => {
        onError(error);
        socket.destroy();
      });
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  });

  // Ends in this order: nothing new comes in, then what is under way ends, then what it needs.
  stoppers.add(() => carriers.close());
  stoppers.add(() => pool.stop());
  const streams = startStreams(
    blueprint,
    streamArns,
    { endpoint: database.endpoint, pool, failures, directory, onError },
    stoppers,
  );
  stoppers.add(async () => {
    clock.stop();
    sockets?.stop();
    await close(server);
  });

  const settle = async (): Promise<void> => {
    for (let round = 0; round < mostSettleRounds; round += 1) {
      const before = pool.begun();
      await carriers.advance();
      await invocations.idle();
      await Promise.all(streams.map((stream) => stream.drain()));
      if (pool.begun() === before) return;
    }
  };

  const token = async (id: string): Promise<string> => {
    const user = users.find((one) => one.id === id);
    if (user === undefined) throw new Error('There is no such user.');
    return issuer.accessToken(user);
  };

  await seedAll(options, {
    database,
    tableName,
    lines,
    blueprint,
    secrets,
    origin,
    carriers,
    token,
    directory,
    log,
  });
  scheduler.start(blueprint.schedules);

  return {
    origin,
    ports,
    tableName,
    database,
    dataDirectory: directory,
    lines,
    carriers,
    clock,
    scheduler,
    failures,
    blueprint,
    invoke: (functionName, event) => {
      const found = [...blueprint.functions.values()].find(
        ({ name, environment: { POWERTOOLS_SERVICE_NAME } }) =>
          [name, POWERTOOLS_SERVICE_NAME].includes(functionName),
      );
      if (found === undefined) throw new Error(`There is no function ${functionName}.`);
      return pool.invoke(found.arn, event);
    },
    restartFunctions: pool.restart,
    token,
    settle,
    stop: () => stoppers.run(),
  };
};

type SeedParts = {
  readonly database: Database;
  readonly tableName: string;
  readonly lines: readonly LocalLine[];
  readonly blueprint: Blueprint;
  readonly secrets: Secrets;
  readonly origin: string;
  readonly carriers: StandInCarriers;
  readonly token: (user: string) => Promise<string>;
  readonly directory: string;
  readonly log: (line: string) => void;
};

const seedAll = async ({ seed = true }: LocalOptions, parts: SeedParts): Promise<void> => {
  const { database, tableName, lines, blueprint, secrets, origin, carriers, token, directory, log } = parts;
  const place = { client: database.client, tableName, lines };
  await seedLines(place);
  const file = join(directory, 'seeded.json');
  if (seed === false || readState(file, false)) return;
  await seedContacts(place, secrets.read(sharedVariable(blueprint, 'IDENTIFIER_KEY_SECRET_ID') ?? '') ?? '');
  if (seed === true && lines.every(({ standIn, line }) => standIn || line.ordinal > 0)) {
    log('Letting the demonstration people text.');
    await seedTexts({ origin, carriers, token: await token('operator') });
  }
  writeState(file, true);
};
