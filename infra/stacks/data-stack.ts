import { Aws, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { DeploymentConfig } from '../config.ts';
import { resourceNames } from '../config.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import { ConversationsTable } from '../constructs/conversations-table.ts';
import { HandlerFunction } from '../constructs/handler-function.ts';
import { MediaBucket } from '../constructs/media-bucket.ts';
import { OperatorAuth } from '../constructs/operator-auth.ts';
import { publicUrlParameter } from '../constructs/public-url.ts';

export type DataStackProps = StackProps & { readonly config: DeploymentConfig; readonly bundles: string };

/** What outlives every deployment: the key, the table, the pictures, the operators, the key of the identifiers. */
export class DataStack extends Stack {
  readonly key: Key;
  readonly conversations: ConversationsTable;
  readonly media: MediaBucket;
  readonly identifierKey: Secret;
  readonly operators: OperatorAuth;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    super(scope, id, props);
    const { config, bundles } = props;
    this.key = this.#addKey(config.stage);
    this.conversations = new ConversationsTable(this, 'Conversations', { key: this.key });
    const publicUrl = publicUrlParameter(this).valueAsString;
    this.media = new MediaBucket(this, 'Media', { key: this.key, publicUrl });
    this.identifierKey = this.#addIdentifierKey();
    this.operators = new OperatorAuth(this, 'Operators', {
      config,
      publicUrl,
      tokenClaims: new HandlerFunction(this, 'TokenClaims', {
        name: 'token-claims',
        purpose: 'Writes organisation, permissions and name into access tokens.',
        bundles,
        memoryMegabytes: 512,
        // Cognito waits five seconds.
        timeoutSeconds: 5,
        key: this.key,
      }),
    });
    new CfnOutput(this, 'TableName', { value: this.conversations.table.tableName });
    new CfnOutput(this, 'UserPoolId', { value: this.operators.userPool.userPoolId });
    new CfnOutput(this, 'ClientId', { value: this.operators.client.userPoolClientId });
    new CfnOutput(this, 'Issuer', { value: this.operators.issuer });
  }

  #addKey(stage: string): Key {
    const names = resourceNames(stage);
    const key = new Key(this, 'Key', {
      description: 'SMS Conversations: table, secrets, logs and alarms.',
      alias: names.keyAlias,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'Logs',
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal(`logs.${Aws.REGION}.amazonaws.com`)],
        actions: [
          'kms:Decrypt',
          'kms:DescribeKey',
          'kms:Encrypt',
          'kms:GenerateDataKey',
          'kms:GenerateDataKeyWithoutPlaintext',
          'kms:ReEncryptFrom',
          'kms:ReEncryptTo',
        ],
        resources: ['*'],
        conditions: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:${names.stackPrefix}*`,
          },
        },
      }),
    );
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'Alarms',
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    return key;
  }

  #addIdentifierKey(): Secret {
    const secret = new Secret(this, 'IdentifierKeySecret', {
      description: 'Key of the hash that makes conversation ids from phone numbers.',
      encryptionKey: this.key,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(
      secret,
      'AwsSolutions-SMG4',
      'Ids of conversations are made with it: another key would part every person from the thread so far.',
    );
    return secret;
  }
}
