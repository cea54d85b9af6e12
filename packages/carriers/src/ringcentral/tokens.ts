import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Clock, NewId, Store } from '@sms/messaging/ports';
import { callHttp, isSuccess, parseJson, type HttpAnswer } from '../http-call.ts';
import type { RingCentralSecret } from '../line-secret.ts';
import { readErrorCode } from './errors.ts';

/*
 * One access token for all function instances. RingCentral ends the oldest session when one user of an app holds more
 * than about five, so a login per instance would kill the tokens of the others in the middle of their work. The token
 * lives in the store under compare-and-set: who is to renew it writes a lease first, the others go on with the old
 * token or wait for the new one. A failed login is written down too, for the carrier allows five a minute and every
 * further one prolongs its refusal.
 */

export type TokenResult =
  | { readonly kind: 'token'; readonly accessToken: string }
  /** The carrier will not let us in until somebody changes something; `code` is the carrier's. */
  | { readonly kind: 'configuration'; readonly code: string }
  | { readonly kind: 'unavailable'; readonly retryAfterSeconds: number };

export type Tokens = {
  /** A token to call with; `rejected` is one that the carrier has just refused. */
  get(rejected: string | null): Promise<TokenResult>;
};

export type TokenDependencies = {
  readonly secret: RingCentralSecret;
  readonly store: Pick<Store, 'getValue' | 'putValue'>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly fetch: typeof globalThis.fetch;
  readonly pause: (milliseconds: number) => Promise<void>;
};

const loginTimeoutMilliseconds = 8_000;
/** Longer than a login may take: after it, whoever held the lease is taken for dead. */
const leaseMilliseconds = 10_000;
const pollMilliseconds = 250;
const pollLimit = 40;
/** A token is renewed so long before its end, or in the last fifth of a short life. */
const renewAheadSeconds = 300;
/** A token that ends within this time would end on the way. */
const marginMilliseconds = 5_000;
const configurationRestSeconds = 60;
const unreachableRestSeconds = 10;
/** The carrier's penalty after its limit (developers.ringcentral.com, basics/rate-limits). */
const limitRestSeconds = 60;

const storedToken = z.object({
  token: z.object({ accessToken: z.string(), renewAt: z.string(), expiresAt: z.string() }).nullable(),
  lease: z.object({ id: z.string(), until: z.string() }).nullable(),
  failure: z
    .object({ kind: z.enum(['configuration', 'unavailable']), code: z.string(), until: z.string() })
    .nullable(),
});
type StoredToken = z.infer<typeof storedToken>;
type Token = NonNullable<StoredToken['token']>;

const nothingStored: StoredToken = { token: null, lease: null, failure: null };

const parseStored = (value: string): StoredToken => {
  try {
    return storedToken.safeParse(parseJson(value)).data ?? nothingStored;
  } catch {
    return nothingStored;
  }
};

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

/** Names the session of one user in one app at one server, without telling any of them. */
export const accountKey = (secret: RingCentralSecret): string =>
  createHash('sha256')
    .update(JSON.stringify([secret.serverUrl, secret.clientId, secret.jwt]))
    .digest('base64url')
    .slice(0, 22);

const later = (now: Date, seconds: number): string => new Date(now.getTime() + seconds * 1000).toISOString();

const secondsUntil = (now: Date, until: string): number =>
  Math.max(1, Math.ceil((Date.parse(until) - now.getTime()) / 1000));

const readToken = (answer: HttpAnswer, now: Date): Token | null => {
  const parsed = isSuccess(answer) ? tokenAnswer.safeParse(answer.body).data : undefined;
  if (!parsed) return null;
  const life = parsed.expires_in;
  return {
    accessToken: parsed.access_token,
    renewAt: later(now, Math.max(life - renewAheadSeconds, life * 0.8)),
    expiresAt: later(now, life),
  };
};

/** Why a login failed and how long nobody need try again. */
const readFailure = (answer: HttpAnswer, now: Date): NonNullable<StoredToken['failure']> => {
  const { status } = answer;
  if (status === 429 || status === 503) {
    return { kind: 'unavailable', code: '', until: later(now, answer.retryAfterSeconds ?? limitRestSeconds) };
  }
  if (status >= 400 && status < 500 && status !== 408) {
    const code = readErrorCode(answer.body)?.code ?? `HTTP ${status}`;
    return { kind: 'configuration', code, until: later(now, configurationRestSeconds) };
  }
  return { kind: 'unavailable', code: '', until: later(now, unreachableRestSeconds) };
};

export const createTokens = ({ secret, store, clock, newId, fetch, pause }: TokenDependencies): Tokens => {
  const key = `ringcentral-token:${accountKey(secret)}`;
  let remembered: Token | null = null;

  const read = async (): Promise<StoredToken & { revision: number }> => {
    const stored = await store.getValue(key);
    return stored
      ? { ...parseStored(stored.value), revision: stored.revision }
      : { ...nothingStored, revision: 0 };
  };

  const write = (value: StoredToken, revision: number): Promise<boolean> =>
    store.putValue(
      key,
      JSON.stringify({ token: value.token, lease: value.lease, failure: value.failure }),
      revision,
      later(clock.now(), 24 * 60 * 60),
    );

  const result = (token: Token): TokenResult => ({ kind: 'token', accessToken: token.accessToken });

  const failureResult = (failure: NonNullable<StoredToken['failure']>): TokenResult =>
    failure.kind === 'configuration'
      ? { kind: 'configuration', code: failure.code }
      : { kind: 'unavailable', retryAfterSeconds: secondsUntil(clock.now(), failure.until) };

  const logIn = async (lease: NonNullable<StoredToken['lease']>, old: Token | null): Promise<TokenResult> => {
    const answer = await callHttp(
      { fetch, timeoutMs: loginTimeoutMilliseconds, now: () => clock.now() },
      {
        method: 'POST',
        url: `${secret.serverUrl}/restapi/oauth/token`,
        headers: {
          accept: 'application/json',
          authorization: `Basic ${Buffer.from(`${secret.clientId}:${secret.clientSecret}`).toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({
          grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
          assertion: secret.jwt,
        }).toString(),
      },
    );
    const now = clock.now();
    const token = answer.kind === 'answer' ? readToken(answer, now) : null;
    const failure = token
      ? null
      : answer.kind === 'answer'
        ? readFailure(answer, now)
        : { kind: 'unavailable' as const, code: '', until: later(now, unreachableRestSeconds) };
    const current = await read();
    if (current.lease?.id === lease.id) {
      await write({ token: token ?? old, lease: null, failure }, current.revision);
      if (token) remembered = token;
    }
    if (token) return result(token);
    // Renewal comes ahead of the end: a login that fails costs nothing while the old token lives.
    return old ? result(old) : failureResult(failure!);
  };

  const get = async (rejected: string | null): Promise<TokenResult> => {
    const usable = (token: Token | null, until: 'renewAt' | 'expiresAt'): token is Token =>
      token !== null &&
      token.accessToken !== rejected &&
      Date.parse(token[until]) > clock.now().getTime() + marginMilliseconds;
    if (usable(remembered, 'renewAt')) return result(remembered);
    for (let poll = 0; poll < pollLimit; poll += 1) {
      const stored = await read();
      const now = clock.now().toISOString();
      if (usable(stored.token, 'renewAt')) {
        remembered = stored.token;
        return result(stored.token);
      }
      const old = usable(stored.token, 'expiresAt') ? stored.token : null;
      if (stored.failure && stored.failure.until > now)
        return old ? result(old) : failureResult(stored.failure);
      if (stored.lease && stored.lease.until > now) {
        if (old) return result(old);
        await pause(pollMilliseconds);
        continue;
      }
      const lease = { id: newId(), until: later(clock.now(), leaseMilliseconds / 1000) };
      if (await write({ token: old, lease, failure: null }, stored.revision)) return logIn(lease, old);
    }
    return { kind: 'unavailable', retryAfterSeconds: unreachableRestSeconds };
  };

  return { get };
};
