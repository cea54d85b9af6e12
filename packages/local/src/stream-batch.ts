import { randomUUID } from 'node:crypto';
import type { StreamMapping } from './blueprint.ts';
import type { InvocationResult } from './function-instance.ts';

/** A record as a function gets it; only what the delivery itself reads is named. */
export type StreamRecord = {
  readonly dynamodb: { readonly SequenceNumber: string; readonly ApproximateCreationDateTime: number };
};

export type BatchContext = {
  readonly mapping: Pick<
    StreamMapping,
    | 'reportsItemFailures'
    | 'bisects'
    | 'maximumRetryAttempts'
    | 'maximumRecordAgeSeconds'
    | 'onFailure'
    | 'functionArn'
  >;
  readonly shardId: string;
  readonly streamArn: string;
  readonly invoke: (records: readonly StreamRecord[]) => Promise<InvocationResult>;
  /** Epoch ms, real time: that is what the database stamps records with. */
  readonly now: () => number;
  /** Waits before another attempt. */
  readonly pause: (attempt: number) => Promise<void>;
  readonly failed: (queueArn: string | undefined, record: unknown) => void;
};

/** Index of the first record that failed; `length` when all succeeded, 0 when the answer makes no sense. */
export const firstFailure = (payload: string, records: readonly StreamRecord[]): number => {
  const answer = JSON.parse(payload) as { batchItemFailures?: unknown } | null;
  const failures = answer?.batchItemFailures;
  if (!Array.isArray(failures) || failures.length === 0) return records.length;
  const numbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
  const places = failures.map((failure: { itemIdentifier?: unknown } | null) =>
    typeof failure?.itemIdentifier === 'string' ? numbers.indexOf(failure.itemIdentifier) : -1,
  );
  return places.includes(-1) ? 0 : Math.min(...places);
};

const failureRecord = (
  context: BatchContext,
  records: readonly StreamRecord[],
  condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded',
  attempts: number,
) => ({
  requestContext: {
    requestId: randomUUID(),
    functionArn: context.mapping.functionArn,
    condition,
    approximateInvokeCount: attempts,
  },
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  version: '1.0',
  timestamp: new Date(context.now()).toISOString(),
  DDBStreamBatchInfo: {
    shardId: context.shardId,
    startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
    endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
    batchSize: records.length,
    streamArn: context.streamArn,
  },
});

const tooOld = (record: StreamRecord, context: BatchContext): boolean => {
  const { maximumRecordAgeSeconds } = context.mapping;
  // Creation times are whole seconds.
  const ageSeconds = Math.floor(context.now() / 1000) - record.dynamodb.ApproximateCreationDateTime;
  return maximumRecordAgeSeconds >= 0 && ageSeconds > maximumRecordAgeSeconds;
};

/**
 * Hands a batch of one shard to its function until it is through: what failed is repeated from the lowest failure on,
 * successes after it included; a thrown error halves the batch where the mapping says so, which uses up no attempt;
 * what exhausts its attempts or its age is dropped with a notice that names the records without their content.
 */
export const deliverBatch = async (
  records: readonly StreamRecord[],
  context: BatchContext,
): Promise<void> => {
  const { mapping } = context;
  let pending = records;
  let attempts = 0;
  while (pending.length > 0) {
    const old = pending.filter((record) => tooOld(record, context));
    if (old.length > 0) {
      context.failed(mapping.onFailure, failureRecord(context, old, 'RecordAgeExceeded', attempts));
      pending = pending.slice(old.length);
      continue;
    }
    const result = await context.invoke(pending);
    if (result.kind === 'throttled') {
      await context.pause(1);
      continue;
    }
    if (result.kind === 'function-error' && mapping.bisects && pending.length > 1) {
      const middle = Math.ceil(pending.length / 2);
      await deliverBatch(pending.slice(0, middle), context);
      await deliverBatch(pending.slice(middle), context);
      return;
    }
    const through =
      result.kind === 'function-error'
        ? 0
        : mapping.reportsItemFailures
          ? firstFailure(result.payload, pending)
          : pending.length;
    if (through === pending.length) return;
    attempts = through > 0 ? 1 : attempts + 1;
    pending = pending.slice(through);
    if (mapping.maximumRetryAttempts >= 0 && attempts > mapping.maximumRetryAttempts) {
      context.failed(mapping.onFailure, failureRecord(context, pending, 'RetryAttemptsExhausted', attempts));
      return;
    }
    await context.pause(attempts);
  }
};
