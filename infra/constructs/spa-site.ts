import { fileURLToPath } from 'node:url';
import { Aws, Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import type { BehaviorOptions } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';

export type SpaSiteProps = {
  /** `https://sms.example.org` */
  readonly publicUrl: string;
  /** In us-east-1, for the host of `publicUrl`. */
  readonly certificateArn: string;
  readonly httpApiId: string;
  readonly socketApiId: string;
  /** The websocket's stage, which is also its path. */
  readonly socketStage: string;
  readonly inlineScriptHashes: readonly string[];
  /** Where large pictures are read, by addresses that the API hands out. */
  readonly mediaAddress: string;
  /** Origins the page signs in with. */
  readonly signInOrigins: readonly string[];
};

/** One address for everything: the page from a private bucket, the API, the webhooks and the websocket behind it. */
export class SpaSite extends Construct {
  readonly bucket: IBucket;
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, props: SpaSiteProps) {
    super(scope, id);
    this.bucket = this.#addBucket();
    const host = Fn.select(2, Fn.split('/', props.publicUrl));
    const pageHeaders = this.#addHeaders(host, props);
    const api = this.#apiBehaviour(props.httpApiId);
    this.distribution = new Distribution(this, 'Distribution', {
      comment: 'SMS Conversations',
      domainNames: [host],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', props.certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultRootObject: 'index.html',
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(this.bucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: pageHeaders,
        // Not an error page: those hold for the whole distribution and would swallow the API's own 403 and 404.
        functionAssociations: [
          { eventType: FunctionEventType.VIEWER_REQUEST, function: this.#addFallback() },
        ],
      },
      additionalBehaviors: {
        '/api/*': api,
        '/webhooks/*': api,
        [`/${props.socketStage}`]: this.#apiBehaviour(props.socketApiId),
      },
    });
    acknowledge(this.distribution, 'AwsSolutions-CFR1', 'Carriers and operators may call from anywhere.');
    acknowledge(
      this.distribution,
      'AwsSolutions-CFR2',
      'Everything behind it asks for a token, a signature or a ticket and is throttled; a web ACL is for the deployer to add.',
    );
    acknowledge(
      this.distribution,
      'AwsSolutions-CFR3',
      'Its logs would hold the paths of webhooks and the tickets of websockets; the APIs log what is needed without them.',
    );
  }

  #addBucket(): IBucket {
    const bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      versioned: true,
      lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(90) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(
      bucket,
      'AwsSolutions-S1',
      'It holds the public files of the page, which only CloudFront reads.',
    );
    return bucket as IBucket;
  }

  #addFallback(): EdgeFunction {
    return new EdgeFunction(this, 'Fallback', {
      comment: 'Every address inside the page is the page.',
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromFile({
        filePath: fileURLToPath(new URL('../edge/spa-fallback.js', import.meta.url)),
      }),
    });
  }

  #addHeaders(host: string, props: SpaSiteProps): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'PageHeaders', {
      securityHeadersBehavior: {
        contentSecurityPolicy: {
          contentSecurityPolicy: contentSecurityPolicy({
            inlineScriptHashes: props.inlineScriptHashes,
            // Older Safari does not count the websocket of the same host as 'self'.
            connectTo: [`wss://${host}`, props.mediaAddress, ...props.signInOrigins],
          }),
          override: true,
        },
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(730),
          includeSubdomains: true,
          preload: false,
          override: true,
        },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      },
      customHeadersBehavior: {
        customHeaders: [
          {
            header: 'permissions-policy',
            value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
            override: true,
          },
          { header: 'cross-origin-opener-policy', value: 'same-origin', override: true },
          { header: 'cross-origin-resource-policy', value: 'same-origin', override: true },
        ],
      },
    });
  }

  #apiBehaviour(apiId: string): BehaviorOptions {
    return {
      origin: new HttpOrigin(`${apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`, {
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
        originSslProtocols: [OriginSslPolicy.TLS_V1_2],
      }),
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      // API Gateway finds an API by its host: with the viewer's it would answer 403.
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: ResponseHeadersPolicy.SECURITY_HEADERS,
    };
  }
}
