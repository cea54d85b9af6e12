import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { builtinModules } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { app, data, deployedFunctions, resourcesOf, web } from './assembly.ts';
import type { DeployedFunction } from './assembly.ts';

const run = promisify(execFile);
const folder = fileURLToPath(new URL('../../functions', import.meta.url));
const sixYearsInDays = 6 * 365;

/** What the variable would hold when deployed, as far as a handler can tell while it starts. */
const valueOf = (name: string, value: unknown): string => {
  if (typeof value === 'string') return value;
  if (name.endsWith('_URL')) return 'https://sms.example.org';
  return `arn:aws:service:us-east-1:111122223333:${name.toLowerCase()}`;
};

/** Secrets Manager, as far as a handler asks it while it starts. */
const secrets = createServer((request, response) => {
  request.resume();
  response.setHeader('content-type', 'application/x-amz-json-1.1');
  response.end(JSON.stringify({ Name: 'secret', SecretString: 'k'.repeat(64) }));
});
beforeAll(() => new Promise<void>((listening) => secrets.listen(0, '127.0.0.1', listening)));
afterAll(() => new Promise((closed) => secrets.close(closed)));

const startedHandler = async (deployed: DeployedFunction): Promise<{ type: string; arity: number }> => {
  const variables = Object.entries(deployed.environment).map(([name, value]) => [name, valueOf(name, value)]);
  const bundle = pathToFileURL(join(deployed.assetDirectory, 'index.mjs')).href;
  const script = `const { handler } = await import(${JSON.stringify(bundle)});
    console.log(JSON.stringify({ type: typeof handler, arity: handler.length })); process.exit(0);`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    env: {
      ...(Object.fromEntries(variables) as Record<string, string>),
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${(secrets.address() as AddressInfo).port}`,
    },
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as { type: string; arity: number };
};

test('every folder with an entry is deployed, and nothing else', () => {
  const folders = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'index.ts')));
  expect(deployedFunctions.map((deployed) => deployed.name).sort()).toEqual(folders.sort());
});

describe.each(deployedFunctions)('$name', (deployed) => {
  const { properties } = deployed;
  const template = deployed.id in data.Resources ? data : app;

  test('runs on arm64 with Node 24, its limits said', () => {
    expect(properties.Architectures).toEqual(['arm64']);
    expect(properties.Runtime).toBe('nodejs24.x');
    expect(properties.Timeout).toBeGreaterThan(0);
    expect(properties.MemorySize).toBeGreaterThan(0);
    expect(properties.Handler).toBe('index.handler');
  });

  test('has a role that nothing else has, without managed policies', () => {
    const users = [data, app, web]
      .flatMap((each) => Object.values(each.Resources))
      .filter((resource) => resource.Type === 'AWS::Lambda::Function')
      .filter((resource) => resource.Properties.Role['Fn::GetAtt'][0] === deployed.roleId);
    expect(users).toHaveLength(1);
    expect(template.Resources[deployed.roleId]?.Properties.ManagedPolicyArns).toBeUndefined();
  });

  test('writes to a log of its own, and to no other', () => {
    const logId = properties.LoggingConfig.LogGroup.Ref as string;
    expect(template.Resources[logId]?.Type).toBe('AWS::Logs::LogGroup');
    const logging = deployed.statements.filter(({ actions }) =>
      actions.some((action) => action.startsWith('logs:')),
    );
    expect(logging.map((statement) => statement.resources)).toEqual([[`<${logId}.Arn>`]]);
  });

  test('is one module that needs only Node itself', () => {
    expect(readdirSync(deployed.assetDirectory).sort()).toEqual(['index.mjs', 'index.mjs.map']);
    const source = readFileSync(join(deployed.assetDirectory, 'index.mjs'), 'utf8');
    const imported = [...source.matchAll(/(?:^|;)import\s?[^"'()]*["']([^"']+)["']/gm)].map(
      ([, name]) => name ?? '',
    );
    const foreign = imported.filter((name) => !builtinModules.includes(name.replace(/^node:/, '')));
    expect(foreign).toEqual([]);
  });

  test('starts with the variables it gets, and takes event and context at most', async () => {
    const { type, arity } = await startedHandler(deployed);
    expect(type).toBe('function');
    // Three declared parameters make Node 24 on Lambda refuse the handler at every call.
    expect(arity).toBeLessThan(3);
  });
});

test('every log is kept for six years, encrypted with the customer key', () => {
  const logs = [data, app].flatMap((template) => resourcesOf(template, 'AWS::Logs::LogGroup'));
  expect(logs.length).toBe(deployedFunctions.length + 1);
  for (const log of logs) {
    expect(log.Properties.RetentionInDays, log.id).toBeGreaterThan(sixYearsInDays);
    expect(log.Properties.KmsKeyId, log.id).toBeDefined();
    expect(log.DeletionPolicy, log.id).toBe('Retain');
  }
});

test('what API Gateway waits for ends before API Gateway gives up', () => {
  const callers = resourcesOf(app, 'AWS::ApiGatewayV2::Integration').map((integration) =>
    JSON.stringify(integration.Properties.IntegrationUri),
  );
  const called = deployedFunctions.filter(({ id }) => callers.some((uri) => uri.includes(`"${id}"`)));
  expect(called.length).toBeGreaterThan(0);
  for (const { name, properties } of called) expect(properties.Timeout, name).toBeLessThan(29);
});
