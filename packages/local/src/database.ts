import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { Writable } from 'node:stream';
import type { Blueprint } from './blueprint.ts';

export type Database = {
  readonly endpoint: string;
  readonly client: DynamoDBClient;
  /** Makes the template's tables that are not there yet; answers the ARN of each table's stream, by table name. */
  readonly createTables: (tables: Blueprint['tables']) => Promise<ReadonlyMap<string, string>>;
  /** Drops its tables, with what they hold. */
  readonly clear: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Credentials for what does not check them. */
export const localCredentials = {
  accessKeyId: 'local',
  secretAccessKey: 'local',
  sessionToken: 'local',
} as const;

const guard = fileURLToPath(new URL('./guard.mjs', import.meta.url));
const emulator = (): string =>
  join(
    dirname(createRequire(import.meta.url).resolve('amplify-dynamodb-simulator/package.json')),
    'emulator',
  );

const startLimitMilliseconds = 60_000;

type Table = Blueprint['tables'][number];
type IndexList = CreateTableCommandInput['GlobalSecondaryIndexes'];

/** DynamoDB Local knows keys, indexes and streams; backups, protection and encryption have no meaning here. */
const tableInput = ({ definition }: Table): CreateTableCommandInput => ({
  TableName: definition.TableName,
  AttributeDefinitions: definition.AttributeDefinitions,
  KeySchema: definition.KeySchema,
  BillingMode: 'PAY_PER_REQUEST',
  LocalSecondaryIndexes: definition.LocalSecondaryIndexes as CreateTableCommandInput['LocalSecondaryIndexes'],
  GlobalSecondaryIndexes: definition.GlobalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection }) => ({
    IndexName,
    KeySchema,
    Projection,
  })) as IndexList,
  StreamSpecification:
    definition.StreamSpecification === undefined
      ? undefined
      : { StreamEnabled: true, StreamViewType: definition.StreamSpecification.StreamViewType },
});

const ensureTable = async (client: DynamoDBClient, table: Table): Promise<string> => {
  const TableName = table.definition.TableName;
  try {
    const { Table: existing } = await client.send(new DescribeTableCommand({ TableName }));
    return existing?.LatestStreamArn ?? '';
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  const { TableDescription } = await client.send(new CreateTableCommand(tableInput(table)));
  if (table.timeToLive !== undefined)
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName,
        TimeToLiveSpecification: { AttributeName: table.timeToLive, Enabled: true },
      }),
    );
  return TableDescription?.LatestStreamArn ?? '';
};

/**
 * Starts DynamoDB Local. It ends with this process, also when this is killed hard.
 *
 * @param directory where the data is kept; null keeps it in memory.
 * @throws Error if it does not answer within a minute.
 */
export const startDatabase = async (
  port: number,
  directory: string | null,
  log: Writable,
): Promise<Database> => {
  if (directory !== null) mkdirSync(directory, { recursive: true });
  const home = emulator();
  const java = [
    // It lives for minutes and holds little: what would pay off later only costs its start.
    '-XX:TieredStopAtLevel=1',
    '-XX:+UseSerialGC',
    `-Djava.library.path=${join(home, 'DynamoDBLocal_lib')}`,
    '-jar',
    join(home, 'DynamoDBLocal.jar'),
    '-disableTelemetry',
    '-sharedDb',
    '-port',
    String(port),
    ...(directory === null ? ['-inMemory'] : ['-dbPath', directory]),
  ];
  const child = spawn(process.execPath, [guard, 'java', ...java], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // It writes a file of its own where it runs.
    cwd: directory ?? tmpdir(),
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  // Writing to a guard that has died is no news: the exit is.
  child.stdin.on('error', () => undefined);
  const exited = once(child, 'exit');

  const endpoint = `http://localhost:${String(port)}`;
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials: localCredentials });
  const until = Date.now() + startLimitMilliseconds;
  for (;;) {
    const answers = await fetch(endpoint, { signal: AbortSignal.timeout(1_000) }).then(
      () => true,
      () => false,
    );
    if (answers) break;
    if (child.exitCode !== null || Date.now() > until) {
      child.stdin.end();
      throw new Error('The local database did not start.');
    }
    await delay(50);
  }
  await client.send(new ListTablesCommand({}));

  return {
    endpoint,
    client,
    createTables: async (tables) => {
      const streams = new Map<string, string>();
      for (const table of tables) streams.set(table.definition.TableName, await ensureTable(client, table));
      return streams;
    },
    clear: async () => {
      const { TableNames = [] } = await client.send(new ListTablesCommand({}));
      for (const TableName of TableNames) await client.send(new DeleteTableCommand({ TableName }));
    },
    stop: async () => {
      client.destroy();
      child.stdin.end();
      if (child.exitCode === null) await exited;
    },
  };
};
