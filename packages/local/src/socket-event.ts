import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { gatewayTime } from './http-event.ts';

/** One open websocket as its events tell of it. */
export type SocketConnection = {
  readonly id: string;
  readonly apiId: string;
  readonly stage: string;
  readonly domainName: string;
  /** Epoch ms of the local clock. */
  readonly connectedAt: number;
  readonly sourceIp: string;
  readonly userAgent: string | undefined;
};

type Close = { readonly statusCode: number; readonly reason: string };

/** An id as API Gateway makes them: `L0SM9cOFvHcCIhw=`. */
export const newConnectionId = (): string => randomBytes(11).toString('base64');

const requestContext = (
  connection: SocketConnection,
  routeKey: string,
  eventType: 'CONNECT' | 'MESSAGE' | 'DISCONNECT',
  now: number,
  extra: Readonly<Record<string, unknown>> = {},
) => ({
  routeKey,
  ...extra,
  eventType,
  extendedRequestId: randomBytes(11).toString('base64'),
  requestTime: gatewayTime(new Date(now)),
  messageDirection: 'IN',
  stage: connection.stage,
  connectedAt: connection.connectedAt,
  requestTimeEpoch: now,
  identity: {
    sourceIp: connection.sourceIp,
    ...(connection.userAgent === undefined ? {} : { userAgent: connection.userAgent }),
  },
  requestId: randomUUID(),
  domainName: connection.domainName,
  connectionId: connection.id,
  apiId: connection.apiId,
});

const lists = (pairs: readonly (readonly [string, string])[]): Record<string, string[]> => {
  const result: Record<string, string[]> = {};
  for (const [name, value] of pairs) (result[name] ??= []).push(value);
  return result;
};

const last = (values: Readonly<Record<string, readonly string[]>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.at(-1) ?? '']));

/** `$connect`: headers in their original case, the query, no body and no path. */
export const connectEvent = (
  connection: SocketConnection,
  headerPairs: readonly (readonly [string, string])[],
  query: string,
) => {
  const headers = lists(headerPairs);
  const parameters = lists([...new URLSearchParams(query)]);
  return {
    headers: last(headers),
    multiValueHeaders: headers,
    ...(query === ''
      ? {}
      : { queryStringParameters: last(parameters), multiValueQueryStringParameters: parameters }),
    requestContext: requestContext(connection, '$connect', 'CONNECT', connection.connectedAt),
    isBase64Encoded: false,
  };
};

/** A client's message: context and body, no headers, no query. */
export const messageEvent = (connection: SocketConnection, routeKey: string, body: string, now: number) => ({
  requestContext: requestContext(connection, routeKey, 'MESSAGE', now, {
    messageId: randomBytes(11).toString('base64'),
  }),
  body,
  isBase64Encoded: false,
});

/** `$disconnect`: few headers, no query. */
export const disconnectEvent = (
  connection: SocketConnection,
  headers: IncomingHttpHeaders,
  close: Close,
  now: number,
) => {
  const few = { Host: headers.host ?? connection.domainName, 'x-api-key': '', 'x-restapi': '' };
  return {
    headers: few,
    multiValueHeaders: Object.fromEntries(Object.entries(few).map(([name, value]) => [name, [value]])),
    requestContext: requestContext(connection, '$disconnect', 'DISCONNECT', now, {
      disconnectStatusCode: close.statusCode,
      disconnectReason: close.reason,
    }),
    isBase64Encoded: false,
  };
};
