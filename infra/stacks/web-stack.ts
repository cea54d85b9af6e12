import { Aws, CfnOutput, CfnParameter, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { DeploymentConfig } from '../config.ts';
import { resourceNames } from '../config.ts';
import { readBuiltPage } from '../constructs/built-page.ts';
import { SIGN_IN_SCOPE } from '../constructs/operator-auth.ts';
import { PageFiles } from '../constructs/page-files.ts';
import { publicAddressParameter } from '../constructs/public-url.ts';
import { SpaSite } from '../constructs/spa-site.ts';
import type { AppStack } from './app-stack.ts';
import type { DataStack } from './data-stack.ts';

export type WebStackProps = StackProps & {
  readonly config: DeploymentConfig;
  /** Where the built page is. */
  readonly pageDirectory: string;
  readonly data: DataStack;
  readonly application: AppStack;
};

/** The page, and the one address in front of everything. */
export class WebStack extends Stack {
  constructor(scope: Construct, id: string, props: WebStackProps) {
    super(scope, id, props);
    const { data, application } = props;
    const names = resourceNames(props.config.stage);
    const page = readBuiltPage(props.pageDirectory);
    const certificateArn = new CfnParameter(this, 'CertificateArn', {
      type: 'String',
      description: "Certificate of PublicUrl's host, in us-east-1, where CloudFront looks for it.",
      allowedPattern: '^arn:aws:acm:us-east-1:[0-9]{12}:certificate/[0-9a-f-]+$',
      constraintDescription: 'must be the ARN of an ACM certificate in us-east-1',
    }).valueAsString;
    const site = new SpaSite(this, 'Site', {
      publicUrl: publicAddressParameter(this).valueAsString,
      certificateArn,
      httpApiId: application.httpApi.api.apiId,
      socketApiId: application.socketApi.api.apiId,
      socketStage: names.socketStage,
      inlineScriptHashes: page.inlineScriptHashes,
      // A path holds where the page itself calls; where it is redirected to, the host alone counts.
      mediaAddress: `https://s3.${Aws.REGION}.amazonaws.com/${data.media.bucket.bucketName}/`,
      signInOrigins: [
        `https://cognito-idp.${Aws.REGION}.amazonaws.com`,
        `https://${names.signInDomainPrefix}.auth.${Aws.REGION}.amazoncognito.com`,
      ],
    });
    new PageFiles(this, 'Files', {
      bucket: site.bucket,
      distribution: site.distribution,
      directory: page.directory,
      pageConfig: {
        issuer: data.operators.issuer,
        clientId: data.operators.client.userPoolClientId,
        scope: SIGN_IN_SCOPE,
      },
    });
    new CfnOutput(this, 'DistributionDomainName', { value: site.distribution.distributionDomainName });
  }
}
