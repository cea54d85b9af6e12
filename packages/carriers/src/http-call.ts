/**
 * One HTTP call to a carrier, reduced to what a sender can do about it: an answer, the certainty that nothing left this
 * machine, or no certainty at all.
 */
export type HttpAnswer = {
  readonly kind: 'answer';
  readonly status: number;
  /** The parsed JSON, or null when the body is empty or no JSON. */
  readonly body: unknown;
  /** The `Retry-After` header in seconds, null without one. */
  readonly retryAfterSeconds: number | null;
};

export type HttpResult =
  | HttpAnswer
  /** No connection came about: the request was never sent. */
  | { readonly kind: 'unreached' }
  /** The request may have been carried out; its answer did not arrive. */
  | { readonly kind: 'lost' };

export type HttpRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** Failures of the system's resolver and of connect(2), and undici's own: all before the first byte of a request. */
const beforeConnection = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL'],
  'UND_ERR_CONNECT_TIMEOUT',
]);

const failedBeforeConnection = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  // A name with several addresses fails with one error an address.
  if (error instanceof AggregateError)
    return error.errors.length > 0 && error.errors.every(failedBeforeConnection);
  if ('code' in error && typeof error.code === 'string' && beforeConnection.has(error.code)) return true;
  return error.cause !== undefined && failedBeforeConnection(error.cause);
};

/** Whole numbers beyond 2^53 are kept as strings: carriers have ids and conversation ids of 64 bits. */
export const parseJson = (text: string): unknown =>
  JSON.parse(text, ((_key: string, value: unknown, context?: { source: string }) =>
    typeof value === 'number' && context && /^-?\d+$/.test(context.source) && !Number.isSafeInteger(value)
      ? context.source
      : value) as (key: string, value: unknown) => unknown);

const parseBody = (text: string): unknown => {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
};

/** The longest wait that a header may ask for, in seconds. */
const longestRetryAfterSeconds = 24 * 60 * 60;

/** Reads `Retry-After` (RFC 9110, section 10.2.3): seconds, or an HTTP date. */
export const parseRetryAfter = (header: string | null, now: Date): number | null => {
  if (header === null || header.trim() === '') return null;
  const seconds = /^\d+$/.test(header.trim())
    ? Number(header)
    : Math.ceil((Date.parse(header) - now.getTime()) / 1000);
  if (Number.isNaN(seconds)) return null;
  return Math.min(Math.max(seconds, 1), longestRetryAfterSeconds);
};

/**
 * Calls a carrier. Every call gets a connection of its own: one that was kept while the function instance was frozen is
 * dead without our knowing, and a send that meets it would be an answer lost for nothing.
 */
export const callHttp = async (
  world: { readonly fetch: typeof globalThis.fetch; readonly timeoutMs: number; readonly now: () => Date },
  request: HttpRequest,
): Promise<HttpResult> => {
  try {
    const response = await world.fetch(request.url, {
      method: request.method,
      headers: { ...request.headers, connection: 'close' },
      ...(request.body === undefined ? {} : { body: request.body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(world.timeoutMs),
    });
    const text = await response.text();
    return {
      kind: 'answer',
      status: response.status,
      body: parseBody(text),
      retryAfterSeconds: parseRetryAfter(response.headers.get('retry-after'), world.now()),
    };
  } catch (error) {
    return { kind: failedBeforeConnection(error) ? 'unreached' : 'lost' };
  }
};

/** Whether an answer says that it was done. */
export const isSuccess = (answer: HttpAnswer): boolean => answer.status >= 200 && answer.status < 300;
