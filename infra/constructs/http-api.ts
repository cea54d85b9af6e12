import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi as Api,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import type { HttpRoute as ApiRoute, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { DeploymentConfig } from '../config.ts';
import { LOG_RETENTION_DAYS } from '../config.ts';
import type { HttpRoute } from '../routes.ts';
import { acknowledge } from './acknowledge.ts';
import type { HandlerFunction } from './handler-function.ts';

/** Never `$context.path`: it holds the webhooks' `lineKey`. */
const accessLogFormat = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  latencyMilliseconds: '$context.responseLatency',
  integrationLatencyMilliseconds: '$context.integrationLatency',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
  gatewayError: '$context.error.message',
  sourceIp: '$context.identity.sourceIp',
};

/** Requests a second, shared by all operators. */
const operatorThrottle = { rateLimit: 300, burstLimit: 600 };
/** Requests a second on each webhook route: a flood from outside must not take the operators' share. */
const webhookThrottle = { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 };

export type HttpApiProps = {
  readonly config: DeploymentConfig;
  readonly issuer: string;
  readonly audience: string;
  readonly key: IKey;
  readonly routes: readonly { readonly handler: HandlerFunction; readonly routes: readonly HttpRoute[] }[];
};

/** The HTTP API: every route named, access tokens checked at the edge, one log line a request. */
export class HttpApi extends Construct {
  readonly api: Api;

  constructor(scope: Construct, id: string, props: HttpApiProps) {
    super(scope, id);
    this.api = new Api(this, 'Api', {
      apiName: `sms-conversations-${props.config.stage}`,
      description: 'SMS Conversations: what the page and the carriers call.',
      createDefaultStage: false,
    });
    const authorizer = new HttpJwtAuthorizer('Operator', props.issuer, { jwtAudience: [props.audience] });
    const added = props.routes.flatMap(({ handler, routes }) => {
      const integration = new HttpLambdaIntegration(`${handler.node.id}Integration`, handler.function);
      return routes.flatMap((route) =>
        this.#add(route, integration, authorizer).map((resource) => ({ route, resource })),
      );
    });
    this.#addStage(
      props,
      added.filter(({ route }) => route.caller === 'carrier'),
    );
  }

  #add(
    route: HttpRoute,
    integration: HttpLambdaIntegration,
    authorizer: HttpJwtAuthorizer,
  ): readonly ApiRoute[] {
    const resources = this.api.addRoutes({
      path: route.path,
      methods: [HttpMethod[route.method]],
      integration,
      authorizer: route.caller === 'operator' ? authorizer : new HttpNoneAuthorizer(),
    });
    for (const resource of resources) {
      if (route.caller === 'carrier') {
        acknowledge(
          resource,
          'AwsSolutions-APIG4',
          'Carriers hold no tokens; the function verifies their signature.',
        );
      }
      if (route.caller === 'anybody') {
        acknowledge(resource, 'AwsSolutions-APIG4', 'Health tells only that the API is up, and its version.');
      }
    }
    return resources;
  }

  #addStage(props: HttpApiProps, webhooks: readonly { route: HttpRoute; resource: ApiRoute }[]): void {
    const log = new LogGroup(this, 'AccessLog', {
      retention: LOG_RETENTION_DAYS,
      encryptionKey: props.key,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: operatorThrottle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFormat)),
      },
    });
    const resource = stage.node.defaultChild as CfnStage;
    resource.routeSettings = Object.fromEntries(
      webhooks.map(({ route }) => [`${route.method} ${route.path}`, webhookThrottle]),
    );
    // A stage may only name routes that exist.
    for (const webhook of webhooks) resource.node.addDependency(webhook.resource);
  }
}
