import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Sources of the functions of a small product, by name. */
export type Sources = Readonly<Record<'http' | 'socket' | 'fanOut' | 'dispatch' | 'claims', string>>;

const echo = `export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) })`;

/** Writes claims as the product's own trigger does. */
const claims = `export const handler = async ({ request: { userAttributes, groupConfiguration } }) => ({
  response: { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: {
    organisation: userAttributes['custom:organisation'], permissions: groupConfiguration.groupsToOverride.join(' '),
  } } } },
})`;

const functionResource = (asset: string, properties: Record<string, unknown> = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { S3Bucket: { 'Fn::Sub': 'cdk-assets-${AWS::AccountId}-${AWS::Region}' }, S3Key: `${asset}.zip` },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Timeout: 5,
    MemorySize: 256,
    Environment: { Variables: { TABLE_NAME: { 'Fn::ImportValue': 'Data:TableName' } } },
    ...properties,
  },
});

const dataTemplate = {
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        SSESpecification: { KMSMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] }, SSEEnabled: true },
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    },
    Key: { Type: 'AWS::KMS::Key', Properties: {} },
    Claims: functionResource('claims', { Environment: { Variables: {} } }),
    Pool: {
      Type: 'AWS::Cognito::UserPool',
      Properties: {
        LambdaConfig: {
          PreTokenGenerationConfig: { LambdaArn: { 'Fn::GetAtt': ['Claims', 'Arn'] }, LambdaVersion: 'V2_0' },
        },
      },
    },
    Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: { Ref: 'Pool' } } },
    HashKey: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: { GenerateSecretString: { PasswordLength: 48 } },
    },
  },
  Outputs: {
    TableName: { Value: { Ref: 'Table' }, Export: { Name: 'Data:TableName' } },
    StreamArn: { Value: { 'Fn::GetAtt': ['Table', 'StreamArn'] }, Export: { Name: 'Data:StreamArn' } },
    Issuer: {
      Value: {
        'Fn::Join': [
          '',
          [
            'https://cognito-idp.',
            { Ref: 'AWS::Region' },
            '.',
            { Ref: 'AWS::URLSuffix' },
            '/',
            { Ref: 'Pool' },
          ],
        ],
      },
      Export: { Name: 'Data:Issuer' },
    },
    ClientId: { Value: { Ref: 'Client' }, Export: { Name: 'Data:ClientId' } },
    HashKey: { Value: { Ref: 'HashKey' }, Export: { Name: 'Data:HashKey' } },
  },
};

const httpRoute = (key: string, signedIn: boolean) => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ApiId: { Ref: 'HttpApi' },
    RouteKey: key,
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'HttpIntegration' }]] },
    AuthorizationType: signedIn ? 'JWT' : 'NONE',
    ...(signedIn ? { AuthorizerId: { Ref: 'Authorizer' } } : {}),
  },
});

const socketRoute = (key: string) => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ApiId: { Ref: 'SocketApi' },
    RouteKey: key,
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'SocketIntegration' }]] },
  },
});

const appTemplate = {
  Parameters: { PublicUrl: { Type: 'String', Default: 'https://sms.example.org' } },
  Resources: {
    Http: functionResource('http', {
      Environment: {
        Variables: {
          TABLE_NAME: { 'Fn::ImportValue': 'Data:TableName' },
          PUBLIC_URL: { Ref: 'PublicUrl' },
          IDENTIFIER_KEY_SECRET_ID: { 'Fn::ImportValue': 'Data:HashKey' },
          LINE_SECRET_PREFIX: 'small/lines/',
          CONNECTIONS_URL: {
            'Fn::Join': [
              '',
              [
                'https://',
                { Ref: 'SocketApi' },
                '.execute-api.',
                { Ref: 'AWS::Region' },
                '.',
                { Ref: 'AWS::URLSuffix' },
                '/',
                { Ref: 'SocketStage' },
              ],
            ],
          },
        },
      },
    }),
    Socket: functionResource('socket'),
    FanOut: functionResource('fanOut', {
      Environment: {
        Variables: {
          CONNECTIONS_URL: {
            'Fn::Sub': 'https://${SocketApi}.execute-api.${AWS::Region}.amazonaws.com/${SocketStage}',
          },
        },
      },
    }),
    Dispatch: functionResource('dispatch', { ReservedConcurrentExecutions: 1 }),
    DispatchRetries: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'Dispatch' },
        Qualifier: '$LATEST',
        MaximumRetryAttempts: 1,
        DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Failures', 'Arn'] } } },
      },
    },
    Failures: { Type: 'AWS::SQS::Queue', Properties: {} },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::ImportValue': 'Data:StreamArn' },
        FunctionName: { Ref: 'FanOut' },
        StartingPosition: 'TRIM_HORIZON',
        BatchSize: 10,
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 3,
        MaximumRecordAgeInSeconds: 300,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        FilterCriteria: {
          Filters: [{ Pattern: '{"dynamodb":{"NewImage":{"entity":{"S":["conversation"]}}}}' }],
        },
      },
    },
    HttpApi: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'http', ProtocolType: 'HTTP' } },
    HttpIntegration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'HttpApi' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': ['Http', 'Arn'] },
        PayloadFormatVersion: '2.0',
      },
    },
    Authorizer: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        ApiId: { Ref: 'HttpApi' },
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: {
          Issuer: { 'Fn::ImportValue': 'Data:Issuer' },
          Audience: [{ 'Fn::ImportValue': 'Data:ClientId' }],
        },
      },
    },
    Signed: httpRoute('POST /api/conversations/{id}', true),
    Open: httpRoute('GET /api/health', false),
    Webhook: httpRoute('POST /webhooks/{carrier}/{lineKey}', false),
    SocketApi: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: {
        Name: 'socket',
        ProtocolType: 'WEBSOCKET',
        RouteSelectionExpression: '$request.body.action',
      },
    },
    SocketStage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: { Ref: 'SocketApi' }, StageName: 'realtime', AutoDeploy: true },
    },
    SocketIntegration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'SocketApi' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: {
          'Fn::Join': [
            '',
            [
              'arn:',
              { Ref: 'AWS::Partition' },
              ':apigateway:',
              { Ref: 'AWS::Region' },
              ':lambda:path/2015-03-31/functions/',
              { 'Fn::GetAtt': ['Socket', 'Arn'] },
              '/invocations',
            ],
          ],
        },
      },
    },
    Connect: socketRoute('$connect'),
    Disconnect: socketRoute('$disconnect'),
    Default: socketRoute('$default'),
    Group: { Type: 'AWS::Scheduler::ScheduleGroup', Properties: { Name: 'deliveries' } },
    Sweep: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        GroupName: { Ref: 'Group' },
        ScheduleExpression: 'rate(1 minute)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        State: 'DISABLED',
        Target: {
          Arn: { 'Fn::GetAtt': ['Dispatch', 'Arn'] },
          RoleArn: { 'Fn::GetAtt': ['SweepRole', 'Arn'] },
          Input: '{"sweep":true}',
        },
      },
    },
    SweepRole: { Type: 'AWS::IAM::Role', Properties: {} },
    NotOurs: {
      Type: 'AWS::Lambda::Function',
      Properties: { Runtime: 'python3.13', Handler: 'index.handler', Code: { ZipFile: '' } },
    },
  },
};

/**
 * Writes a small cloud assembly as `cdk synth` would: two stacks that share values, the resource types of the
 * product, and functions with the given sources.
 *
 * @returns its folder.
 */
export const writeAssembly = (sources: Partial<Sources> = {}): string => {
  const directory = mkdtempSync(join(tmpdir(), 'small-product-'));
  const all: Sources = { http: echo, socket: echo, fanOut: echo, dispatch: echo, claims, ...sources };
  const files: Record<string, unknown> = {};
  for (const [name, source] of Object.entries(all)) {
    mkdirSync(join(directory, `asset.${name}`));
    writeFileSync(join(directory, `asset.${name}`, 'index.mjs'), source);
    files[name] = {
      source: { path: `asset.${name}`, packaging: 'zip' },
      destinations: { here: { bucketName: 'cdk-assets', objectKey: `${name}.zip` } },
    };
  }
  const write = (name: string, value: unknown): void => {
    writeFileSync(join(directory, name), JSON.stringify(value));
  };
  write('Data.template.json', dataTemplate);
  write('App.template.json', appTemplate);
  write('App.assets.json', { version: '1', files });
  write('manifest.json', {
    version: '1',
    artifacts: {
      'App.assets': { type: 'cdk:asset-manifest', properties: { file: 'App.assets.json' } },
      App: {
        type: 'aws:cloudformation:stack',
        properties: { templateFile: 'App.template.json', stackName: 'Small-App' },
      },
      Data: {
        type: 'aws:cloudformation:stack',
        properties: { templateFile: 'Data.template.json', stackName: 'Small-Data' },
      },
      Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
    },
  });
  return directory;
};
