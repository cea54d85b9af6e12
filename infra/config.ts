import { readFileSync } from 'node:fs';
import { Aws } from 'aws-cdk-lib';

/** What differs between two deployments of the product. */
export type DeploymentConfig = {
  /** Names the deployment in every stack, group, secret and log group, so that several fit into one account. */
  readonly stage: string;
  /** The version that `GET /api/health` tells. */
  readonly version: string;
};

type Context = { tryGetContext(key: string): unknown };

const packageVersion = (): string => {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return manifest.version;
};

/**
 * Reads the deployment from the CDK context (`-c stage=staging`); without one it is production.
 *
 * @throws Error if the stage could not stand in the names of AWS resources.
 */
export const readDeploymentConfig = (context: Context): DeploymentConfig => {
  const stage = context.tryGetContext('stage') ?? 'production';
  if (typeof stage !== 'string' || !/^[a-z][a-z0-9-]{0,15}$/.test(stage)) {
    throw new Error(
      'The stage must be 1 to 16 lower-case letters, digits or hyphens and begin with a letter.',
    );
  }
  const version = context.tryGetContext('version');
  return { stage, version: typeof version === 'string' ? version : packageVersion() };
};

/** Every physical name that is spelled out, because code or a policy refers to it before it exists. */
export const resourceNames = (stage: string) =>
  ({
    /** Begins the names of the stacks, and of whatever CloudFormation names after them, as log groups. */
    stackPrefix: `SmsConversations-${stage}-`,
    lineSecretPrefix: `sms-conversations/${stage}/lines/`,
    /** One-off deliveries: made and removed by the product itself. */
    deliveryScheduleGroup: `sms-conversations-${stage}`,
    /** Recurring upkeep: apart, so that whoever may remove a delivery cannot remove the sweep. */
    upkeepScheduleGroup: `sms-conversations-${stage}-upkeep`,
    keyAlias: `alias/sms-conversations-${stage}`,
    /** Cognito's own pages live under it; it must be free in the whole Region. */
    signInDomainPrefix: `sms-conversations-${stage}-${Aws.ACCOUNT_ID}`,
    /** API Gateway requires a named websocket stage; CloudFront passes the path on, so it is also the path. */
    socketStage: 'realtime',
  }) as const;

/** How long function and access logs are kept: 45 CFR 164.316(b)(2) asks six years of documentation. */
export const LOG_RETENTION_DAYS = 2192;
