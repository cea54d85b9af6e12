import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDocumentClient } from '../src/document-client.ts';
import { tableDefinition } from '../src/table.ts';

export type DynamoDBLocal = {
  readonly endpoint: string;
  readonly client: DynamoDBDocumentClient;
  /** Makes an empty table and answers its name. */
  readonly createTable: () => Promise<string>;
  readonly stop: () => Promise<void>;
};

const emulator = join(
  dirname(fileURLToPath(import.meta.resolve('amplify-dynamodb-simulator/package.json'))),
  'emulator',
);

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Answers when the database does; the process's early end is an error. */
const untilReady = async (client: DynamoDBClient, child: ChildProcess): Promise<void> => {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null)
      throw new Error(`DynamoDB Local ended with code ${child.exitCode}. Is Java 17 there?`);
    try {
      await client.send(new ListTablesCommand({}));
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error('DynamoDB Local did not answer.');
};

/** Starts a DynamoDB Local of its own on a free port, in memory. */
export const startDynamoDBLocal = async (): Promise<DynamoDBLocal> => {
  const port = await freePort();
  const child = spawn(
    'java',
    [
      '-Xmx512m',
      '-XX:TieredStopAtLevel=1',
      '-XX:+UseSerialGC',
      `-Djava.library.path=${join(emulator, 'DynamoDBLocal_lib')}`,
      '-jar',
      join(emulator, 'DynamoDBLocal.jar'),
      '-inMemory',
      '-sharedDb',
      '-disableTelemetry',
      '-port',
      String(port),
    ],
    { cwd: emulator, stdio: 'ignore' },
  );
  const endpoint = `http://127.0.0.1:${port}`;
  const config = { endpoint, region: 'us-east-1', credentials };
  const plain = new DynamoDBClient({ ...config, maxAttempts: 1 });
  await untilReady(plain, child);
  let tables = 0;
  return {
    endpoint,
    client: createDocumentClient(config),
    createTable: async () => {
      tables += 1;
      const tableName = `test-${tables}`;
      await plain.send(new CreateTableCommand(tableDefinition(tableName)));
      return tableName;
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
};
