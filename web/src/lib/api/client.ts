import type { Problem, routes } from '@sms/contract';
import type { z } from 'zod';

type Routes = typeof routes;
type AnyRoute = Routes[keyof Routes];
type Key<R extends AnyRoute> = `${R['method']} ${R['path']}`;
type RouteOf<K> = { [N in keyof Routes]: Key<Routes[N]> extends K ? Routes[N] : never }[keyof Routes];
type Input<R, F extends string> = R extends { readonly [P in F]: infer S extends z.ZodType }
  ? z.input<S>
  : undefined;
type Answer<R> = R extends { readonly success: { readonly body: infer S extends z.ZodType } }
  ? z.output<S>
  : null;

/** A route as `METHOD /path/{id}`, just as the contract lists it. */
export type RouteKey = { [N in keyof Routes]: Key<Routes[N]> }[keyof Routes];

type Call<K> = {
  readonly id?: string;
  readonly query?: Partial<Input<RouteOf<K>, 'query'>>;
  readonly idempotencyKey?: string;
} & (Input<RouteOf<K>, 'body'> extends undefined ? unknown : { readonly body: Input<RouteOf<K>, 'body'> });

/** The server refused, and says why. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** No answer that one could rely on: whether the server did what was asked is not known. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
  /** HTTP status, or 0 if nothing came. */
  readonly status: number;

  constructor(status: number) {
    super('unanswered');
    this.status = status;
  }
}

/** The session has ended; the person has to sign in again. */
export class SignedOut extends Error {
  override readonly name = 'SignedOut';
}

export type Credentials = {
  readonly token: () => Promise<string | null>;
  readonly renew: () => Promise<boolean>;
  readonly end: () => void;
  readonly refuse: () => void;
};

/** How long an answer may take, in milliseconds. */
const patience = 30_000;

/** Calls a route of the contract: `api('GET /api/conversations/{id}', { id })`. */
export type Api = <K extends RouteKey>(
  key: K,
  ...call: object extends Call<K> ? [call?: Call<K>] : [call: Call<K>]
) => Promise<Answer<RouteOf<K>>>;

type LooseCall = { id?: string; query?: Record<string, unknown>; idempotencyKey?: string; body?: unknown };

const requestOf = (key: string, call: LooseCall): [string, RequestInit] => {
  const [method = 'GET', path = ''] = key.split(' ');
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {}))
    if (value !== undefined && value !== null) query.set(name, String(value));
  const headers: Record<string, string> = {};
  if (call.body !== undefined) headers['content-type'] = 'application/json';
  if (call.idempotencyKey !== undefined) headers['idempotency-key'] = call.idempotencyKey;
  const address = path.replace('{id}', encodeURIComponent(call.id ?? ''));
  return [
    query.size === 0 ? address : `${address}?${query.toString()}`,
    { method, headers, ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }) },
  ];
};

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && typeof (value as Problem).code === 'string';

/** The API's client. Throws `Refused`, `Unanswered` or `SignedOut`, never anything with a text or a number in it. */
export const createApi = (credentials: Credentials, send: typeof fetch = fetch): Api => {
  const attempt = async (address: string, init: RequestInit): Promise<Response> => {
    const token = await credentials.token();
    if (token === null) return new Response(null, { status: 401 });
    const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${token}` };
    try {
      return await send(address, {
        ...init,
        headers,
        cache: 'no-store',
        signal: AbortSignal.timeout(patience),
      });
    } catch {
      throw new Unanswered(0);
    }
  };
  const call = async (key: string, options: LooseCall = {}): Promise<unknown> => {
    const [address, init] = requestOf(key, options);
    let response = await attempt(address, init);
    if (response.status === 401 && (await credentials.renew())) response = await attempt(address, init);
    if (response.status === 401) {
      credentials.end();
      throw new SignedOut('signed out');
    }
    const content = (await response.json().catch(() => null)) as unknown;
    if (response.ok) {
      if (content === null && response.status !== 204) throw new Unanswered(response.status);
      return content;
    }
    if (response.status === 403) credentials.refuse();
    if (isProblem(content) && content.code !== 'internal' && content.code !== 'unavailable')
      throw new Refused(content);
    throw new Unanswered(response.status);
  };
  return call as Api;
};
