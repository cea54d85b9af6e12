import { Aws, DefaultStackSynthesizer, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { acknowledge, acknowledgeWildcard } from './acknowledge.ts';

/** What CDK's own copier of files may do; it runs while the stack is deployed, and only then. */
const copierFindings = {
  'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]':
    'CDK gives it the managed policy for its log.',
  'AwsSolutions-IAM5[Action::s3:GetBucket*]':
    'CDK grants reading by prefix, on the two buckets it copies between.',
  'AwsSolutions-IAM5[Action::s3:GetObject*]':
    'CDK grants reading by prefix, on the two buckets it copies between.',
  'AwsSolutions-IAM5[Action::s3:List*]':
    'CDK grants reading by prefix, on the two buckets it copies between.',
  'AwsSolutions-IAM5[Action::s3:Abort*]': "CDK grants writing by prefix, on the page's bucket.",
  'AwsSolutions-IAM5[Action::s3:DeleteObject*]': "CDK grants writing by prefix, on the page's bucket.",
  'AwsSolutions-IAM5[Resource::*]': 'CDK lets it invalidate caches without naming the distribution.',
  'AwsSolutions-L1': 'CDK chooses its runtime.',
  'Serverless-LambdaLatestVersion': 'CDK chooses its runtime.',
  'Serverless-LambdaDLQ': 'CloudFormation waits for it and is told of a failure.',
  'Serverless-LambdaTracing': 'It runs only while the stack is deployed.',
};

export type PageFilesProps = {
  readonly bucket: IBucket;
  readonly distribution: Distribution;
  /** The built page. */
  readonly directory: string;
  /** Written beside the page as `config.json`. */
  readonly pageConfig: Record<string, string>;
};

const immutable = '_app/immutable/*';

/**
 * Puts the page into its bucket: first what has its hash in its name and may be kept for ever, then what points to
 * it. Old files stay, for pages that are still open.
 */
export class PageFiles extends Construct {
  constructor(scope: Construct, id: string, { bucket, distribution, directory, pageConfig }: PageFilesProps) {
    super(scope, id);
    const shared = {
      destinationBucket: bucket,
      prune: false,
      memoryLimit: 512,
      logGroup: new LogGroup(this, 'Log', { retention: 365, removalPolicy: RemovalPolicy.DESTROY }),
    };
    const assets = new BucketDeployment(this, 'Assets', {
      ...shared,
      sources: [Source.asset(directory)],
      exclude: ['*'],
      include: [immutable],
      cacheControl: [CacheControl.fromString('public, max-age=31536000, immutable')],
    });
    const documents = new BucketDeployment(this, 'Documents', {
      ...shared,
      sources: [Source.asset(directory), Source.jsonData('config.json', pageConfig)],
      exclude: [immutable],
      cacheControl: [CacheControl.noCache(), CacheControl.maxAge(Duration.seconds(0))],
      distribution,
      distributionPaths: ['/*'],
    });
    documents.node.addDependency(assets);
    this.#acknowledgeCopier(assets, bucket);
  }

  #acknowledgeCopier(deployment: BucketDeployment, bucket: IBucket): void {
    // Both deployments share the copier, which CDK puts beside them.
    const copier = deployment.handlerRole.node.scope;
    if (copier === undefined) throw new Error('CDK has moved its copier of files.');
    for (const [finding, reason] of Object.entries(copierFindings)) acknowledge(copier, finding, reason);
    acknowledgeWildcard(copier, bucket.arnForObjects('*'), "It writes the page's files.");
    acknowledgeWildcard(
      copier,
      `arn:${Aws.PARTITION}:s3:::${this.#assetBucket()}/*`,
      'It reads the built page.',
    );
  }

  /** Where `cdk bootstrap` lets the CLI put assets. */
  #assetBucket(): string {
    const qualifier =
      Stack.of(this).synthesizer.bootstrapQualifier ?? DefaultStackSynthesizer.DEFAULT_QUALIFIER;
    return `cdk-${qualifier}-assets-${Aws.ACCOUNT_ID}-${Aws.REGION}`;
  }
}
