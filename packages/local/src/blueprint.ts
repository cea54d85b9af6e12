import * as z from 'zod';
import type { BucketBlueprint } from './object-store.ts';
import type { Resource, Template } from './template.ts';

/** A function as the template describes it. */
export type FunctionBlueprint = {
  readonly name: string;
  readonly arn: string;
  /** The folder of its asset. */
  readonly directory: string;
  /** `file.export`, as in Lambda. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly reservedConcurrency: number | undefined;
  readonly asynchronous: {
    readonly maximumRetryAttempts: number;
    readonly maximumEventAgeSeconds: number;
    /** ARN of the queue that gets what failed for good. */
    readonly onFailure: string | undefined;
  };
};

export type StreamMapping = {
  /** Stays the same from start to start: under it the position in the stream is kept. */
  readonly id: string;
  readonly tableName: string;
  readonly functionArn: string;
  readonly batchSize: number;
  readonly startingPosition: 'LATEST' | 'TRIM_HORIZON';
  /** Patterns of which one must match; empty: all records. */
  readonly filters: readonly unknown[];
  readonly reportsItemFailures: boolean;
  readonly bisects: boolean;
  /** -1: until the record expires. */
  readonly maximumRetryAttempts: number;
  readonly maximumRecordAgeSeconds: number;
  readonly onFailure: string | undefined;
};

export type HttpRoute = {
  /** `METHOD /path`, or `$default`. */
  readonly routeKey: string;
  readonly functionArn: string;
  readonly timeoutMilliseconds: number;
  readonly authorizer:
    | {
        readonly issuer: string;
        readonly audience: readonly string[];
        readonly scopes: readonly string[] | null;
      }
    | undefined;
};

export type HttpApi = { readonly id: string; readonly routes: readonly HttpRoute[] };

export type SocketApi = {
  readonly id: string;
  readonly stage: string;
  /** The path of the property that picks the route, as `$request.body.action` → `action`. */
  readonly selector: string;
  readonly routes: ReadonlyMap<string, string>;
};

export type RecurringSchedule = {
  readonly name: string;
  readonly group: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly enabled: boolean;
  readonly target: { readonly arn: string; readonly input: string | undefined };
};

export type SecretBlueprint = {
  readonly name: string;
  readonly arn: string;
  readonly value: string | undefined;
  readonly generate: {
    readonly length: number;
    readonly key: string | undefined;
    readonly template: string | undefined;
  };
};

/** Everything of the template that runs on this machine. */
export type Blueprint = {
  /** `CreateTable` input, as the template has it; and the TTL attribute. */
  readonly tables: readonly {
    readonly definition: TableDefinition;
    readonly timeToLive: string | undefined;
  }[];
  readonly functions: ReadonlyMap<string, FunctionBlueprint>;
  readonly mappings: readonly StreamMapping[];
  readonly http: HttpApi | undefined;
  readonly sockets: SocketApi | undefined;
  readonly scheduleGroups: readonly string[];
  readonly schedules: readonly RecurringSchedule[];
  readonly secrets: readonly SecretBlueprint[];
  readonly buckets: readonly BucketBlueprint[];
  /** Client ids of the user pool. */
  readonly clientIds: readonly string[];
  /** ARN of the function that changes claims before a token is made (pre token generation, version 2). */
  readonly tokenTrigger: string | undefined;
};

/** Where the addresses that AWS would give are found on this machine. */
export type LocalAddresses = {
  readonly origin: string;
  /** Base of the stand-ins for AWS. */
  readonly aws: string;
  readonly issuer: string;
};

const Flag = z.union([z.boolean(), z.stringbool()]);

const TableDefinition = z.object({
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
  LocalSecondaryIndexes: z.array(z.looseObject({ IndexName: z.string() })).optional(),
  GlobalSecondaryIndexes: z.array(z.looseObject({ IndexName: z.string() })).optional(),
  StreamSpecification: z
    .object({
      StreamViewType: z.enum(['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY']),
    })
    .optional(),
});
export type TableDefinition = z.infer<typeof TableDefinition> & { readonly TableName: string };

const TimeToLive = z.object({ AttributeName: z.string(), Enabled: Flag }).optional();

const Destination = z
  .object({ OnFailure: z.object({ Destination: z.string() }).optional() })
  .optional()
  .transform((config) => config?.OnFailure?.Destination);

const LambdaFunction = z.object({
  Handler: z.string(),
  Runtime: z.string().startsWith('nodejs'),
  Code: z.object({ S3Key: z.string() }),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  ReservedConcurrentExecutions: z.coerce.number().optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()) }).optional(),
});

const InvokeConfig = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.coerce.number().default(2),
  MaximumEventAgeInSeconds: z.coerce.number().default(21_600),
  DestinationConfig: Destination,
});

const Mapping = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: Flag.default(true),
  BatchSize: z.coerce.number().default(100),
  StartingPosition: z.enum(['LATEST', 'TRIM_HORIZON']),
  MaximumRetryAttempts: z.coerce.number().default(-1),
  MaximumRecordAgeInSeconds: z.coerce.number().default(-1),
  BisectBatchOnFunctionError: Flag.default(false),
  FunctionResponseTypes: z.array(z.string()).default([]),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
  DestinationConfig: Destination,
});

const Api = z.object({
  ProtocolType: z.enum(['HTTP', 'WEBSOCKET']),
  RouteSelectionExpression: z.string().optional(),
});

const Route = z.object({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string().optional(),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).optional(),
});

const Integration = z.object({
  IntegrationType: z.string(),
  IntegrationUri: z.string().optional(),
  TimeoutInMillis: z.coerce.number().optional(),
});

const Authorizer = z.object({
  AuthorizerType: z.literal('JWT'),
  JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()).default([]) }),
});

const Schedule = z.object({
  GroupName: z.string().default('default'),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Target: z.object({ Arn: z.string(), Input: z.string().optional() }),
});

const Cors = z.object({ CorsRules: z.array(z.object({ AllowedOrigins: z.array(z.string()) })) }).optional();

const Secret = z.object({
  SecretString: z.string().optional(),
  GenerateSecretString: z
    .object({
      PasswordLength: z.coerce.number().default(32),
      GenerateStringKey: z.string().optional(),
      SecretStringTemplate: z.string().optional(),
    })
    .optional(),
});

const UserPool = z.object({
  LambdaConfig: z
    .object({
      PreTokenGenerationConfig: z
        .object({ LambdaArn: z.string(), LambdaVersion: z.literal('V2_0') })
        .optional(),
    })
    .optional(),
});

/** The value of an environment variable that the functions having it agree on. */
export const sharedVariable = (blueprint: Blueprint, name: string): string | undefined =>
  [...blueprint.functions.values()]
    .map(({ environment }) => environment[name])
    .find((value) => value !== undefined);

/** The ARN without an alias or a version: here each function has one code. */
export const unqualified = (arn: string): string => arn.split(':').slice(0, 7).join(':');

/** `arn:…:lambda:path/2015-03-31/functions/{arn}/invocations`, as websocket integrations write it, or the ARN itself. */
const functionOfIntegration = (uri: string | undefined): string | undefined =>
  uri === undefined ? undefined : unqualified(/functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? uri);

const replacements = (
  resources: readonly Resource[],
  addresses: LocalAddresses,
): readonly (readonly [aws: string, local: string])[] =>
  resources.flatMap(({ type, ref, properties }) => {
    const host = `${ref}.execute-api.us-east-1.amazonaws.com`;
    if (type === 'AWS::Cognito::UserPool')
      return [[`https://cognito-idp.us-east-1.amazonaws.com/${ref}`, addresses.issuer] as const];
    if (type !== 'AWS::ApiGatewayV2::Api') return [];
    if (properties['ProtocolType'] === 'HTTP') return [[`https://${host}`, addresses.origin] as const];
    return [
      [`https://${host}`, addresses.aws] as const,
      [`wss://${host}`, addresses.origin.replace('http', 'ws')] as const,
    ];
  });

/**
 * Takes from the template what runs on this machine. Addresses that only AWS could give (an API's, the user pool's)
 * are replaced by the local ones; everything else stays as it deploys.
 *
 * @throws ZodError if a resource is not shaped as CloudFormation wants it.
 */
export const readBlueprint = (template: Template, addresses: LocalAddresses): Blueprint => {
  const { resources } = template;
  const local = replacements(resources, addresses);
  const localise = (text: string): string =>
    local.reduce((result, [aws, here]) => result.replaceAll(aws, here), text);
  const ofType = (...types: string[]) => resources.filter(({ type }) => types.includes(type));

  const invokeConfigs = new Map(
    ofType('AWS::Lambda::EventInvokeConfig').map(({ properties }) => {
      const config = InvokeConfig.parse(properties);
      return [config.FunctionName, config] as const;
    }),
  );
  const readFunction = ({ ref, arn, properties }: Resource): FunctionBlueprint | undefined => {
    const parsed = LambdaFunction.safeParse(properties);
    const directory = parsed.success ? template.assets.get(parsed.data.Code.S3Key) : undefined;
    // What CDK itself brings along (custom resources in other languages, inline code) does not run here.
    if (!parsed.success || directory === undefined) return undefined;
    const config = invokeConfigs.get(ref) ?? invokeConfigs.get(arn);
    return {
      name: ref,
      arn,
      directory,
      handler: parsed.data.Handler,
      environment: Object.fromEntries(
        Object.entries(parsed.data.Environment?.Variables ?? {}).map(([name, value]) => [
          name,
          localise(value),
        ]),
      ),
      timeoutSeconds: parsed.data.Timeout,
      memoryMegabytes: parsed.data.MemorySize,
      reservedConcurrency: parsed.data.ReservedConcurrentExecutions,
      asynchronous: {
        maximumRetryAttempts: config?.MaximumRetryAttempts ?? 2,
        maximumEventAgeSeconds: config?.MaximumEventAgeInSeconds ?? 21_600,
        onFailure: config?.DestinationConfig,
      },
    };
  };
  const functions = new Map<string, FunctionBlueprint>();
  const arnByName = new Map<string, string>();
  for (const resource of ofType('AWS::Lambda::Function')) {
    const blueprint = readFunction(resource);
    if (blueprint === undefined) continue;
    functions.set(blueprint.arn, blueprint);
    arnByName.set(blueprint.name, blueprint.arn);
  }
  const functionArn = (nameOrArn: string): string => arnByName.get(nameOrArn) ?? unqualified(nameOrArn);

  const integrations = new Map(
    ofType('AWS::ApiGatewayV2::Integration').map(({ ref, properties }) => {
      const parsed = Integration.parse(properties);
      return [
        ref,
        { functionArn: functionOfIntegration(parsed.IntegrationUri), timeout: parsed.TimeoutInMillis },
      ];
    }),
  );
  const authorizers = new Map(
    ofType('AWS::ApiGatewayV2::Authorizer').flatMap(({ ref, properties }) => {
      const parsed = Authorizer.safeParse(properties);
      return parsed.success ? [[ref, parsed.data.JwtConfiguration] as const] : [];
    }),
  );
  const routes = ofType('AWS::ApiGatewayV2::Route').map(({ properties }) => Route.parse(properties));
  const integrationOf = (target: string | undefined) =>
    integrations.get(target?.replace('integrations/', '') ?? '');
  const apis = ofType('AWS::ApiGatewayV2::Api').map(({ ref, properties }) => ({
    id: ref,
    ...Api.parse(properties),
  }));

  const readHttpApi = (): HttpApi | undefined => {
    const api = apis.find(({ ProtocolType }) => ProtocolType === 'HTTP');
    if (api === undefined) return undefined;
    return {
      id: api.id,
      routes: routes
        .filter(({ ApiId }) => ApiId === api.id)
        .flatMap(({ RouteKey, Target, AuthorizerId, AuthorizationScopes }) => {
          const integration = integrationOf(Target);
          if (integration?.functionArn === undefined) return [];
          const jwt = AuthorizerId === undefined ? undefined : authorizers.get(AuthorizerId);
          if (AuthorizerId !== undefined && jwt === undefined)
            throw new Error(`Route ${RouteKey} has an authorizer that is not of type JWT.`);
          return {
            routeKey: RouteKey,
            functionArn: integration.functionArn,
            timeoutMilliseconds: integration.timeout ?? 30_000,
            authorizer:
              jwt === undefined
                ? undefined
                : {
                    issuer: localise(jwt.Issuer),
                    audience: jwt.Audience,
                    scopes: AuthorizationScopes ?? null,
                  },
          };
        }),
    };
  };

  const readSocketApi = (): SocketApi | undefined => {
    const api = apis.find(({ ProtocolType }) => ProtocolType === 'WEBSOCKET');
    if (api === undefined) return undefined;
    const stage = ofType('AWS::ApiGatewayV2::Stage').find(({ properties }) => properties['ApiId'] === api.id);
    return {
      id: api.id,
      stage: stage?.ref ?? 'default',
      selector: (api.RouteSelectionExpression ?? '$request.body.action').replace('$request.body.', ''),
      routes: new Map(
        routes
          .filter(({ ApiId }) => ApiId === api.id)
          .flatMap(({ RouteKey, Target }) => {
            const arn = integrationOf(Target)?.functionArn;
            return arn === undefined ? [] : [[RouteKey, arn] as const];
          }),
      ),
    };
  };

  return {
    tables: ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(({ ref, properties }) => {
      const timeToLive = TimeToLive.parse(properties['TimeToLiveSpecification']);
      return {
        definition: { TableName: ref, ...TableDefinition.parse(properties) },
        timeToLive: timeToLive?.Enabled === true ? timeToLive.AttributeName : undefined,
      };
    }),
    functions,
    mappings: ofType('AWS::Lambda::EventSourceMapping').flatMap(({ stack, logicalId, properties }) => {
      const parsed = Mapping.parse(properties);
      const tableName = /:table\/([^/]+)\/stream\//.exec(parsed.EventSourceArn)?.[1];
      if (tableName === undefined || !parsed.Enabled) return [];
      return {
        id: `${stack}/${logicalId}`,
        tableName,
        functionArn: functionArn(parsed.FunctionName),
        batchSize: parsed.BatchSize,
        startingPosition: parsed.StartingPosition,
        filters: (parsed.FilterCriteria?.Filters ?? []).map(({ Pattern }) => JSON.parse(Pattern) as unknown),
        reportsItemFailures: parsed.FunctionResponseTypes.includes('ReportBatchItemFailures'),
        bisects: parsed.BisectBatchOnFunctionError,
        maximumRetryAttempts: parsed.MaximumRetryAttempts,
        maximumRecordAgeSeconds: parsed.MaximumRecordAgeInSeconds,
        onFailure: parsed.DestinationConfig,
      };
    }),
    http: readHttpApi(),
    sockets: readSocketApi(),
    scheduleGroups: ofType('AWS::Scheduler::ScheduleGroup').map(({ ref }) => ref),
    schedules: ofType('AWS::Scheduler::Schedule').map(({ ref, properties }) => {
      const parsed = Schedule.parse(properties);
      return {
        name: ref,
        group: parsed.GroupName,
        expression: parsed.ScheduleExpression,
        timeZone: parsed.ScheduleExpressionTimezone,
        enabled: parsed.State === 'ENABLED',
        target: { arn: unqualified(parsed.Target.Arn), input: parsed.Target.Input },
      };
    }),
    buckets: ofType('AWS::S3::Bucket').map(({ ref, properties }) => ({
      name: ref,
      allowedOrigins:
        Cors.parse(properties['CorsConfiguration'])?.CorsRules.flatMap((rule) => rule.AllowedOrigins) ?? [],
    })),
    secrets: ofType('AWS::SecretsManager::Secret').map(({ ref, properties, stack, logicalId }) => {
      const parsed = Secret.parse(properties);
      const generated = parsed.GenerateSecretString;
      return {
        name: typeof properties['Name'] === 'string' ? properties['Name'] : `${stack}-${logicalId}`,
        arn: ref,
        value: parsed.SecretString,
        generate: {
          length: generated?.PasswordLength ?? 32,
          key: generated?.GenerateStringKey,
          template: generated?.SecretStringTemplate,
        },
      };
    }),
    tokenTrigger: ofType('AWS::Cognito::UserPool')
      .map(({ properties }) => UserPool.parse(properties).LambdaConfig?.PreTokenGenerationConfig?.LambdaArn)
      .find((arn) => arn !== undefined),
    clientIds: ofType('AWS::Cognito::UserPoolClient').map(({ ref }) => ref),
  };
};
