import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { SocketApi as SocketBlueprint } from './blueprint.ts';
import { createFrameMeter } from './frame-meter.ts';
import type { InvocationResult } from './function-instance.ts';
import type { FunctionPool } from './function-pool.ts';
import {
  connectEvent,
  disconnectEvent,
  messageEvent,
  newConnectionId,
  type SocketConnection,
} from './socket-event.ts';

/** API Gateway's limits of a websocket connection. */
export const socketLimits = {
  frameBytes: 32 * 1024,
  messageBytes: 128 * 1024,
  idleMilliseconds: 600_000,
  connectionMilliseconds: 7_200_000,
} as const;

const closeCodes = { goingAway: 1001, unsupported: 1003, tooBig: 1009 } as const;

export type ConnectionState = {
  readonly connectedAt: Date;
  readonly lastActiveAt: Date;
  readonly sourceIp: string;
  readonly userAgent: string | undefined;
};

export type Sockets = {
  /** Takes an HTTP upgrade on the API's path. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;
  readonly path: string;
  /** Pushes to a connection. `gone`: there is none, or `$connect` has not answered yet. */
  readonly post: (connectionId: string, data: Buffer) => Promise<'sent' | 'gone' | 'too-large'>;
  readonly get: (connectionId: string) => ConnectionState | undefined;
  readonly disconnect: (connectionId: string) => boolean;
  readonly stop: () => void;
};

type Open = {
  readonly connection: SocketConnection;
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly openedAt: number;
  lastActiveAt: number;
};

export type SocketsOptions = {
  readonly api: SocketBlueprint;
  readonly pool: Pick<FunctionPool, 'invoke'>;
  readonly now: () => number;
  readonly limits?: { readonly idleMilliseconds: number; readonly connectionMilliseconds: number };
};

const statusOf = (result: InvocationResult): number => {
  if (result.kind !== 'success') return result.kind === 'throttled' ? 429 : 500;
  const answer = JSON.parse(result.payload) as { statusCode?: unknown } | null;
  return typeof answer?.statusCode === 'number' ? answer.statusCode : 500;
};

const routeOf = (text: string, { selector, routes }: SocketBlueprint): string | undefined => {
  let action: unknown;
  try {
    action = (JSON.parse(text) as Record<string, unknown> | null)?.[selector];
  } catch {
    action = undefined;
  }
  if (typeof action === 'string' && !action.startsWith('$') && routes.has(action)) return action;
  return routes.has('$default') ? '$default' : undefined;
};

const headerPairs = (raw: readonly string[]): (readonly [string, string])[] =>
  raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : []));

/** API Gateway's websocket API: `$connect` decides the handshake, messages go by their action, limits close. */
export const createSockets = ({ api, pool, now, limits = socketLimits }: SocketsOptions): Sockets => {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: socketLimits.messageBytes,
  });
  const connections = new Map<string, Open>();

  const invoke = async (routeKey: string, event: unknown): Promise<InvocationResult> => {
    const functionArn = api.routes.get(routeKey);
    return functionArn === undefined
      ? { kind: 'success', payload: '{"statusCode":200}' }
      : pool.invoke(functionArn, event);
  };

  const receive = async ({ connection, socket }: Open, text: string): Promise<void> => {
    const told = { connectionId: connection.id, requestId: randomUUID() };
    const routeKey = routeOf(text, api);
    if (routeKey === undefined) {
      socket.send(JSON.stringify({ message: 'Forbidden', ...told }));
      return;
    }
    const result = await invoke(routeKey, messageEvent(connection, routeKey, text, now()));
    if (result.kind !== 'success') socket.send(JSON.stringify({ message: 'Internal server error', ...told }));
  };

  const open = (
    socket: WebSocket,
    request: IncomingMessage,
    connection: SocketConnection,
    frames: () => number,
  ) => {
    const entry: Open = { connection, socket, request, openedAt: now(), lastActiveAt: Date.now() };
    connections.set(connection.id, entry);
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      entry.lastActiveAt = Date.now();
      if (frames() > socketLimits.frameBytes) socket.close(closeCodes.tooBig);
      else if (isBinary) socket.close(closeCodes.unsupported);
      else void receive(entry, data.toString('utf8'));
    });
    // The library closes with the right code; the error itself has no reader.
    socket.on('error', () => undefined);
    socket.on('close', (statusCode, reason) => {
      connections.delete(connection.id);
      const close = { statusCode, reason: reason.toString() };
      void invoke('$disconnect', disconnectEvent(connection, request.headers, close, now()));
    });
  };

  const expire = setInterval(
    () => {
      for (const { socket, openedAt, lastActiveAt } of connections.values()) {
        // Idle is what really was silent; age goes by the local clock, as the time to live of the connection's item does.
        const idle = Date.now() - lastActiveAt >= limits.idleMilliseconds;
        if (idle || now() - openedAt >= limits.connectionMilliseconds)
          socket.close(closeCodes.goingAway, 'Going away');
      }
    },
    Math.min(limits.idleMilliseconds / 2, 500),
  );
  expire.unref();

  const refuse = (socket: Duplex, status: number): void => {
    const reason = status === 401 ? 'Unauthorized' : status === 403 ? 'Forbidden' : 'Error';
    socket.end(`HTTP/1.1 ${String(status)} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  };

  return {
    path: `/${api.stage}`,
    upgrade: async (request, socket, head) => {
      socket.on('error', () => undefined);
      const connection: SocketConnection = {
        id: newConnectionId(),
        apiId: api.id,
        stage: api.stage,
        domainName: (request.headers.host ?? 'localhost').replace(/:\d+$/, ''),
        connectedAt: now(),
        sourceIp: (request.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, ''),
        userAgent: request.headers['user-agent'],
      };
      const query = (request.url ?? '').split(/\?(.*)/s)[1] ?? '';
      const result = await invoke(
        '$connect',
        connectEvent(connection, headerPairs(request.rawHeaders), query),
      );
      const status = statusOf(result);
      if (status < 200 || status > 299) {
        refuse(socket, status);
        return;
      }
      if (socket.destroyed) {
        // Whoever asked has left meanwhile; AWS tells of that too.
        const close = { statusCode: 1006, reason: '' };
        void invoke('$disconnect', disconnectEvent(connection, request.headers, close, now()));
        return;
      }
      const meter = createFrameMeter();
      let largestFrame = 0;
      socket.on('data', (chunk: Buffer) => {
        largestFrame = meter(chunk);
      });
      server.handleUpgrade(request, socket, head, (webSocket) => {
        open(webSocket, request, connection, () => largestFrame);
      });
    },
    post: (connectionId, data) => {
      const entry = connections.get(connectionId);
      if (entry === undefined || entry.socket.readyState !== entry.socket.OPEN)
        return Promise.resolve('gone');
      if (data.length > socketLimits.frameBytes) {
        entry.socket.close(closeCodes.tooBig);
        return Promise.resolve('too-large');
      }
      entry.lastActiveAt = Date.now();
      return new Promise((resolve) => {
        entry.socket.send(data, { binary: false }, (error) => resolve(error ? 'gone' : 'sent'));
      });
    },
    get: (connectionId) => {
      const entry = connections.get(connectionId);
      if (entry === undefined) return undefined;
      const { connection, lastActiveAt } = entry;
      return {
        connectedAt: new Date(connection.connectedAt),
        lastActiveAt: new Date(lastActiveAt),
        sourceIp: connection.sourceIp,
        userAgent: connection.userAgent,
      };
    },
    disconnect: (connectionId) => {
      const entry = connections.get(connectionId);
      entry?.socket.close(1000, 'Connection Closed Normally');
      return entry !== undefined;
    },
    stop: () => {
      clearInterval(expire);
      for (const { socket } of connections.values()) socket.terminate();
    },
  };
};
