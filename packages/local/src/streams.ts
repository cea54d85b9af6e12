import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
  type Shard,
  type _Record,
} from '@aws-sdk/client-dynamodb-streams';
import type { StreamMapping } from './blueprint.ts';
import { matchesPattern } from './event-filter.ts';
import type { FailureQueues } from './failure-queues.ts';
import { localCredentials, type Database } from './database.ts';
import type { FunctionPool } from './function-pool.ts';
import type { Place } from './place.ts';
import type { Stoppers } from './stoppers.ts';
import { readState, writeState } from './state-file.ts';
import { deliverBatch, type StreamRecord } from './stream-batch.ts';

/** How often a quiet stream is asked, as AWS does; writers inside the product wake the reader at once. */
const pollMilliseconds = 250;
const rediscoverMilliseconds = 10_000;
/** `GetRecords` answers no more. */
const mostRecords = 1000;

/** Records as they go over the wire: binary as base64, times as epoch seconds. */
const toWire = (record: _Record, streamArn: string): StreamRecord => {
  const text = JSON.stringify(
    { ...record, eventSourceARN: streamArn },
    function (this: unknown, _key, value: unknown) {
      return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
    },
  );
  const wire = JSON.parse(text) as StreamRecord & Record<string, unknown>;
  const created = record.dynamodb?.ApproximateCreationDateTime?.getTime() ?? Date.now();
  return {
    ...wire,
    dynamodb: { ...wire.dynamodb, ApproximateCreationDateTime: Math.floor(created / 1000) },
  };
};

type ShardReader = {
  readonly shardId: string;
  readonly parent: string | undefined;
  iterator: string | undefined;
  closed: boolean;
};

export type StreamReader = {
  /** Looks for new records now. */
  readonly wake: () => void;
  /** Resolves when everything written before the call has been delivered or dropped. */
  readonly drain: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type StreamReaderOptions = {
  readonly mapping: StreamMapping;
  readonly streamArn: string;
  readonly client: DynamoDBStreamsClient;
  readonly pool: Pick<FunctionPool, 'invoke'>;
  readonly failures: Pick<FailureQueues, 'put'>;
  /** Keeps how far each shard was read. */
  readonly file: string;
  readonly onError?: (error: unknown) => void;
};

/** One event-source mapping: reads a table's stream shard by shard and hands its records to the function in order. */
export const startStreamReader = ({
  mapping,
  streamArn,
  client,
  pool,
  failures,
  file,
  onError,
}: StreamReaderOptions): StreamReader => {
  const shards = new Map<string, ShardReader>();
  const positions = new Map(Object.entries(readState<Record<string, string>>(file, {})));
  const startedBefore = positions.size > 0;
  let discoveredAt = 0;
  let stopped = false;
  let woken = false;
  let wakeUp: () => void = () => undefined;
  const drains = new Set<{ readonly after: number; readonly resolve: () => void }>();

  const discover = async (): Promise<void> => {
    discoveredAt = Date.now();
    let last: string | undefined;
    do {
      const { StreamDescription: description } = await client.send(
        new DescribeStreamCommand({ StreamArn: streamArn, ExclusiveStartShardId: last }),
      );
      for (const { ShardId, ParentShardId } of (description?.Shards ?? []) as Shard[])
        if (ShardId !== undefined && !shards.has(ShardId))
          shards.set(ShardId, {
            shardId: ShardId,
            parent: ParentShardId,
            iterator: undefined,
            closed: false,
          });
      last = description?.LastEvaluatedShardId;
    } while (last !== undefined);
  };

  const iteratorOf = async (shard: ShardReader, fromStart = false): Promise<string | undefined> => {
    const position = fromStart ? undefined : positions.get(shard.shardId);
    const start = startedBefore || fromStart ? 'TRIM_HORIZON' : mapping.startingPosition;
    const { ShardIterator } = await client.send(
      new GetShardIteratorCommand({
        StreamArn: streamArn,
        ShardId: shard.shardId,
        ...(position === undefined
          ? { ShardIteratorType: start }
          : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: position }),
      }),
    );
    return ShardIterator;
  };

  const deliver = async (records: readonly StreamRecord[], shard: ShardReader): Promise<void> => {
    const wanted = records.filter(
      (record) =>
        mapping.filters.length === 0 || mapping.filters.some((pattern) => matchesPattern(record, pattern)),
    );
    for (let from = 0; from < wanted.length; from += mapping.batchSize)
      await deliverBatch(wanted.slice(from, from + mapping.batchSize), {
        mapping,
        shardId: shard.shardId,
        streamArn,
        invoke: (Records) => pool.invoke(mapping.functionArn, { Records }),
        now: () => Date.now(),
        pause: (attempt) =>
          new Promise((resolve) => setTimeout(resolve, Math.min(100 * 2 ** attempt, 5_000))),
        failed: (queue, record) => failures.put(queue, record),
      });
  };

  /** Reads one shard once; tells how many records there were. */
  const readShard = async (shard: ShardReader): Promise<number> => {
    try {
      shard.iterator ??= await iteratorOf(shard);
      const { Records = [], NextShardIterator } = await client.send(
        new GetRecordsCommand({
          ShardIterator: shard.iterator,
          Limit: Math.min(mapping.batchSize, mostRecords),
        }),
      );
      await deliver(
        Records.map((record) => toWire(record, streamArn)),
        shard,
      );
      const last = Records.at(-1)?.dynamodb?.SequenceNumber;
      if (last !== undefined) {
        positions.set(shard.shardId, last);
        writeState(file, Object.fromEntries(positions));
      }
      shard.iterator = NextShardIterator;
      shard.closed = NextShardIterator === undefined;
      if (shard.closed) discoveredAt = 0;
      return Records.length;
    } catch (error) {
      if (!(error instanceof ExpiredIteratorException) && !(error instanceof TrimmedDataAccessException))
        throw error;
      shard.iterator = await iteratorOf(shard, error instanceof TrimmedDataAccessException);
      return 1;
    }
  };

  const round = async (): Promise<number> => {
    if (Date.now() - discoveredAt > rediscoverMilliseconds) await discover();
    let read = 0;
    for (const shard of shards.values()) {
      const parent = shard.parent === undefined ? undefined : shards.get(shard.parent);
      if (shard.closed || (parent !== undefined && !parent.closed)) continue;
      read += await readShard(shard);
    }
    // A shard that closed has children to be found at once.
    return discoveredAt === 0 ? read + 1 : read;
  };

  const sleep = (): Promise<void> => {
    if (woken) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, pollMilliseconds);
    wakeUp = () => {
      clearTimeout(timer);
      resolve();
    };
    return promise;
  };

  const run = async (): Promise<void> => {
    while (!stopped) {
      const begun = performance.now();
      woken = false;
      let read = 0;
      try {
        read = await round();
        if (read === 0)
          for (const drain of drains)
            if (drain.after <= begun) {
              drains.delete(drain);
              drain.resolve();
            }
      } catch (error) {
        if (stopped) return;
        onError?.(error);
        shards.clear();
        discoveredAt = 0;
      }
      if (read === 0) await sleep();
    }
  };
  const running = run();

  const wake = (): void => {
    woken = true;
    wakeUp();
  };

  return {
    wake,
    drain: () => {
      if (stopped) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      drains.add({ after: performance.now(), resolve });
      wake();
      return promise;
    },
    stop: async () => {
      stopped = true;
      wake();
      await running;
      for (const { resolve } of drains) resolve();
    },
  };
};

/** Reads the streams of all mappings; every invocation that ends may have written, so each wakes the readers. */
export const startStreamReaders = (
  mappings: readonly StreamMapping[],
  streamArns: ReadonlyMap<string, string>,
  parts: {
    readonly database: Pick<Database, 'endpoint'>;
    readonly pool: FunctionPool;
    readonly failures: FailureQueues;
    readonly place: Pick<Place, 'path' | 'onError'>;
  },
  stoppers: Stoppers,
): readonly StreamReader[] => {
  const { pool, failures, place } = parts;
  const { endpoint } = parts.database;
  const client = new DynamoDBStreamsClient({ endpoint, region: 'us-east-1', credentials: localCredentials });
  stoppers.add(() => {
    client.destroy();
  });
  const readers = mappings.map((mapping) =>
    startStreamReader({
      mapping,
      streamArn: streamArns.get(mapping.tableName) ?? '',
      client,
      pool,
      failures,
      file: place.path(`stream-${mapping.id.replaceAll(/\W/g, '-')}.json`),
      onError: place.onError,
    }),
  );
  pool.onFinished(() => {
    for (const reader of readers) reader.wake();
  });
  stoppers.add(() => Promise.all(readers.map((reader) => reader.stop())));
  return readers;
};
