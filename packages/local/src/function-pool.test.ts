import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import type { FunctionBlueprint } from './blueprint.ts';
import { createFunctionPool, type FunctionPool } from './function-pool.ts';

const pools: FunctionPool[] = [];
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.stop())));

const arn = 'arn:aws:lambda:us-east-1:000000000000:function:one';

const poolOf = (
  source: string,
  settings: Partial<FunctionBlueprint> = {},
  offset: () => number = () => 0,
): FunctionPool => {
  const directory = mkdtempSync(join(tmpdir(), 'function-'));
  writeFileSync(join(directory, 'index.mjs'), source);
  const log = new PassThrough();
  log.resume();
  const blueprint: FunctionBlueprint = {
    name: 'one',
    arn,
    directory,
    handler: 'index.handler',
    environment: { NODE_OPTIONS: '--enable-source-maps', OWN: 'value' },
    timeoutSeconds: 5,
    memoryMegabytes: 512,
    reservedConcurrency: undefined,
    asynchronous: { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600, onFailure: undefined },
    ...settings,
  };
  const pool = createFunctionPool(new Map([[arn, blueprint]]), {
    awsEnvironment: { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local' },
    clockOffset: offset,
    log,
    compileCache: '',
  });
  pools.push(pool);
  return pool;
};

const payloadOf = async (pool: FunctionPool, event: unknown = {}): Promise<unknown> => {
  const result = await pool.invoke(arn, event);
  return result.kind === 'success' ? (JSON.parse(result.payload) as unknown) : result;
};

describe('a function', () => {
  test('sees the environment of the template and of Lambda, and nothing of this process', async () => {
    process.env['NOT_FOR_FUNCTIONS'] = 'secret';
    const pool = poolOf('export const handler = async () => process.env');
    const environment = (await payloadOf(pool)) as Record<string, string>;
    expect(environment).toMatchObject({
      OWN: 'value',
      AWS_LAMBDA_FUNCTION_NAME: 'one',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      AWS_REGION: 'us-east-1',
      _HANDLER: 'index.handler',
    });
    expect(environment).not.toHaveProperty('NOT_FOR_FUNCTIONS');
    expect(environment).not.toHaveProperty('HOME');
  });

  test('gets its event and a context; what it returns comes back, undefined as null', async () => {
    const pool = poolOf(
      'export const handler = async (event, context) => event.none ? undefined : [event, context.awsRequestId, context.invokedFunctionArn, context.getRemainingTimeInMillis() > 4000]',
    );
    const result = (await payloadOf(pool, { a: [1] })) as unknown[];
    expect(result).toEqual([{ a: [1] }, expect.stringMatching(/^[0-9a-f-]{36}$/), arn, true]);
    expect(await payloadOf(pool, { none: true })).toBeNull();
  });

  test('lives by the local clock', async () => {
    let offset = 3_600_000;
    const source = `export const handler = async () =>
      [Date.now(), new Date().getTime(), Date.parse(Date()), new Date(0).getTime(), new Date() instanceof Date]`;
    const pool = poolOf(source, {}, () => offset);
    for (offset of [3_600_000, 86_400_000]) {
      const [now, made, text, epoch, isDate] = (await payloadOf(pool)) as [
        number,
        number,
        number,
        number,
        boolean,
      ];
      for (const time of [now, made, text]) expect(Math.abs(time - Date.now() - offset)).toBeLessThan(30_000);
      expect([epoch, isDate]).toEqual([0, true]);
    }
  });

  test('stays warm and takes one invocation at a time, several instances taking several', async () => {
    const pool = poolOf(`let calls = 0, running = 0
      export const handler = async ({ wait }) => {
        running += 1; calls += 1
        const together = running
        await new Promise((resolve) => setTimeout(resolve, wait))
        running -= 1
        return { pid: process.pid, calls, together }
      }`);
    const first = (await payloadOf(pool, { wait: 0 })) as { pid: number };
    const second = (await payloadOf(pool, { wait: 0 })) as { pid: number; calls: number };
    expect(second).toMatchObject({ pid: first.pid, calls: 2 });
    const three = (await Promise.all([1, 2, 3].map(() => payloadOf(pool, { wait: 700 })))) as {
      pid: number;
      together: number;
    }[];
    expect(new Set(three.map(({ pid }) => pid)).size).toBeGreaterThan(1);
    expect(three.every(({ together }) => together === 1)).toBe(true);
  });
});

describe('failures are told as Lambda tells them', () => {
  const errorOf = async (source: string, settings: Partial<FunctionBlueprint> = {}) => {
    const result = await poolOf(source, settings).invoke(arn, {});
    return result.kind === 'function-error' ? result.error : result;
  };

  test('a thrown error by name, message and trace', async () => {
    const error = await errorOf('export const handler = async () => { throw new RangeError("too far") }');
    const trace = expect.arrayContaining(['RangeError: too far']) as string[];
    expect(error).toMatchObject({ errorType: 'RangeError', errorMessage: 'too far', trace });
  });

  test('a timeout', async () => {
    const error = await errorOf(
      'export const handler = () => new Promise(() => setInterval(() => {}, 1000))',
      {
        timeoutSeconds: 0.2,
      },
    );
    expect(error).toMatchObject({ errorType: 'Sandbox.Timedout' });
    expect((error as { errorMessage: string }).errorMessage).toMatch(/Task timed out after 0\.20 seconds$/);
  });

  test('a crash', async () => {
    expect(await errorOf('export const handler = async () => process.exit(3)')).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: 'Error: Runtime exited with error: exit status 3',
    });
  });

  test.each([
    ['throws while loading', 'throw new TypeError("no")', 'TypeError'],
    ['lacks the export', 'export const other = 1', 'Runtime.HandlerNotFound'],
    [
      'declares three parameters, which Node 24 refuses though it is async',
      'export const handler = async (event, context, callback) => callback',
      'Runtime.CallbackHandlerDeprecated',
    ],
  ])('a module that %s, at every invocation', async (_, source, errorType) => {
    const pool = poolOf(source);
    for (const _call of [1, 2]) expect(await pool.invoke(arn, {})).toMatchObject({ error: { errorType } });
  });

  test('reserved concurrency throttles instead of waiting', async () => {
    const pool = poolOf('export const handler = () => new Promise((resolve) => setTimeout(resolve, 300))', {
      reservedConcurrency: 1,
    });
    const results = await Promise.all([pool.invoke(arn, {}), pool.invoke(arn, {})]);
    expect(results.map(({ kind }) => kind).sort()).toEqual(['success', 'throttled']);
    expect((await pool.invoke(arn, {})).kind).toBe('success');
  });
});

test('a restart kills what runs as a crash would, and the next invocation begins afresh', async () => {
  const pool = poolOf(`let calls = 0
    export const handler = async ({ hang }) => { calls += 1; if (hang) { await new Promise((resolve) => setTimeout(resolve, 60_000)) } return calls }`);
  expect(await payloadOf(pool)).toBe(1);
  expect(await payloadOf(pool)).toBe(2);
  const hanging = pool.invoke(arn, { hang: true });
  await pool.restart();
  expect(await hanging).toMatchObject({ error: { errorType: 'Runtime.ExitError' } });
  expect(await payloadOf(pool)).toBe(1);
});
