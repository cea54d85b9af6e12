import { Aws, CfnOutput, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { DeploymentConfig } from '../config.ts';
import { resourceNames } from '../config.ts';
import { Alarms } from '../constructs/alarms.ts';
import { DeliverySchedule } from '../constructs/delivery-schedule.ts';
import { HandlerFunction } from '../constructs/handler-function.ts';
import { HttpApi } from '../constructs/http-api.ts';
import { publicUrlParameter } from '../constructs/public-url.ts';
import { SocketApi } from '../constructs/socket-api.ts';
import { StreamMapping } from '../constructs/stream-mapping.ts';
import { functions } from '../functions.ts';
import type { AppFunctionName, Capability, FunctionSpec } from '../functions.ts';
import { httpRoutes } from '../routes.ts';
import type { DataStack } from './data-stack.ts';

export type AppStackProps = StackProps & {
  readonly config: DeploymentConfig;
  readonly bundles: string;
  readonly data: DataStack;
};

const pascalCase = (name: string): string =>
  name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** What a deployment replaces: the functions and what calls them. */
export class AppStack extends Stack {
  readonly httpApi: HttpApi;
  readonly socketApi: SocketApi;

  constructor(scope: Construct, id: string, props: AppStackProps) {
    super(scope, id, props);
    const { config, data } = props;
    const publicUrl = publicUrlParameter(this).valueAsString;
    const handlers = this.#addHandlers(props);

    this.socketApi = new SocketApi(this, 'Realtime', { config, handler: handlers.socket });
    const schedule = new DeliverySchedule(this, 'Schedule', {
      config,
      dispatch: handlers.dispatch,
      sweep: handlers.sweep,
      carrierUpkeep: handlers['carrier-upkeep'],
    });
    const provide: Record<Capability, (handler: HandlerFunction) => void> = {
      'identifier-key': (handler) => this.#openIdentifierKey(handler, data),
      'line-secrets': (handler) => this.#openLineSecrets(handler, config.stage, data),
      'delivery-schedules': (handler) => schedule.open(handler),
      'public-url': (handler) => handler.configure({ PUBLIC_URL: publicUrl }),
      connections: (handler) => this.socketApi.openConnections(handler),
      'media-write': (handler) => data.media.open(handler, 'write'),
      'media-read': (handler) => data.media.open(handler, 'read'),
      version: (handler) => handler.configure({ VERSION: config.version }),
    };
    for (const [name, spec] of Object.entries(functions) as [AppFunctionName, FunctionSpec][]) {
      data.conversations.open(handlers[name], spec.table);
      for (const capability of spec.capabilities) provide[capability](handlers[name]);
    }

    this.httpApi = new HttpApi(this, 'Http', {
      config,
      issuer: data.operators.issuer,
      audience: data.operators.client.userPoolClientId,
      key: data.key,
      routes: (Object.keys(httpRoutes) as (keyof typeof httpRoutes)[]).map((name) => ({
        handler: handlers[name],
        routes: httpRoutes[name],
      })),
    });
    const stream = { table: data.conversations.table, key: data.key };
    const fanOutStream = new StreamMapping(this, 'FanOutStream', {
      ...stream,
      handler: handlers['fan-out'],
      // What watchers see is one item; messages reach them through their conversation's version.
      where: { entity: 'conversation' },
      batchSize: 100,
      retryAttempts: 3,
      reportsItemFailures: true,
      keepsFailures: true,
    });
    new StreamMapping(this, 'MediaStream', {
      ...stream,
      handler: handlers['fetch-media'],
      where: { entity: 'message', awaits: 'media' },
      insertsOnly: true,
      // They are fetched at once, side by side.
      batchSize: 5,
      // The sweep asks again for what failed.
      retryAttempts: 0,
      reportsItemFailures: false,
      keepsFailures: false,
    });
    const alarms = new Alarms(this, 'Alarms', {
      key: data.key,
      httpApi: this.httpApi.api,
      fanOut: handlers['fan-out'],
      sweep: handlers.sweep,
      carrierUpkeep: handlers['carrier-upkeep'],
      carrierWebhook: handlers['carrier-webhook'],
      failedDispatches: schedule.failures.queue,
      failedFanOuts: fanOutStream.failures!.queue,
    });
    new CfnOutput(this, 'AlarmTopicArn', { value: alarms.topic.topicArn });
    // The web stack sits in front of both. Said here, this stack is the same with and without it.
    this.exportValue(this.httpApi.api.apiId);
    this.exportValue(this.socketApi.api.apiId);
    new CfnOutput(this, 'HttpApiUrl', { value: this.httpApi.api.apiEndpoint });
    new CfnOutput(this, 'SocketApiUrl', { value: this.socketApi.stage.url });
  }

  #addHandlers({ bundles, data }: AppStackProps): Record<AppFunctionName, HandlerFunction> {
    const entries = Object.entries(functions).map(([name, spec]: [string, FunctionSpec]) => [
      name,
      new HandlerFunction(this, pascalCase(name), { ...spec, name, bundles, key: data.key }),
    ]);
    return Object.fromEntries(entries) as Record<AppFunctionName, HandlerFunction>;
  }

  #openIdentifierKey(handler: HandlerFunction, data: DataStack): void {
    handler.allow('ReadIdentifierKey', ['secretsmanager:GetSecretValue'], [data.identifierKey.secretArn]);
    this.#openSecretKey(handler, data);
    handler.configure({ IDENTIFIER_KEY_SECRET_ID: data.identifierKey.secretArn });
  }

  /** The lines' credentials are made by an operator, a secret a line; only their common prefix is known here. */
  #openLineSecrets(handler: HandlerFunction, stage: string, data: DataStack): void {
    const prefix = resourceNames(stage).lineSecretPrefix;
    handler.allow(
      'ReadLineSecrets',
      ['secretsmanager:GetSecretValue'],
      [`arn:${Aws.PARTITION}:secretsmanager:${Aws.REGION}:${Aws.ACCOUNT_ID}:secret:${prefix}*`],
      {
        wildcardReason:
          'A line and its secret come when an operator adds them; the prefix holds nothing else.',
      },
    );
    this.#openSecretKey(handler, data);
    handler.configure({ LINE_SECRET_PREFIX: prefix });
  }

  #openSecretKey(handler: HandlerFunction, data: DataStack): void {
    handler.allow('ReadSecretKey', ['kms:Decrypt'], [data.key.keyArn], {
      conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${Aws.REGION}.amazonaws.com` } },
    });
  }
}
