import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { MediaStore } from '@sms/messaging/ports';

const linkSeconds = 60;

/** Pictures and files in a bucket, which encrypts them under its own key. */
export const createS3Media = ({
  client,
  bucket,
}: {
  readonly client: S3Client;
  readonly bucket: string;
}): MediaStore => ({
  async put(key, bytes, contentType) {
    await client.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: contentType }),
    );
  },

  async get(key) {
    try {
      const { Body, ContentType } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      if (Body === undefined) return null;
      return {
        bytes: await Body.transformToByteArray(),
        contentType: ContentType ?? 'application/octet-stream',
      };
    } catch (error) {
      if ((error as { readonly name?: unknown }).name === 'NoSuchKey') return null;
      throw error;
    }
  },

  link: (key, { contentType, disposition }) =>
    getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentType: contentType,
        ResponseContentDisposition: disposition,
        ResponseCacheControl: 'no-store',
      }),
      { expiresIn: linkSeconds },
    ),
});
