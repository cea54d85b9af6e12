import type { DynamoDBRecord } from 'aws-lambda';
import { errorFields, type EdgeLog } from '@sms/lambda/log';
import { fromStreamImage } from '@sms/store/stream-image';

export type Dependencies = {
  readonly log: EdgeLog;
  readonly fetchNewMedia: (messageId: string) => Promise<void>;
};

/**
 * Fetches the pictures of texts that have just been stored, as the table's stream tells of them. Never fails: what is
 * not to be had now the sweep asks for, and a batch that came again would hold up the texts behind it.
 */
export const createHandler = ({ log, fetchNewMedia }: Dependencies) => {
  const fetchOf = async (record: DynamoDBRecord): Promise<void> => {
    try {
      const change = fromStreamImage(record?.dynamodb?.NewImage);
      if (change?.entity === 'message') await fetchNewMedia(change.message.id);
    } catch (error) {
      log('media_failed', errorFields(error));
    }
  };

  return async (event: { readonly Records?: readonly DynamoDBRecord[] } | null): Promise<void> => {
    const records = Array.isArray(event?.Records) ? (event.Records as DynamoDBRecord[]) : [];
    await Promise.all(records.map(fetchOf));
  };
};
