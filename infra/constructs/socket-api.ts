import { Aws } from 'aws-cdk-lib';
import { WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import type { DeploymentConfig } from '../config.ts';
import { resourceNames } from '../config.ts';
import { socketActions } from '../routes.ts';
import { acknowledge } from './acknowledge.ts';
import type { HandlerFunction } from './handler-function.ts';

const ACCESS_LOG_REASON =
  'It needs a role set for the whole account, which a stack must not own; the function logs each connection.';

export type SocketApiProps = { readonly config: DeploymentConfig; readonly handler: HandlerFunction };

/** The websocket API: one function answers every route. */
export class SocketApi extends Construct {
  readonly api: WebSocketApi;
  readonly stage: WebSocketStage;

  constructor(scope: Construct, id: string, props: SocketApiProps) {
    super(scope, id);
    const integration = new WebSocketLambdaIntegration('SocketIntegration', props.handler.function);
    this.api = new WebSocketApi(this, 'Api', {
      apiName: `sms-conversations-${props.config.stage}-realtime`,
      description: 'SMS Conversations: changes as they happen.',
      routeSelectionExpression: '$request.body.action',
      connectRouteOptions: { integration },
      disconnectRouteOptions: { integration },
      defaultRouteOptions: { integration },
    });
    for (const action of socketActions) this.api.addRoute(action, { integration });
    this.stage = new WebSocketStage(this, 'Stage', {
      webSocketApi: this.api,
      stageName: resourceNames(props.config.stage).socketStage,
      autoDeploy: true,
      throttle: { rateLimit: 500, burstLimit: 1000 },
    });
    acknowledge(
      this.api,
      'AwsSolutions-APIG4',
      'A browser cannot send a token: $connect consumes a single-use ticket, and API Gateway allows no authorizer elsewhere.',
    );
    acknowledge(this.stage, 'AwsSolutions-APIG1', ACCESS_LOG_REASON);
    acknowledge(this.stage, 'Serverless-APIGWAccessLogging', ACCESS_LOG_REASON);
  }

  /** Lets a function push to open connections, and tells it where. */
  openConnections(handler: HandlerFunction): void {
    handler.allow(
      'Push',
      ['execute-api:ManageConnections'],
      [
        `arn:${Aws.PARTITION}:execute-api:${Aws.REGION}:${Aws.ACCOUNT_ID}:${this.api.apiId}/${this.stage.stageName}/POST/@connections/*`,
      ],
      { wildcardReason: 'Connections get their ids when they open.' },
    );
    handler.configure({ CONNECTIONS_URL: this.stage.callbackUrl });
  }
}
