import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

/** The attribute that DynamoDB's time to live reads: epoch seconds. */
export const timeToLiveAttribute = 'expiresAt';

/** The one table, as the deployed template makes it; tests make theirs from this. */
export const tableDefinition = (tableName: string): CreateTableCommandInput => ({
  TableName: tableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
    { AttributeName: 'threadPosition', AttributeType: 'N' },
    { AttributeName: 'messageVersion', AttributeType: 'N' },
    { AttributeName: 'scheduledFor', AttributeType: 'S' },
    { AttributeName: 'gsiPk', AttributeType: 'S' },
    { AttributeName: 'gsiSk', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  LocalSecondaryIndexes: [
    ['byThread', 'threadPosition'],
    ['byVersion', 'messageVersion'],
    ['bySendAt', 'scheduledFor'],
  ].map(([IndexName, AttributeName]) => ({
    IndexName,
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName, KeyType: 'RANGE' },
    ],
    Projection: { ProjectionType: 'ALL' },
  })),
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byActivity',
      KeySchema: [
        { AttributeName: 'gsiPk', KeyType: 'HASH' },
        { AttributeName: 'gsiSk', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
});
