import { randomUUID } from 'node:crypto';
import { unqualified, type FunctionBlueprint } from './blueprint.ts';
import type { LocalClock } from './clock.ts';
import type { FailureQueues } from './failure-queues.ts';
import type { FunctionError, InvocationResult } from './function-instance.ts';
import type { FunctionPool } from './function-pool.ts';

export type AsyncInvocations = {
  /**
   * Puts an event into a function's queue. Resolves when its first attempt has ended, however it ended; retries
   * follow on the local clock.
   */
  readonly invoke: (functionArn: string, event: unknown) => Promise<void>;
  /** Resolves when no attempt is under way. */
  readonly idle: () => Promise<void>;
};

/** Lambda's gaps before the second and the third attempt after an error of the function. */
const retryDelaysMilliseconds = [60_000, 120_000] as const;
/** Lambda's first and longest gap after throttling. */
const throttleDelaysMilliseconds = { first: 1_000, longest: 300_000 } as const;

type Event = {
  readonly functionArn: string;
  readonly payload: unknown;
  readonly requestId: string;
  readonly queuedAt: number;
  readonly errors: number;
  readonly throttles: number;
};

export type AsyncInvocationsOptions = {
  readonly functions: ReadonlyMap<string, FunctionBlueprint>;
  readonly pool: Pick<FunctionPool, 'invoke'>;
  readonly clock: Pick<LocalClock, 'now' | 'at'>;
  readonly failures: Pick<FailureQueues, 'put'>;
  /**
   * Every so many events is delivered twice without any error, as Lambda's queue may: delivery is at least once.
   * 0: never.
   */
  readonly duplicateEvery: number;
};

/** Lambda's queue of asynchronous invocations: at least once, errors retried after one and then two minutes. */
export const createAsyncInvocations = ({
  functions,
  pool,
  clock,
  failures,
  duplicateEvery,
}: AsyncInvocationsOptions): AsyncInvocations => {
  let accepted = 0;
  const underWay = new Set<Promise<void>>();

  const giveUp = (event: Event, condition: string, error: FunctionError | undefined): void => {
    failures.put(functions.get(event.functionArn)?.asynchronous.onFailure, {
      version: '1.0',
      timestamp: new Date(clock.now()).toISOString(),
      requestContext: {
        requestId: event.requestId,
        functionArn: `${event.functionArn}:$LATEST`,
        condition,
        approximateInvokeCount: event.errors,
      },
      requestPayload: event.payload,
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: error ?? null,
    });
  };

  const later = (event: Event, delay: number): void => {
    clock.at(clock.now() + delay, () => attempt(event));
  };

  const retryAfter = (event: Event, result: Exclude<InvocationResult, { kind: 'success' }>): void => {
    const settings = functions.get(event.functionArn)?.asynchronous;
    const oldest = (settings?.maximumEventAgeSeconds ?? 0) * 1000;
    if (result.kind === 'throttled') {
      const { first, longest } = throttleDelaysMilliseconds;
      const delay = Math.min(first * 2 ** event.throttles, longest);
      if (clock.now() + delay - event.queuedAt > oldest) giveUp(event, 'EventAgeExceeded', undefined);
      else later({ ...event, throttles: event.throttles + 1 }, delay);
      return;
    }
    const failed = { ...event, errors: event.errors + 1 };
    const delay = retryDelaysMilliseconds[event.errors];
    if (delay === undefined || failed.errors > (settings?.maximumRetryAttempts ?? 0))
      giveUp(failed, 'RetriesExhausted', result.error);
    else if (clock.now() + delay - event.queuedAt > oldest) giveUp(failed, 'EventAgeExceeded', result.error);
    else later(failed, delay);
  };

  const tryOnce = async (event: Event): Promise<void> => {
    const result = await pool.invoke(event.functionArn, event.payload, event.requestId);
    if (result.kind !== 'success') retryAfter(event, result);
  };

  const attempt = (event: Event): Promise<void> => {
    const done = tryOnce(event).finally(() => underWay.delete(done));
    underWay.add(done);
    return done;
  };

  return {
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    invoke: async (functionArn, payload) => {
      accepted += 1;
      const event: Event = {
        functionArn: unqualified(functionArn),
        payload,
        requestId: randomUUID(),
        queuedAt: clock.now(),
        errors: 0,
        throttles: 0,
      };
      const copies = duplicateEvery > 0 && accepted % duplicateEvery === 0 ? [event, event] : [event];
      await Promise.all(copies.map(attempt));
    },
  };
};
