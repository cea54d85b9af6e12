import type { Clock } from '@sms/messaging/ports';
import { callHttp, type HttpAnswer, type HttpResult } from '../http-call.ts';
import type { RingCentralSecret } from '../line-secret.ts';
import { defaultRetryAfterSeconds } from './errors.ts';
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
};

export type RingCentralClient = { call(request: RingCentralCall): Promise<CallResult> };

export type ClientDependencies = {
  readonly secret: RingCentralSecret;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
  /** Until when a group of calls rests, in epoch milliseconds; shared by the clients of one account. */
  readonly holds: Map<RateGroup, number>;
};

/** Calls the REST API with the shared token; a token refused on the way is renewed and the call repeated once. */
export const createClient = ({
  secret,
  tokens,
  clock,
  fetch,
  timeoutMs,
  holds,
}: ClientDependencies): RingCentralClient => {
  const send = ({ method, path, query, body }: RingCentralCall, accessToken: string): Promise<HttpResult> => {
    const search = query ? `?${new URLSearchParams(query).toString()}` : '';
    return callHttp(
      { fetch, timeoutMs, now: () => clock.now() },
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

  const hold = (group: RateGroup, answer: HttpAnswer): void => {
    const seconds = answer.retryAfterSeconds ?? defaultRetryAfterSeconds;
    holds.set(group, clock.now().getTime() + seconds * 1000);
  };

  return {
    async call(request) {
      const heldFor = (holds.get(request.group) ?? 0) - clock.now().getTime();
      if (heldFor > 0) return { kind: 'held', retryAfterSeconds: Math.ceil(heldFor / 1000) };
      let token = await tokens.get(null);
      if (token.kind !== 'token') return { kind: 'no_token', reason: token };
      let result = await send(request, token.accessToken);
      if (result.kind === 'answer' && result.status === 401) {
        // A call refused for its token was not carried out: it may be repeated, even a send.
        token = await tokens.get(token.accessToken);
        if (token.kind !== 'token') return { kind: 'no_token', reason: token };
        result = await send(request, token.accessToken);
      }
      if (result.kind === 'answer' && result.status === 429) hold(request.group, result);
      return result;
    },
  };
};
