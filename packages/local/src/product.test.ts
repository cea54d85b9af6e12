import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { writeAssembly } from '../test/assembly.ts';
import type { LocalProduct } from './options.ts';
import { startLocal } from './product.ts';

const sdk = (name: string): string =>
  JSON.stringify(createRequire(import.meta.url).resolve(`@aws-sdk/${name}`));

/** Writes what it is asked to write; tells its event and its environment otherwise. */
const http = `
import dynamo from ${sdk('client-dynamodb')}
import secretsManager from ${sdk('client-secrets-manager')}
const table = new dynamo.DynamoDBClient({})
const secrets = new secretsManager.SecretsManagerClient({})
export const handler = async (event) => {
  if (event.rawPath === '/api/health')
    return { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ now: Date.now() }) }
  if (event.rawPath.startsWith('/webhooks/')) {
    const text = Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8').toString()
    const Item = { pk: { S: 'C#1' }, sk: { S: String(process.hrtime.bigint()) }, entity: { S: text }, version: { N: '7' } }
    await table.send(new dynamo.PutItemCommand({ TableName: process.env.TABLE_NAME, Item }))
    return { statusCode: 204 }
  }
  const secret = await secrets.send(new secretsManager.GetSecretValueCommand({ SecretId: process.env.IDENTIFIER_KEY_SECRET_ID }))
  return { event, secretLength: secret.SecretString.length }
}`;

/** Pushes what it gets to the one connection that the socket function told of. */
const fanOut = `
import { readFileSync } from 'node:fs'
import management from ${sdk('client-apigatewaymanagementapi')}
const api = new management.ApiGatewayManagementApiClient({ endpoint: process.env.CONNECTIONS_URL })
export const handler = async ({ Records }) => {
  const connection = readFileSync('../connection', 'utf8')
  for (const { dynamodb, ...record } of Records)
    await api.send(new management.PostToConnectionCommand({ ConnectionId: connection, Data: JSON.stringify({ ...record, image: dynamodb.NewImage }) }))
}`;

const socket = `
import { writeFileSync } from 'node:fs'
export const handler = async ({ requestContext: { routeKey, connectionId }, queryStringParameters }) => {
  if (routeKey !== '$connect') return { statusCode: 200 }
  if (queryStringParameters?.ticket !== 'good') return { statusCode: 401 }
  writeFileSync('../connection', connectionId)
  return { statusCode: 200 }
}`;

const dispatch =
  'export const handler = async (event) => { if (event.fail) throw new Error("no") ; return event }';

test('a restart keeps data, clock and schedules, and the stream goes on where it was', async () => {
  const counting = `
import { appendFileSync } from 'node:fs'
export const handler = async ({ Records }) => {
  for (const { dynamodb } of Records) appendFileSync('../seen', dynamodb.Keys.pk.S + ' ')
}`;
  const assembly = writeAssembly({ http, fanOut: counting, socket, dispatch });
  const dataDirectory = mkdtempSync(join(tmpdir(), 'kept-'));
  const start = () =>
    startLocal({ port: 0, dataDirectory, seed: false, build: 'none', assembly, duplicateEvery: 0 });
  const put = (product: LocalProduct, pk: string) =>
    product.database.client.send(
      new PutItemCommand({
        TableName: product.tableName,
        Item: { pk: { S: pk }, sk: { S: 'C' }, entity: { S: 'conversation' } },
      }),
    );

  const first = await start();
  await put(first, 'C#1');
  await first.clock.advance(3_600_000);
  const { lines } = first;
  await first.stop();

  const second = await start();
  try {
    expect(second.clock.offset()).toBeGreaterThanOrEqual(3_590_000);
    expect(second.lines.map(({ line }) => line.lineKey)).toEqual(lines.map(({ line }) => line.lineKey));
    const { Item } = await second.database.client.send(
      new GetItemCommand({ TableName: second.tableName, Key: { pk: { S: 'C#1' }, sk: { S: 'C' } } }),
    );
    expect(Item).toBeDefined();
    await put(second, 'C#2');
    await second.settle();
    expect(readFileSync(join(assembly, 'seen'), 'utf8')).toBe('C#1 C#2 ');
  } finally {
    await second.stop();
  }
}, 60_000);

describe('a small product, up from its template', () => {
  let product: LocalProduct;
  beforeAll(async () => {
    const assembly = writeAssembly({ http, fanOut, socket, dispatch });
    product = await startLocal({
      port: 0,
      inMemory: true,
      seed: false,
      build: 'none',
      assembly,
      duplicateEvery: 0,
    });
  }, 60_000);
  afterAll(() => product.stop());

  const call = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(product.origin + path, init);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  test('routes, refuses and authorizes as the gateway does', async () => {
    expect(await call('/api/health')).toMatchObject({ status: 200 });
    expect(await call('/api/nothing')).toMatchObject({ status: 404, text: '{"message":"Not Found"}' });
    const refused = await call('/api/conversations/7', { method: 'POST' });
    expect(refused).toMatchObject({ status: 401, text: '{"message":"Unauthorized"}' });
    expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer/);
    const token = (
      JSON.parse((await call('/local/token', { method: 'POST', body: '{"user":"operator"}' })).text) as {
        token: string;
      }
    ).token;
    const answer = await call('/api/conversations/7', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    const { event, secretLength } = JSON.parse(answer.text) as {
      event: Record<string, unknown>;
      secretLength: number;
    };
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(secretLength).toBe(48);
    expect(event).toMatchObject({
      pathParameters: { id: '7' },
      requestContext: {
        authorizer: {
          jwt: {
            claims: {
              organisation: 'acme',
              permissions: 'ce.sms.admin',
              'cognito:groups': '[ce.sms.admin]',
              token_use: 'access',
            },
            scopes: null,
          },
        },
      },
    });
  });

  test('a body of more than 10 MB is refused by the gateway', async () => {
    const answer = await call('/webhooks/x/y', { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) });
    expect(answer.status).toBe(413);
  });

  test('a change travels from webhook to table, stream, function and socket; others are filtered out', async () => {
    const url = `${product.origin.replace('http', 'ws')}/realtime`;
    const refused = new WebSocket(`${url}?ticket=bad`);
    refused.on('error', () => undefined);
    const [, response] = (await once(refused, 'unexpected-response')) as [unknown, { statusCode: number }];
    expect(response.statusCode).toBe(401);

    const client = new WebSocket(`${url}?ticket=good`);
    await once(client, 'open');
    const received = once(client, 'message');
    const post = (body: URLSearchParams) => call('/webhooks/twilio/key', { method: 'POST', body });
    const entity = new URLSearchParams();
    // A form whose text is the entity's name: it came base64-encoded, or the name would be wrong.
    entity.append('message', '');
    expect((await post(entity)).status).toBe(204);
    await fetch(`${product.origin}/webhooks/twilio/key`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'conversation',
    });
    const [data] = (await received) as [Buffer];
    const record = JSON.parse(String(data)) as Record<string, unknown>;
    expect(record).toMatchObject({
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      eventVersion: '1.1',
      image: { entity: { S: 'conversation' }, version: { N: '7' } },
    });
    expect(String(record['eventSourceARN'])).toContain('/stream/');
    client.terminate();
  });

  test('the clock moves for scheduler and handlers, and asynchronous failures end in their queue', async () => {
    const { now: before } = JSON.parse((await call('/api/health')).text) as { now: number };
    const arn =
      [...product.blueprint.functions.values()].find(({ name }) => name.endsWith('Dispatch'))?.arn ?? '';
    product.scheduler.create('fails', {
      GroupName: 'deliveries',
      ScheduleExpression: `at(${new Date(product.clock.now() + 600_000).toISOString().slice(0, 19)})`,
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
      ActionAfterCompletion: 'DELETE',
      Target: { Arn: arn, RoleArn: 'arn:aws:iam::000000000000:role/r', Input: '{"fail":true}' },
    });
    const advanced = await call('/local/clock', { method: 'POST', body: '{"advanceSeconds":3600}' });
    expect(advanced.status).toBe(200);
    const { now: after } = JSON.parse((await call('/api/health')).text) as { now: number };
    expect(after - before).toBeGreaterThanOrEqual(3_600_000);
    expect(Math.abs(Date.parse((JSON.parse(advanced.text) as { now: string }).now) - after)).toBeLessThan(
      60_000,
    );
    const queue = 'arn:aws:sqs:us-east-1:000000000000:Small-App-Failures';
    expect(product.failures.read(queue)).toMatchObject([
      { requestPayload: { fail: true }, requestContext: { approximateInvokeCount: 2 } },
    ]);
  });

  test('a crash of all functions is survived', async () => {
    expect((await call('/local/restart', { method: 'POST', body: '{"component":"functions"}' })).status).toBe(
      200,
    );
    expect((await call('/api/health')).status).toBe(200);
  });

  test('sign-in goes to paths of this product alone, and forgets what the page held', async () => {
    const answer = await call('/local/sign-in?user=operator&to=/ce/sms/conversations%3Fphone=1');
    expect(answer.text).toContain('sessionStorage.clear()');
    expect(answer.text).toContain('location.replace("/ce/sms/conversations?phone=1")');
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly/);
    expect((await call('/local/sign-in?user=operator&to=//evil.example')).status).toBe(400);
    expect((await call('/local/sign-in?user=nobody&to=/')).status).toBe(404);
  });

  test('tells its lines, users and tables', async () => {
    const info = JSON.parse((await call('/local/info')).text) as {
      lines: unknown[];
      users: { user: string }[];
      tables: string[];
    };
    expect(info.tables).toEqual(['Small-Data-Table']);
    expect(info.users.map(({ user }) => user)).toEqual(['operator', 'operator2', 'viewer', 'rival']);
    expect(info.lines).toMatchObject([
      { organisation: 'acme', phone: '+12025550100', carrier: 'ringcentral' },
      { organisation: 'acme', phone: '+12025550101', carrier: 'twilio' },
      { organisation: 'rival', phone: '+13125550100' },
    ]);
  });

  test('what is written past the functions reaches them all the same', async () => {
    const client = new WebSocket(`${product.origin.replace('http', 'ws')}/realtime?ticket=good`);
    await once(client, 'open');
    const received = once(client, 'message');
    await product.database.client.send(
      new PutItemCommand({
        TableName: product.tableName,
        Item: {
          pk: { S: 'C#2' },
          sk: { S: 'C' },
          entity: { S: 'conversation' },
          bytes: { B: Buffer.from('raw') },
        },
      }),
    );
    expect(JSON.parse(String((await received)[0]))).toMatchObject({ image: { bytes: { B: 'cmF3' } } });
    client.terminate();
  });
});
