import { expect, test } from 'vitest';
import { app, data, flatten, functionNamed, resourcesOf, theOnly } from './assembly.ts';
import type { Resource } from './assembly.ts';

const table = theOnly(data, 'AWS::DynamoDB::Table');

const keys = (partition: string, sort: string) => [
  { AttributeName: partition, KeyType: 'HASH' },
  { AttributeName: sort, KeyType: 'RANGE' },
];

test('the table has the keys and indexes of the access patterns, all projecting everything', () => {
  expect(table.Properties.KeySchema).toEqual(keys('pk', 'sk'));
  const Projection = { ProjectionType: 'ALL' };
  expect(table.Properties.LocalSecondaryIndexes).toEqual([
    { IndexName: 'byThread', KeySchema: keys('pk', 'threadPosition'), Projection },
    { IndexName: 'byVersion', KeySchema: keys('pk', 'messageVersion'), Projection },
    { IndexName: 'bySendAt', KeySchema: keys('pk', 'scheduledFor'), Projection },
  ]);
  expect(table.Properties.GlobalSecondaryIndexes).toEqual([
    { IndexName: 'byActivity', KeySchema: keys('gsiPk', 'gsiSk'), Projection },
  ]);
  const numbers = (
    table.Properties.AttributeDefinitions as { AttributeName: string; AttributeType: string }[]
  )
    .filter((attribute) => attribute.AttributeType === 'N')
    .map((attribute) => attribute.AttributeName);
  expect(numbers.sort()).toEqual(['messageVersion', 'threadPosition']);
});

test('the table outlives mistakes: backups, protection, the customer key', () => {
  expect(table.Properties).toMatchObject({
    BillingMode: 'PAY_PER_REQUEST',
    DeletionProtectionEnabled: true,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  });
  expect(theOnly(data, 'AWS::KMS::Key').Properties.EnableKeyRotation).toBe(true);
});

test('whatever holds data stays when a stack goes', () => {
  for (const type of [
    'AWS::DynamoDB::Table',
    'AWS::S3::Bucket',
    'AWS::KMS::Key',
    'AWS::SecretsManager::Secret',
    'AWS::Cognito::UserPool',
  ]) {
    for (const resource of resourcesOf(data, type)) {
      expect([resource.DeletionPolicy, resource.UpdateReplacePolicy], resource.id).toEqual([
        'Retain',
        'Retain',
      ]);
    }
  }
});

const mappingTo = (name: string): Resource['Properties'] =>
  resourcesOf(app, 'AWS::Lambda::EventSourceMapping').find(
    ({ Properties }) => Properties.FunctionName.Ref === functionNamed(name).id,
  )?.Properties;

test('new texts with pictures, and nothing else, reach who fetches them, once', () => {
  const mapping = mappingTo('fetch-media');
  expect(mapping).toMatchObject({ MaximumRetryAttempts: 0, MaximumBatchingWindowInSeconds: 0 });
  expect(
    (mapping.FilterCriteria.Filters as { Pattern: string }[]).map(({ Pattern }) => JSON.parse(Pattern)),
  ).toEqual([
    {
      eventName: ['INSERT'],
      dynamodb: { NewImage: { entity: { S: ['message'] }, awaits: { S: ['media'] } } },
    },
  ]);
});

test('pictures are private, encrypted with the customer key, and nothing of them is thrown away', () => {
  const bucket = theOnly(data, 'AWS::S3::Bucket');
  const [encryption] = bucket.Properties.BucketEncryption.ServerSideEncryptionConfiguration;
  expect(encryption.ServerSideEncryptionByDefault.SSEAlgorithm).toBe('aws:kms');
  expect(encryption.ServerSideEncryptionByDefault.KMSMasterKeyID).toBeDefined();
  expect(Object.values(bucket.Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
  expect(bucket.Properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
  for (const rule of bucket.Properties.LifecycleConfiguration.Rules)
    expect(Object.keys(rule).sort()).toEqual(['AbortIncompleteMultipartUpload', 'Status']);
  expect(bucket.Properties.CorsConfiguration.CorsRules).toMatchObject([
    { AllowedMethods: ['GET'], AllowedOrigins: [{ Ref: 'PublicUrl' }] },
  ]);
  const policy = theOnly(data, 'AWS::S3::BucketPolicy').Properties.PolicyDocument.Statement;
  expect(policy).toContainEqual(
    expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
  );
});

test('the stream reaches fan-out in bounded retries, filtered with the type letter', () => {
  const mapping = mappingTo('fan-out');
  expect(mapping).toMatchObject({
    FunctionName: { Ref: functionNamed('fan-out').id },
    StartingPosition: 'TRIM_HORIZON',
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 3,
    MaximumRecordAgeInSeconds: 300,
    MaximumBatchingWindowInSeconds: 0,
  });
  expect(flatten(mapping.EventSourceArn)).toMatch(/Table.*StreamArn/);
  const [filter, ...others] = mapping.FilterCriteria.Filters as { Pattern: string }[];
  expect(others).toEqual([]);
  expect(JSON.parse(filter?.Pattern ?? '')).toEqual({
    dynamodb: { NewImage: { entity: { S: ['conversation'] } } },
  });
  const queueId = mapping.DestinationConfig.OnFailure.Destination['Fn::GetAtt'][0] as string;
  expect(app.Resources[queueId]?.Type).toBe('AWS::SQS::Queue');
});

test('every queue is encrypted and refuses plain connections', () => {
  const queues = resourcesOf(app, 'AWS::SQS::Queue');
  expect(queues.length).toBeGreaterThan(0);
  for (const queue of queues) {
    expect(queue.Properties.SqsManagedSseEnabled, queue.id).toBe(true);
    const policy = resourcesOf(app, 'AWS::SQS::QueuePolicy').find((candidate) =>
      JSON.stringify(candidate.Properties.Queues).includes(`"${queue.id}"`),
    );
    expect(policy?.Properties.PolicyDocument.Statement, queue.id).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
  }
});
