import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createApiGatewaySockets, createConnectionsClient } from './api-gateway.ts';
import type { Sockets } from './sockets.ts';

/** Against a server that speaks as API Gateway does, because the wire form is what matters here. */

type Seen = { readonly method: string | undefined; readonly url: string | undefined; readonly body: string };

let server: Server;
let sockets: Sockets;
let answers: { status: number; errorType?: string }[];
let seen: Seen[];

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

beforeEach(async () => {
  answers = [];
  seen = [];
  server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      seen.push({ method: request.method, url: request.url, body });
      const { status, errorType } = answers.shift() ?? { status: 200 };
      response.writeHead(status, errorType ? { 'x-amzn-errortype': errorType } : {});
      response.end(errorType ? '{"message":"no"}' : '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  sockets = createApiGatewaySockets(
    createConnectionsClient(`http://127.0.0.1:${port}/realtime`, {
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
  );
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('a push', () => {
  test('keeps the stage in the path and encodes the connection', async () => {
    expect(await sockets.post('L0SM9cOFvHcCIhw=', '{"type":"pong","é":1}')).toBe('sent');
    expect(seen).toEqual([
      { method: 'POST', url: '/realtime/@connections/L0SM9cOFvHcCIhw%3D', body: '{"type":"pong","é":1}' },
    ]);
  });

  test('to a closed websocket says so at once', async () => {
    answers = [{ status: 410, errorType: 'GoneException' }];
    expect(await sockets.post('one', '{}')).toBe('gone');
    expect(seen).toHaveLength(1);
  });

  test.each([
    { status: 429, errorType: 'LimitExceededException' },
    { status: 413, errorType: 'PayloadTooLargeException' },
    { status: 403, errorType: 'ForbiddenException' },
    { status: 500, errorType: 'InternalFailure' },
  ])('that is refused with $status has failed, after two tries at most', async (answer) => {
    answers = [answer, answer, answer];
    expect(await sockets.post('one', '{}')).toBe('failed');
    expect(seen.length).toBeLessThanOrEqual(2);
  });

  test('that succeeds at the second try was sent', async () => {
    answers = [{ status: 429, errorType: 'LimitExceededException' }];
    expect(await sockets.post('one', '{}')).toBe('sent');
  });
});
