import { S3Client } from '@aws-sdk/client-s3';
import { readConfig } from '@sms/lambda/config';
import { createS3Media } from '@sms/media/s3';
import type { MediaStore } from '@sms/messaging/ports';
import { requestHandler } from './table.ts';

/** The bucket of this deployment, for the functions that keep or show pictures. */
export const createMedia = (): MediaStore =>
  createS3Media({
    // By path: a name of its own for each bucket is not to be had everywhere that speaks this protocol.
    client: new S3Client({
      requestHandler: { ...requestHandler, requestTimeout: 15_000 },
      forcePathStyle: true,
    }),
    bucket: readConfig(['MEDIA_BUCKET']).MEDIA_BUCKET,
  });
