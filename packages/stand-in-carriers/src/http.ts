import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';

/** A request as the carriers' handlers see it. */
export type Call = {
  readonly method: string;
  /** Undecoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

export type Reply = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};

/** What a handler answers; `lost`: the caller never hears it, the connection breaks after a while. */
export type Outcome = Reply | 'lost';

declare global {
  interface JSON {
    /** In Node since 21, not yet in TypeScript's library for this target. */
    rawJSON(text: string): unknown;
  }
}

/** JSON whose bigints stand as bare numbers, however large: the carriers' ids do. */
export const stringify = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'bigint' ? JSON.rawJSON(String(part)) : part,
  );

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json;charset=utf-8', ...headers },
  body: stringify(value),
});

/** The user and password of a Basic header, or null. */
export const basicCredentials = (headers: IncomingHttpHeaders): { user: string; password: string } | null => {
  const encoded = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(headers.authorization ?? '')?.[1];
  if (!encoded) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? null : { user: text.slice(0, colon), password: text.slice(colon + 1) };
};

export const isForm = (headers: IncomingHttpHeaders): boolean =>
  (headers['content-type'] ?? '').toLowerCase().startsWith('application/x-www-form-urlencoded');

const largestBody = 12_000_000;

const readBody = async (request: IncomingMessage): Promise<Buffer | null> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const answer = (response: ServerResponse, reply: Reply) => {
  const body = reply.body ?? '';
  response.writeHead(reply.status, {
    ...reply.headers,
    ...(reply.status === 204 ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
  });
  response.end(reply.status === 204 ? undefined : body);
};

/** A server on 127.0.0.1 whose handler may lose an answer. */
export const listen = async (
  settings: { port: number; host: string; lostAnswerDelayMs: number; log: (line: string) => void },
  handle: (call: Call) => Promise<Outcome>,
): Promise<{ server: Server; port: number; close(): Promise<void> }> => {
  const breaking = new Set<NodeJS.Timeout>();

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await readBody(request);
    if (!body) return answer(response, { status: 413 });
    const target = request.url ?? '/';
    const mark = target.indexOf('?');
    const outcome = await handle({
      method: request.method ?? 'GET',
      path: mark < 0 ? target : target.slice(0, mark),
      query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
      headers: request.headers,
      body,
    });
    if (outcome !== 'lost') return answer(response, outcome);
    const timer = setTimeout(() => {
      breaking.delete(timer);
      request.socket.destroy();
    }, settings.lostAnswerDelayMs);
    breaking.add(timer);
  };

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      settings.log(
        `stand-in carriers: ${error instanceof Error ? error.name : 'unknown error'} in a request`,
      );
      if (!response.headersSent) answer(response, { status: 500 });
      else response.destroy();
    });
  });
  // Another second than the client's own: a client that reuses a connection the moment we close it would see a reset.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  return {
    server,
    port: typeof address === 'object' && address ? address.port : settings.port,
    close: () =>
      new Promise<void>((resolve) => {
        for (const timer of breaking) clearTimeout(timer);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
