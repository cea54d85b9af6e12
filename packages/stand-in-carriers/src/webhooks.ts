import http from 'node:http';
import https from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import type { Faults } from './faults.ts';
import type { Pending } from './pending.ts';

export type WebhookAnswer =
  | {
      readonly ok: true;
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      readonly body: string;
      /** Of the whole answer: status line, headers and body. */
      readonly bytes: number;
    }
  | { readonly ok: false; readonly reason: 'connect' | 'timeout' };

export type WebhookRequest = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** From the start to the end of the answer. */
  readonly timeoutMs: number;
};

const post = (request: WebhookRequest, signal: AbortSignal): Promise<WebhookAnswer> =>
  new Promise((resolve) => {
    const url = new URL(request.url);
    const client = url.protocol === 'https:' ? https : http;
    let timedOut = false;
    const outgoing = client.request(url, {
      method: 'POST',
      agent: false,
      signal,
      headers: {
        ...request.headers,
        'content-length': String(Buffer.byteLength(request.body)),
        connection: 'close',
      },
    });
    const timer = setTimeout(() => {
      timedOut = true;
      outgoing.destroy();
    }, request.timeoutMs);
    const fail = () => {
      clearTimeout(timer);
      resolve({ ok: false, reason: timedOut ? 'timeout' : 'connect' });
    };
    outgoing.on('error', fail);
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('close', fail);
      response.on('end', () => {
        clearTimeout(timer);
        const body = Buffer.concat(chunks);
        const headerBytes = response.rawHeaders.reduce((sum, part) => sum + Buffer.byteLength(part) + 2, 0);
        const statusLine = `HTTP/1.1 ${response.statusCode ?? 0} ${response.statusMessage ?? ''}\r\n`.length;
        resolve({
          ok: true,
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: body.toString('utf8'),
          bytes: statusLine + headerBytes + 2 + body.length,
        });
      });
    });
    outgoing.end(request.body);
  });

const shuffled = <T>(items: readonly T[]): T[] => {
  const order = items.map((item) => ({ item, key: Math.random() })).sort((a, b) => a.key - b.key);
  const result = order.map(({ item }) => item);
  // One in n! shuffles changes nothing: turn it round, or two events would often keep their order.
  return result.every((item, index) => item === items[index]) ? result.reverse() : result;
};

const holdMs = 250;

/** The carriers' side of webhooks: sends events, with their faults, and knows what is still under way. */
export const createWebhooks = (faults: Faults, pending: Pending) => {
  const abort = new AbortController();
  let reachable = true;
  let held: { send: () => Promise<void>; end: () => void }[] = [];
  let release: NodeJS.Timeout | undefined;

  const releaseHeld = async () => {
    clearTimeout(release);
    const events = shuffled(held);
    held = [];
    for (const { send, end } of events) {
      await send();
      end();
    }
  };

  return {
    post: (request: WebhookRequest): Promise<WebhookAnswer> =>
      reachable && !abort.signal.aborted
        ? post(request, abort.signal)
        : Promise.resolve({ ok: false, reason: 'connect' }),

    /** Sends one event without waiting; `send` must not reject. Twice at once or held back when a fault says so. */
    emit(send: () => Promise<void>): void {
      const deliver = faults.takeForWebhook('duplicate_webhooks')
        ? async () => {
            await Promise.all([send(), send()]);
          }
        : send;
      if (!faults.takeForWebhook('reorder_webhooks')) {
        pending.track(deliver());
        return;
      }
      held.push({ send: deliver, end: pending.begin() });
      clearTimeout(release);
      if (held.length > 1 && !faults.has('reorder_webhooks')) void releaseHeld();
      else release = setTimeout(() => void releaseHeld(), holdMs);
    },

    setReachable(value: boolean): void {
      reachable = value;
    },

    close(): void {
      clearTimeout(release);
      for (const { end } of held) end();
      held = [];
      abort.abort();
    },
  };
};

export type Webhooks = ReturnType<typeof createWebhooks>;
