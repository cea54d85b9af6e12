import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { TableAction } from '../functions.ts';
import type { HandlerFunction } from './handler-function.ts';

const localIndexes = [
  { indexName: 'byThread', sortKey: { name: 'threadPosition', type: AttributeType.NUMBER } },
  { indexName: 'byVersion', sortKey: { name: 'messageVersion', type: AttributeType.NUMBER } },
  { indexName: 'bySendAt', sortKey: { name: 'scheduledFor', type: AttributeType.STRING } },
] as const;
const globalIndexName = 'byActivity';

/** What DynamoDB's guide to customer keys lists, each spelled out. */
const tableKeyActions = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** The one table of conversations, and its stream, the only source of realtime. */
export class ConversationsTable extends Construct {
  readonly table: Table;
  readonly #key: IKey;

  constructor(scope: Construct, id: string, props: { readonly key: IKey }) {
    super(scope, id);
    this.#key = props.key;
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: props.key,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const index of localIndexes) {
      this.table.addLocalSecondaryIndex({ ...index, projectionType: ProjectionType.ALL });
    }
    this.table.addGlobalSecondaryIndex({
      indexName: globalIndexName,
      partitionKey: { name: 'gsiPk', type: AttributeType.STRING },
      sortKey: { name: 'gsiSk', type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    });
  }

  /** Lets a function do these things with items, and tells it the table's name. */
  open(handler: HandlerFunction, actions: readonly TableAction[]): void {
    if (actions.length === 0) return;
    const { tableArn } = this.table;
    const indexes = [...localIndexes.map((index) => index.indexName), globalIndexName];
    handler.allow(
      'UseTable',
      actions.map((action) => `dynamodb:${action}`),
      // Only a query reads an index; each is named, there is no `index/*`.
      actions.includes('Query')
        ? [tableArn, ...indexes.map((name) => `${tableArn}/index/${name}`)]
        : [tableArn],
    );
    handler.allow('UseTableKey', tableKeyActions, [this.#key.keyArn], {
      // DynamoDB asks the key in the caller's name; the caller itself may not.
      conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Aws.REGION}.amazonaws.com` } },
    });
    handler.configure({ TABLE_NAME: this.table.tableName });
  }
}
