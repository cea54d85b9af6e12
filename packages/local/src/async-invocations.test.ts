import { describe, expect, test } from 'vitest';
import { createAsyncInvocations } from './async-invocations.ts';
import type { FunctionBlueprint } from './blueprint.ts';
import { createLocalClock } from './clock.ts';
import type { InvocationResult } from './function-instance.ts';

const arn = 'arn:aws:lambda:us-east-1:000000000000:function:one';
const minute = 60_000;
const success: InvocationResult = { kind: 'success', payload: 'null' };
const failure: InvocationResult = {
  kind: 'function-error',
  error: { errorType: 'Error', errorMessage: 'no' },
};

const setup = (
  answer: (attempt: number) => InvocationResult,
  asynchronous: Partial<FunctionBlueprint['asynchronous']> = {},
  duplicateEvery = 0,
) => {
  const clock = createLocalClock();
  const start = clock.now();
  const attempts: { readonly minutes: number; readonly requestId: string | undefined }[] = [];
  const dropped: [queue: string | undefined, record: unknown][] = [];
  const blueprint = {
    asynchronous: {
      maximumRetryAttempts: 2,
      maximumEventAgeSeconds: 21_600,
      onFailure: 'queue',
      ...asynchronous,
    },
  } as FunctionBlueprint;
  const invocations = createAsyncInvocations({
    functions: new Map([[arn, blueprint]]),
    pool: {
      invoke: (_arn, _event, requestId) => {
        attempts.push({ minutes: Math.floor((clock.now() - start) / minute), requestId });
        return Promise.resolve(answer(attempts.length));
      },
    },
    clock,
    failures: { put: (queue, record) => dropped.push([queue, record]) },
    duplicateEvery,
  });
  return { clock, invocations, attempts, dropped };
};

describe('asynchronous invocations', () => {
  test('are tried again one and then two minutes later, and then go to the failure destination', async () => {
    const { clock, invocations, attempts, dropped } = setup(() => failure);
    await invocations.invoke(arn, { messageId: 'm' });
    await clock.advance(10 * minute);
    expect(attempts.map(({ minutes }) => minutes)).toEqual([0, 1, 3]);
    expect(new Set(attempts.map(({ requestId }) => requestId)).size).toBe(1);
    expect(dropped).toMatchObject([
      [
        'queue',
        {
          requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
          requestPayload: { messageId: 'm' },
          responsePayload: { errorType: 'Error' },
        },
      ],
    ]);
    clock.stop();
  });

  test('stop at the first success, and at the number of retries that the template says', async () => {
    const healed = setup((attempt) => (attempt === 1 ? failure : success));
    await healed.invocations.invoke(arn, {});
    await healed.clock.advance(10 * minute);
    expect([healed.attempts.length, healed.dropped.length]).toEqual([2, 0]);
    healed.clock.stop();

    const never = setup(() => failure, { maximumRetryAttempts: 0 });
    await never.invocations.invoke(arn, {});
    await never.clock.advance(10 * minute);
    expect([never.attempts.length, never.dropped.length]).toEqual([1, 1]);
    never.clock.stop();
  });

  test('that are throttled wait in the queue and use up no retry', async () => {
    const { clock, invocations, attempts, dropped } = setup((attempt) =>
      attempt <= 6 ? { kind: 'throttled' } : success,
    );
    await invocations.invoke(arn, {});
    await clock.advance(10 * minute);
    expect([attempts.length, dropped.length]).toEqual([7, 0]);
    clock.stop();
  });

  test('come at least once: now and then twice without any error', async () => {
    const { clock, invocations, attempts } = setup(() => success, {}, 3);
    for (const event of [1, 2, 3]) await invocations.invoke(arn, { event });
    expect(attempts).toHaveLength(4);
    expect(attempts[2]?.requestId).toBe(attempts[3]?.requestId);
    clock.stop();
  });
});
