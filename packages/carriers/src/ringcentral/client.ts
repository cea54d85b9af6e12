import type { Clock, MediaBytes } from '@sms/messaging/ports';
import { callHttp, type HttpAnswer, type HttpResult } from '../http-call.ts';
import type { RingCentralSecret } from '../line-secret.ts';
import { callForFile, isSameHost, readFile } from '../media-file.ts';
import { defaultRetryAfterSeconds } from './errors.ts';
import type { Rests } from './rests.ts';
import type { TokenResult, Tokens } from './tokens.ts';

/** The groups in which the carrier counts calls, per user and app (developers.ringcentral.com, basics/rate-limits). */
export type RateGroup = 'light' | 'medium';

export type CallResult =
  | HttpResult
  /** Not called: no token, or the carrier's penalty for too many calls still runs and each call would prolong it. */
  | { readonly kind: 'no_token'; readonly reason: Exclude<TokenResult, { kind: 'token' }> }
  | { readonly kind: 'held'; readonly retryAfterSeconds: number };

export type RingCentralCall = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the server's address. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly group: RateGroup;
  /** Shorter than the client's own, for a call that something else waits for. */
  readonly timeoutMs?: number;
};

export type RingCentralClient = {
  call(request: RingCentralCall): Promise<CallResult>;
  /** A file at the API's host or its media host; null when it cannot be asked for, `gone` at any other host. */
  fetchFile(url: string): Promise<MediaBytes | 'gone' | null>;
};

export type ClientDependencies = {
  readonly secret: RingCentralSecret;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
  readonly rests: Rests;
};

/** The token goes to the API's own host and the media host beside it, `media.` in the place of `platform.`. */
const mayHaveToken = (address: string, serverUrl: string): boolean => {
  const url = URL.parse(address);
  const server = new URL(serverUrl);
  if (url === null) return false;
  if (!/(^|\.)ringcentral\.com$/.test(server.hostname)) return isSameHost(url, server);
  const media = server.hostname.replace(/^platform\./, 'media.');
  return url.protocol === server.protocol && [server.host, media].includes(url.host);
};

/** Calls the REST API with the shared token; a token refused on the way is renewed and the call repeated once. */
export const createClient = ({
  secret,
  tokens,
  clock,
  fetch,
  timeoutMs,
  rests,
}: ClientDependencies): RingCentralClient => {
  const send = (
    { method, path, query, body, timeoutMs: limit }: RingCentralCall,
    accessToken: string,
  ): Promise<HttpResult> => {
    const search = query ? `?${new URLSearchParams(query).toString()}` : '';
    return callHttp(
      { fetch, timeoutMs: limit ?? timeoutMs, now: () => clock.now() },
      {
        method,
        url: `${secret.serverUrl}${path}${search}`,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${accessToken}`,
          'user-agent': 'sms-conversations',
          'x-user-agent': 'sms-conversations',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
    );
  };

  const rest = (group: RateGroup, answer: Pick<HttpAnswer, 'retryAfterSeconds'>): Promise<void> =>
    rests.begin(group, answer.retryAfterSeconds ?? defaultRetryAfterSeconds);

  return {
    async call(request) {
      const retryAfterSeconds = await rests.remaining(request.group);
      if (retryAfterSeconds > 0) return { kind: 'held', retryAfterSeconds };
      let token = await tokens.get(null);
      if (token.kind !== 'token') return { kind: 'no_token', reason: token };
      let result = await send(request, token.accessToken);
      if (result.kind === 'answer' && result.status === 401) {
        // A call refused for its token was not carried out: it may be repeated, even a send.
        token = await tokens.get(token.accessToken);
        if (token.kind !== 'token') return { kind: 'no_token', reason: token };
        result = await send(request, token.accessToken);
      }
      if (result.kind === 'answer' && result.status === 429) await rest(request.group, result);
      return result;
    },

    async fetchFile(url) {
      if (!mayHaveToken(url, secret.serverUrl)) return 'gone';
      if ((await rests.remaining('medium')) > 0) return null;
      let token = await tokens.get(null);
      if (token.kind !== 'token') return null;
      const world = { fetch, now: () => clock.now() };
      const ask = (accessToken: string) =>
        callForFile(world, url, { authorization: `Bearer ${accessToken}` });
      let result = await ask(token.accessToken);
      if (result.kind === 'refused' && result.status === 401) {
        token = await tokens.get(token.accessToken);
        if (token.kind !== 'token') return null;
        result = await ask(token.accessToken);
      }
      if (result.kind === 'refused' && result.status === 429) await rest('medium', result);
      return readFile(result);
    },
  };
};
