import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Code, Function, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge, acknowledgeWildcard } from './acknowledge.ts';
import { LOG_RETENTION_DAYS } from '../config.ts';

export type HandlerFunctionProps = {
  /** The folder under `functions/` the code comes from. */
  readonly name: string;
  readonly purpose: string;
  /** Where `bundleFunctions` put the bundles. */
  readonly bundles: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly reservedConcurrency?: number;
  /** Encrypts the function's logs. */
  readonly key: IKey;
};

export type GrantOptions = {
  readonly conditions?: Record<string, unknown>;
  /** Why the resource cannot be named more closely. */
  readonly wildcardReason?: string;
};

/** One handler: its code, a role that may do nothing but write its own log, and that log. */
export class HandlerFunction extends Construct {
  readonly function: Function;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: HandlerFunctionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Log', {
      retention: LOG_RETENTION_DAYS,
      encryptionKey: props.key,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: props.purpose,
    });
    this.allow('WriteOwnLog', ['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);

    this.function = new Function(this, 'Function', {
      description: props.purpose,
      code: Code.fromAsset(join(props.bundles, props.name)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMegabytes,
      timeout: Duration.seconds(props.timeoutSeconds),
      ...(props.reservedConcurrency === undefined
        ? {}
        : { reservedConcurrentExecutions: props.reservedConcurrency }),
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      environment: {
        NODE_OPTIONS: '--enable-source-maps',
        POWERTOOLS_SERVICE_NAME: props.name,
      },
    });
    acknowledge(
      this.function,
      'Serverless-LambdaDLQ',
      'Asynchronous failures go to a destination; synchronous callers are told of theirs.',
    );
    acknowledge(
      this.function,
      'Serverless-LambdaTracing',
      'Logs and metrics carry the request id; traces would be one more place to keep free of patient data.',
    );
  }

  /**
   * Grants actions on resources that are named one by one.
   *
   * @throws Error if an action is a wildcard, or a resource is and nothing says why.
   */
  allow(
    sid: string,
    actions: readonly string[],
    resources: readonly string[],
    options: GrantOptions = {},
  ): void {
    if (actions.some((action) => action.includes('*'))) throw new Error(`${sid} grants a wildcard action.`);
    for (const resource of resources.filter((name) => name.includes('*'))) {
      if (options.wildcardReason === undefined)
        throw new Error(`${sid} grants ${resource} without a reason.`);
      acknowledgeWildcard(this.role, resource, options.wildcardReason);
    }
    this.role.addToPolicy(
      new PolicyStatement({
        sid,
        effect: Effect.ALLOW,
        actions: [...actions],
        resources: [...resources],
        ...(options.conditions ? { conditions: options.conditions } : {}),
      }),
    );
  }

  /** Sets environment variables. */
  configure(variables: Record<string, string>): void {
    for (const [name, value] of Object.entries(variables)) this.function.addEnvironment(name, value);
  }
}
