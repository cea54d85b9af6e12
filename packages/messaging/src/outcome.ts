import type { ProblemCode } from '@sms/contract/problem';

/** A refusal a caller can act on: `code` is stable, `detail` says what to do, `extra` are members of the problem document. */
export type Refusal = {
  readonly ok: false;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly extra?: Readonly<Record<string, unknown>>;
};

/** What a use case answers: exceptions are for bugs and for what is down. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | Refusal;

export const succeed = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const refuse = (
  code: ProblemCode,
  detail: string,
  extra?: Readonly<Record<string, unknown>>,
): Refusal => (extra === undefined ? { ok: false, code, detail } : { ok: false, code, detail, extra });

export const conversationNotFound = (): Refusal =>
  refuse('not_found', 'There is no such conversation. Load it by its phone number.');

export const messageNotFound = (): Refusal => refuse('not_found', 'There is no such message.');
