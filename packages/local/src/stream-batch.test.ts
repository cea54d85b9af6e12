import { describe, expect, test } from 'vitest';
import type { InvocationResult } from './function-instance.ts';
import { deliverBatch, type BatchContext, type StreamRecord } from './stream-batch.ts';

const now = 1_700_000_100_000;
const records = (count: number, ageSeconds = 0): readonly StreamRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    dynamodb: { SequenceNumber: String(index + 1), ApproximateCreationDateTime: now / 1000 - ageSeconds },
  }));

const success = (answer: unknown): InvocationResult => ({ kind: 'success', payload: JSON.stringify(answer) });
const failures = (...names: unknown[]) =>
  success({ batchItemFailures: names.map((itemIdentifier) => ({ itemIdentifier })) });
const thrown: InvocationResult = { kind: 'function-error', error: { errorType: 'Error', errorMessage: '' } };

const deliver = async (
  batch: readonly StreamRecord[],
  answer: (numbers: readonly string[], call: number) => InvocationResult,
  mapping: Partial<BatchContext['mapping']> = {},
) => {
  const calls: string[][] = [];
  const dropped: unknown[] = [];
  await deliverBatch(batch, {
    mapping: {
      reportsItemFailures: true,
      bisects: true,
      maximumRetryAttempts: 3,
      maximumRecordAgeSeconds: 300,
      onFailure: 'queue',
      functionArn: 'arn',
      ...mapping,
    },
    shardId: 'shard',
    streamArn: 'stream',
    invoke: (given) => {
      const numbers = given.map(({ dynamodb }) => dynamodb.SequenceNumber);
      calls.push(numbers);
      return Promise.resolve(answer(numbers, calls.length));
    },
    now: () => now,
    pause: () => Promise.resolve(),
    failed: (_queue, record) => dropped.push(record),
  });
  return { calls, dropped };
};

describe('a batch of a shard', () => {
  test('is replayed from the lowest failure on, successes after it included', async () => {
    const { calls } = await deliver(records(4), (_, call) => (call === 1 ? failures('4', '2') : success({})));
    expect(calls).toEqual([
      ['1', '2', '3', '4'],
      ['2', '3', '4'],
    ]);
  });

  test.each([[null], [{}], [{ batchItemFailures: [] }], [{ batchItemFailures: null }]])(
    'has succeeded when the answer is %j',
    async (answer) => {
      expect((await deliver(records(2), () => success(answer))).calls).toHaveLength(1);
    },
  );

  test.each([[''], [null], ['99']])('has failed whole when the identifier is %j', async (identifier) => {
    const { calls } = await deliver(records(2), (_, call) =>
      call === 1 ? failures(identifier) : success(null),
    );
    expect(calls).toEqual([
      ['1', '2'],
      ['1', '2'],
    ]);
  });

  test('is halved when the function throws, until the poisonous record stands alone and is dropped', async () => {
    const { calls, dropped } = await deliver(records(4), (numbers) =>
      numbers.includes('3') ? thrown : success(null),
    );
    expect(calls.slice(0, 4)).toEqual([['1', '2', '3', '4'], ['1', '2'], ['3', '4'], ['3']]);
    expect(calls.filter((numbers) => numbers.join() === '3')).toHaveLength(4);
    expect(calls.at(-1)).toEqual(['4']);
    expect(dropped).toMatchObject([
      {
        requestContext: { condition: 'RetryAttemptsExhausted' },
        DDBStreamBatchInfo: {
          startSequenceNumber: '3',
          endSequenceNumber: '3',
          batchSize: 1,
          shardId: 'shard',
        },
      },
    ]);
    expect(JSON.stringify(dropped)).not.toContain('ApproximateCreationDateTime');
  });

  test('repeats whole after an error where the mapping does not halve', async () => {
    const { calls, dropped } = await deliver(records(2), () => thrown, {
      bisects: false,
      maximumRetryAttempts: 1,
    });
    expect(calls).toEqual([
      ['1', '2'],
      ['1', '2'],
    ]);
    expect(dropped).toHaveLength(1);
  });

  test('drops records that are too old without asking the function', async () => {
    const { calls, dropped } = await deliver(records(2, 301), () => success(null));
    expect(calls).toEqual([]);
    expect(dropped).toMatchObject([{ requestContext: { condition: 'RecordAgeExceeded' } }]);
  });
});
