import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { errorFields, type EdgeLog } from '@sms/lambda/log';
import { fromStreamImage } from '@sms/store/stream-image';
import type { PushChange } from './push.ts';

export type Dependencies = {
  readonly log: EdgeLog;
  /** Begins a batch, within which a connection that failed is left alone. */
  readonly beginBatch: () => PushChange;
};

/**
 * Pushes changes in the order in which they were made. A change that cannot be read stops the batch: Lambda repeats it
 * from there, and whoever gets a change twice knows it by its version.
 */
export const createHandler =
  ({ log, beginBatch }: Dependencies) =>
  async (event: { readonly Records?: readonly DynamoDBRecord[] } | null): Promise<DynamoDBBatchResponse> => {
    const push = beginBatch();
    for (const record of Array.isArray(event?.Records) ? (event.Records as DynamoDBRecord[]) : []) {
      try {
        const change = fromStreamImage(record?.dynamodb?.NewImage);
        if (change?.entity === 'conversation') await push(change.conversation, change.changedMessageIds);
      } catch (error) {
        log('fan_out_failed', errorFields(error));
        return { batchItemFailures: [{ itemIdentifier: record?.dynamodb?.SequenceNumber ?? '' }] };
      }
    }
    return { batchItemFailures: [] };
  };
