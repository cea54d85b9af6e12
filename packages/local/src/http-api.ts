import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { HttpApi } from './blueprint.ts';
import type { FunctionPool } from './function-pool.ts';
import { readBody } from './http-body.ts';
import { toHttpEvent, type GatewayRequest } from './http-event.ts';
import { findRoute } from './http-routing.ts';
import { createJwtAuthorizer } from './jwt-authorizer.ts';

const largestBodyBytes = 10 * 1024 * 1024;
const largestHeadBytes = 10_240;

export type GatewayAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
};

/** What the gateway says itself: not our problem documents. */
const ownAnswer = (status: number, message: string, headers: Record<string, string> = {}): GatewayAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify({ message })),
});

const internalError = (): GatewayAnswer => ownAnswer(500, 'Internal Server Error');

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads what a function returned; a JSON value without `statusCode` is a 200, a broken shape a 500. */
export const toAnswer = (payload: string): GatewayAnswer => {
  const result = JSON.parse(payload) as unknown;
  if (!isRecord(result) || !('statusCode' in result)) {
    const body = typeof result === 'string' ? result : JSON.stringify(result);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
  }
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded } = result;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) return internalError();
  if (!isRecord(headers) || !Array.isArray(cookies) || typeof body !== 'string') return internalError();
  const lowerCased = Object.entries(headers).map(
    ([name, value]) => [name.toLowerCase(), String(value)] as const,
  );
  return {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...Object.fromEntries(lowerCased),
      ...(cookies.length > 0 ? { 'set-cookie': cookies.map(String) } : {}),
    },
    body: Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8'),
  };
};

const headBytes = (request: IncomingMessage): number =>
  request.rawHeaders.reduce((sum, part) => sum + part.length + 2, (request.url ?? '').length + 16);

const headerPairs = (rawHeaders: readonly string[]): (readonly [string, string])[] =>
  rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : [],
  );

const readRequest = async (request: IncomingMessage): Promise<GatewayRequest | null> => {
  const body = await readBody(request, largestBodyBytes);
  if (body === null) return null;
  return {
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    headers: headerPairs(request.rawHeaders),
    body,
    sourceIp: (request.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, ''),
  };
};

export type HttpApiOptions = {
  readonly api: HttpApi;
  readonly pool: Pick<FunctionPool, 'invoke'>;
  readonly now: () => number;
};

/** API Gateway's HTTP API in front of the functions: routing, JWT authorizer, payload format 2.0, its own refusals. */
export const createHttpApi = ({
  api,
  pool,
  now,
}: HttpApiOptions): ((request: IncomingMessage, response: ServerResponse) => Promise<void>) => {
  const authorize = createJwtAuthorizer();

  const answerTo = async (request: IncomingMessage): Promise<GatewayAnswer> => {
    if (headBytes(request) > largestHeadBytes) return ownAnswer(431, 'Request Header Fields Too Large');
    const gatewayRequest = await readRequest(request);
    if (gatewayRequest === null) return ownAnswer(413, 'Request Entity Too Large');
    const path = gatewayRequest.target.split('?')[0] ?? '/';
    const found = findRoute(api.routes, gatewayRequest.method, path);
    if (found === undefined) return ownAnswer(404, 'Not Found');
    const { route, pathParameters } = found;
    const authorization =
      route.authorizer === undefined
        ? undefined
        : await authorize(request.headers.authorization, route.authorizer);
    if (authorization?.kind === 'unauthorized')
      return ownAnswer(401, 'Unauthorized', { 'www-authenticate': authorization.challenge });
    if (authorization?.kind === 'forbidden')
      return ownAnswer(403, 'Forbidden', { 'www-authenticate': authorization.challenge });
    const event = toHttpEvent(
      gatewayRequest,
      {
        apiId: api.id,
        routeKey: route.routeKey,
        pathParameters,
        ...(authorization === undefined ? {} : { authorizer: { jwt: authorization.jwt } }),
      },
      new Date(now()),
    );
    const abort = new AbortController();
    const result = await Promise.race([
      pool.invoke(route.functionArn, event),
      delay(route.timeoutMilliseconds, 'timeout' as const, { signal: abort.signal, ref: false }),
    ]).finally(() => abort.abort());
    if (result === 'timeout' || result.kind === 'throttled') return ownAnswer(503, 'Service Unavailable');
    return result.kind === 'success' ? toAnswer(result.payload) : internalError();
  };

  return async (request, response) => {
    const answer = await answerTo(request);
    response.writeHead(answer.status, {
      ...answer.headers,
      'content-length': String(answer.body.length),
      'apigw-requestid': randomBytes(11).toString('base64'),
    });
    response.end(request.method === 'HEAD' ? undefined : answer.body);
  };
};
