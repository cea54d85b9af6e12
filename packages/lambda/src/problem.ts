import { problems, type ProblemCode } from '@sms/contract/problem';
import type { Refusal } from '@sms/messaging/outcome';

/** An answer as API Gateway's HTTP API takes it. */
export type HttpAnswer = {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
  /** Said of bytes; text goes as it is. */
  readonly isBase64Encoded?: boolean;
};

/** A file in the place of JSON, or where to read it. */
export type FileAnswer =
  | { readonly bytes: Uint8Array; readonly headers: Readonly<Record<string, string>> }
  | { readonly redirectTo: string };

/** Nothing of the API is for caches or for guessing what it is. */
export const securityHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const;

/** The one way from a refusal to an HTTP answer: RFC 9457, status and title by the table of problems. */
export const problemAnswer = ({ code, detail, extra = {} }: Omit<Refusal, 'ok'>): HttpAnswer => {
  const { status, title } = problems[code];
  return {
    statusCode: status,
    headers: { ...securityHeaders, 'content-type': 'application/problem+json' },
    body: JSON.stringify({ ...extra, type: `/problems/${code}`, title, status, code, detail }),
  };
};

/** A refusal thrown inside the chain. Recognised by its mark, since a bundle may hold a class twice. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly refusal: Omit<Refusal, 'ok'>;

  constructor(code: ProblemCode, detail: string, extra?: Readonly<Record<string, unknown>>) {
    super(code);
    this.refusal = extra === undefined ? { code, detail } : { code, detail, extra };
  }
}

export const refusalOf = (error: unknown): Omit<Refusal, 'ok'> | null =>
  (error as { readonly name?: unknown } | null)?.name === 'RefusedError'
    ? (error as RefusedError).refusal
    : null;

/** A service that is down or busy is not a bug: the caller may try again. */
const passingErrors = new Set([
  'TimeoutError',
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TransactionInProgressException',
  'InternalServerError',
  'InternalServiceError',
  'ServiceUnavailable',
  'GetParameterError',
]);

/** What an error that nobody meant means to the caller; nothing of it is told. */
export const failureOf = (error: unknown): Omit<Refusal, 'ok'> =>
  passingErrors.has(String((error as { readonly name?: unknown } | null)?.name))
    ? { code: 'unavailable', detail: 'A part of the service is busy. Try again in a moment.' }
    : {
        code: 'internal',
        detail: 'Nothing may have been done. Try again; if it stays, tell the administrator.',
      };
