import type { PhiFinding } from '@sms/contract';
import { Refused, SignedOut } from './api/client.ts';
import { text } from './text.ts';

/** What went wrong, for a person: a sentence, the next step, and a code for whoever helps. */
export type Failure = {
  readonly title: string;
  readonly detail: string;
  readonly code: string;
  /** What the guard found, where that is why. */
  readonly findings?: readonly PhiFinding[];
};

/** Words for what the API's client threw. */
export const failureOf = (error: unknown): Failure => {
  if (error instanceof Refused) {
    const { title, detail, code } = error.problem;
    const findings = error.problem['findings'] as readonly PhiFinding[] | undefined;
    return { title, detail: detail ?? text.failure.refusedDetail, code, ...(findings && { findings }) };
  }
  if (error instanceof SignedOut)
    return { title: text.failure.signedOut, detail: text.failure.signedOutDetail, code: 'signed_out' };
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 0;
  return {
    title: text.failure.unanswered,
    detail: status === 0 ? text.failure.noAnswerDetail : text.failure.serverDetail,
    code: status === 0 ? 'no_answer' : `http_${status}`,
  };
};
