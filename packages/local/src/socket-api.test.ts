import { once } from 'node:events';
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { afterEach, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { credentials, listenOnFreePort } from '../test/listen.ts';
import { answerConnections } from './connections-api.ts';
import type { InvocationResult } from './function-instance.ts';
import { createSockets } from './socket-api.ts';

type SocketEvent = {
  readonly headers?: Record<string, string>;
  readonly queryStringParameters?: Record<string, string>;
  readonly body?: string;
  readonly requestContext: {
    readonly routeKey: string;
    readonly connectionId: string;
    readonly disconnectStatusCode?: number;
  };
};

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const ok: InvocationResult = { kind: 'success', payload: '{"statusCode":200}' };

const setup = async (
  answer: (
    event: SocketEvent,
    api: ApiGatewayManagementApiClient,
  ) => Promise<InvocationResult> | InvocationResult = () => ok,
  limits?: { idleMilliseconds: number; connectionMilliseconds: number },
) => {
  const events: SocketEvent[] = [];
  const seen = new Map<string, PromiseWithResolvers<SocketEvent>>();
  const waitFor = (routeKey: string): PromiseWithResolvers<SocketEvent> => {
    const waiting = seen.get(routeKey) ?? Promise.withResolvers<SocketEvent>();
    seen.set(routeKey, waiting);
    return waiting;
  };
  const routes = new Map(['$connect', '$disconnect', '$default', 'ping'].map((key) => [key, key]));
  const sockets = createSockets({
    api: { id: 'api', stage: 'realtime', selector: 'action', routes },
    pool: {
      invoke: async (_arn, event) => {
        const socketEvent = event as SocketEvent;
        events.push(socketEvent);
        const result = await answer(socketEvent, api);
        waitFor(socketEvent.requestContext.routeKey).resolve(socketEvent);
        return result;
      },
    },
    now: () => Date.now(),
    ...(limits ? { limits } : {}),
  });
  const { url, server, close } = await listenOnFreePort((request, response) =>
    answerConnections(sockets, request, response),
  );
  server.on('upgrade', (request, socket, head) => void sockets.upgrade(request, socket, head));
  const api = new ApiGatewayManagementApiClient({
    endpoint: `${url}/realtime`,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  });
  cleanups.push(close, () => sockets.stop());
  const connect = (query = '', options = {}): WebSocket => {
    const client = new WebSocket(`${url.replace('http', 'ws')}/realtime${query}`, options);
    client.on('error', () => undefined);
    cleanups.push(() => client.terminate());
    return client;
  };
  const open = async (query = ''): Promise<{ client: WebSocket; id: string }> => {
    const client = connect(query);
    await once(client, 'open');
    return {
      client,
      id:
        events.find(({ requestContext }) => requestContext.routeKey === '$connect')?.requestContext
          .connectionId ?? '',
    };
  };
  const routed = async (routeKey: string): Promise<SocketEvent> => waitFor(routeKey).promise;
  return { api, connect, open, events, routed };
};

const closeCode = async (client: WebSocket): Promise<number> => {
  const [code] = (await once(client, 'close')) as [number];
  return code;
};

describe('$connect', () => {
  test('sees the query and the headers in their original case; a ticket arrives there', async () => {
    const { connect, events } = await setup();
    await once(connect('?ticket=t%2B1', { headers: { 'X-Mixed-Case': 'yes' } }), 'open');
    expect(events[0]).toMatchObject({
      queryStringParameters: { ticket: 't+1' },
      headers: { 'X-Mixed-Case': 'yes' },
      requestContext: { routeKey: '$connect', eventType: 'CONNECT', stage: 'realtime' },
      isBase64Encoded: false,
    });
    expect(events[0]).not.toHaveProperty('body');
    expect(events[0]?.requestContext.connectionId).toMatch(/^[\w+/]{15}=$/);
  });

  test.each([
    ['401', { kind: 'success', payload: '{"statusCode":401}' }, 401],
    ['an error', { kind: 'function-error', error: { errorType: 'Error', errorMessage: '' } }, 500],
    ['nothing', { kind: 'success', payload: 'null' }, 500],
  ] as const)('that answers %s refuses the handshake', async (_, result, status) => {
    const { connect } = await setup(() => result);
    const client = connect();
    const [, response] = (await once(client, 'unexpected-response')) as [unknown, { statusCode: number }];
    expect(response.statusCode).toBe(status);
  });

  test('has no connection yet: a push inside it is gone, by name', async () => {
    let error: unknown;
    const { connect } = await setup(async ({ requestContext: { routeKey, connectionId } }, api) => {
      if (routeKey === '$connect')
        await api
          .send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: 'early' }))
          .catch((caught: unknown) => (error = caught));
      return ok;
    });
    await once(connect(), 'open');
    expect(error).toMatchObject({ name: 'GoneException', $metadata: { httpStatusCode: 410 } });
  });
});

describe('messages', () => {
  test('go by their action, others to the default, without headers or query', async () => {
    const { open, routed } = await setup();
    const { client } = await open('?ticket=t');
    client.send('{"action":"ping"}');
    expect(await routed('ping')).toMatchObject({ body: '{"action":"ping"}', isBase64Encoded: false });
    client.send('not json');
    const event = await routed('$default');
    expect(event.body).toBe('not json');
    for (const name of ['headers', 'queryStringParameters']) expect(event).not.toHaveProperty(name);
  });

  test('whose function fails leave the connection open and say so', async () => {
    const { open } = await setup(({ requestContext }) =>
      requestContext.routeKey === 'ping'
        ? { kind: 'function-error', error: { errorType: 'E', errorMessage: '' } }
        : ok,
    );
    const { client, id } = await open();
    client.send('{"action":"ping"}');
    const [data] = (await once(client, 'message')) as [Buffer];
    expect(JSON.parse(String(data))).toMatchObject({ message: 'Internal server error', connectionId: id });
    expect(client.readyState).toBe(WebSocket.OPEN);
  });

  test('a frame beyond 32 KB closes with 1009, the same text in smaller frames passes', async () => {
    const { open, routed } = await setup();
    const { client } = await open();
    const text = JSON.stringify({ action: 'ping', fill: 'x'.repeat(40_000) });
    for (let from = 0; from < text.length; from += 20_000)
      client.send(text.slice(from, from + 20_000), { fin: from + 20_000 >= text.length });
    expect((await routed('ping')).body).toBe(text);
    client.send(text);
    expect(await closeCode(client)).toBe(1009);
  });

  test('beyond 128 KB close with 1009 however they are cut, and binary with 1003', async () => {
    const { open } = await setup();
    const { client } = await open();
    for (let frame = 0; frame < 6; frame += 1) client.send('x'.repeat(30_000), { fin: frame === 5 });
    expect(await closeCode(client)).toBe(1009);
    const { client: other } = await open();
    other.send(Buffer.from([1, 2, 3]));
    expect(await closeCode(other)).toBe(1003);
  });
});

describe('@connections', () => {
  test('pushes, describes and ends a connection; then it is gone', async () => {
    const { api, open, routed } = await setup();
    const { client, id } = await open();
    const received = once(client, 'message');
    await api.send(new PostToConnectionCommand({ ConnectionId: id, Data: '{"type":"pong"}' }));
    expect(String((await received)[0])).toBe('{"type":"pong"}');
    const described = await api.send(new GetConnectionCommand({ ConnectionId: id }));
    expect(described.ConnectedAt).toBeInstanceOf(Date);
    const closed = closeCode(client);
    await api.send(new DeleteConnectionCommand({ ConnectionId: id }));
    await closed;
    expect((await routed('$disconnect')).requestContext.connectionId).toBe(id);
    await expect(
      api.send(new PostToConnectionCommand({ ConnectionId: id, Data: 'x' })),
    ).rejects.toMatchObject({
      name: 'GoneException',
    });
  });

  test('a push beyond 32 KB is refused by name and closes with 1009', async () => {
    const { api, open } = await setup();
    const { client, id } = await open();
    const closed = closeCode(client);
    const push = api.send(new PostToConnectionCommand({ ConnectionId: id, Data: 'x'.repeat(33_000) }));
    await expect(push).rejects.toMatchObject({ name: 'PayloadTooLargeException' });
    expect(await closed).toBe(1009);
  });
});

test('$disconnect tells how it ended, without the query', async () => {
  const { open, routed } = await setup();
  const { client } = await open('?ticket=t');
  client.close(1001);
  const event = await routed('$disconnect');
  expect(event.requestContext.disconnectStatusCode).toBe(1001);
  expect(event).not.toHaveProperty('queryStringParameters');
});

test('an idle connection is closed with 1001', async () => {
  const { open } = await setup(() => ok, { idleMilliseconds: 100, connectionMilliseconds: 7_200_000 });
  const { client } = await open();
  expect(await closeCode(client)).toBe(1001);
});
