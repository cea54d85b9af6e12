import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  HttpMethods,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { HandlerFunction } from './handler-function.ts';

export type MediaBucketProps = {
  readonly key: IKey;
  /** Where the page is: it alone may read the addresses that are handed out for large files. */
  readonly publicUrl: string;
};

/** The pictures and files that people sent. */
export class MediaBucket extends Construct {
  readonly bucket: Bucket;
  readonly #key: IKey;
  /** As other stacks see it. */
  readonly #exportedArn: string;

  constructor(scope: Construct, id: string, { key, publicUrl }: MediaBucketProps) {
    super(scope, id);
    this.#key = key;
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      // Nothing that came is thrown away; only what never arrived whole.
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      cors: [{ allowedMethods: [HttpMethods.GET], allowedOrigins: [publicUrl], maxAge: 600 }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.#exportedArn = Stack.of(this).exportValue(this.bucket.bucketArn);
    acknowledge(
      this.bucket,
      'AwsSolutions-S1',
      'Who looked at a picture stands in the audit records, with the person; data events of CloudTrail are for the deployer.',
    );
  }

  /** Lets a function keep pictures, or show them, and tells it the bucket's name. */
  open(handler: HandlerFunction, access: 'write' | 'read'): void {
    handler.allow(
      access === 'write' ? 'WriteMedia' : 'ReadMedia',
      [access === 'write' ? 's3:PutObject' : 's3:GetObject'],
      [`${this.#exportedArn}/*`],
      { wildcardReason: 'Objects are named after messages, at run time; the bucket holds nothing else.' },
    );
    handler.allow(
      'UseMediaKey',
      [access === 'write' ? 'kms:GenerateDataKey' : 'kms:Decrypt'],
      [this.#key.keyArn],
      { conditions: { StringEquals: { 'kms:ViaService': `s3.${Aws.REGION}.amazonaws.com` } } },
    );
    handler.configure({ MEDIA_BUCKET: this.bucket.bucketName });
  }
}
