import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Metafile } from 'esbuild';
import { bundleFunctions } from '../../infra/bundle-functions.ts';
import { functionNames } from '../../infra/functions.ts';
import {
  app,
  data,
  deployedFunctions,
  flatten,
  functionNamed,
  resourcesOf,
  statementsOf,
} from './assembly.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every wildcard a policy of the product may hold. One more needs its reason here, and in the construct. */
const allowedWildcards = [
  {
    sid: 'ReadLineSecrets',
    resource:
      'arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:sms-conversations/production/lines/*',
    reason: 'A line and its secret come when an operator adds them.',
  },
  {
    sid: 'ScheduleDeliveries',
    resource:
      'arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:schedule/sms-conversations-production/*',
    reason: 'Schedules are named after messages, at run time.',
  },
  {
    sid: 'Push',
    resource: expect.stringMatching(
      /^arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<\w+>\/realtime\/POST\/@connections\/\*$/,
    ) as string,
    reason: 'Connections get their ids when they open.',
  },
  ...['WriteMedia', 'ReadMedia'].map((sid) => ({
    sid,
    resource: expect.stringMatching(/^<import .*MediaBucket.*Arn.*>\/\*$/) as string,
    reason: 'Objects are named after messages, at run time.',
  })),
  { sid: 'FindStream', resource: '*', reason: 'dynamodb:ListStreams knows no resource.' },
];

/** What a bundle is made of, after all that nothing uses has been left out. */
const bundledFiles = (name: string): readonly string[] => {
  const metafile = JSON.parse(
    readFileSync(join(bundleFunctions(functionNames), 'metafile.json'), 'utf8'),
  ) as Metafile;
  const [, output] =
    Object.entries(metafile.outputs).find(([path]) => path.endsWith(`/${name}/index.mjs`)) ?? [];
  return Object.entries(output?.inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path);
};

const clients = [
  { client: '@aws-sdk/client-scheduler', service: 'scheduler' },
  { client: '@aws-sdk/client-secrets-manager', service: 'secretsmanager' },
  { client: '@aws-sdk/client-apigatewaymanagementapi', service: 'execute-api' },
  { client: '@aws-sdk/client-s3', service: 's3' },
];

/** The commands of which one must be in the bundle for a granted action to make sense. */
const commandsOf: Record<string, readonly string[]> = {
  'dynamodb:GetItem': ['GetCommand', 'GetItemCommand', 'TransactGetCommand'],
  'dynamodb:Query': ['QueryCommand'],
  'dynamodb:PutItem': ['PutCommand', 'PutItemCommand', 'TransactWriteCommand', 'TransactWriteItemsCommand'],
  'dynamodb:UpdateItem': [
    'UpdateCommand',
    'UpdateItemCommand',
    'TransactWriteCommand',
    'TransactWriteItemsCommand',
  ],
  'dynamodb:DeleteItem': [
    'DeleteCommand',
    'DeleteItemCommand',
    'TransactWriteCommand',
    'TransactWriteItemsCommand',
  ],
  'dynamodb:ConditionCheckItem': ['TransactWriteCommand', 'TransactWriteItemsCommand'],
};

const ownVariables = [
  'TABLE_NAME',
  'IDENTIFIER_KEY_SECRET_ID',
  'LINE_SECRET_PREFIX',
  'SCHEDULE_GROUP',
  'DISPATCH_FUNCTION_ARN',
  'SCHEDULER_ROLE_ARN',
  'PUBLIC_URL',
  'CONNECTIONS_URL',
  'MEDIA_BUCKET',
  'VERSION',
];

const allStatements = [data, app].flatMap((template) =>
  resourcesOf(template, 'AWS::IAM::Role').flatMap((role) => statementsOf(template, role.id)),
);

test('no policy holds a wildcard action', () => {
  for (const { sid, actions } of allStatements) expect(actions.join(' '), sid).not.toContain('*');
});

test('no policy holds a wildcard resource without a written reason, and no reason is left over', () => {
  const found = allStatements.flatMap(({ sid, resources }) =>
    resources.filter((resource) => resource.includes('*')).map((resource) => ({ sid, resource })),
  );
  const allowed = allowedWildcards.map(({ sid, resource }) => ({ sid, resource }));
  for (const wildcard of found) {
    const expected = allowed.filter(({ sid }) => sid === wildcard.sid);
    expect(expected, `${wildcard.sid} has no reason`).toHaveLength(1);
    expect(wildcard).toEqual(expected[0]);
  }
  expect(new Set(found.map(({ sid }) => sid))).toEqual(new Set(allowed.map(({ sid }) => sid)));
});

test('resource policies allow wildcard actions only to the account itself, and to services in its name', () => {
  const policies = [data, app].flatMap((template) =>
    Object.values(template.Resources).flatMap(({ Type, Properties }) =>
      Type === 'AWS::KMS::Key' ? [Properties.KeyPolicy] : (Properties.PolicyDocument ?? []),
    ),
  );
  const wildcards = policies
    .flatMap((policy) => policy.Statement as Record<string, unknown>[])
    .filter(
      (statement) => statement['Effect'] === 'Allow' && JSON.stringify(statement['Action']).includes('*'),
    );
  for (const { Principal, Condition } of wildcards) {
    // Without it the account would lose its own key; CDK adds the services that use the key for a secret.
    expect(flatten((Principal as { AWS: unknown }).AWS)).toBe(
      'arn:<AWS::Partition>:iam::<AWS::AccountId>:root',
    );
    const through = (Condition as { StringEquals?: Record<string, unknown> } | undefined)?.StringEquals;
    if (through)
      expect(flatten(through['kms:ViaService'])).toBe('secretsmanager.<AWS::Region>.amazonaws.com');
  }
});

test('no role is made of inline or managed policies that this file would not see', () => {
  for (const template of [data, app]) {
    for (const role of resourcesOf(template, 'AWS::IAM::Role')) {
      expect(role.Properties.Policies, role.id).toBeUndefined();
      expect(role.Properties.ManagedPolicyArns, role.id).toBeUndefined();
    }
    expect(resourcesOf(template, 'AWS::IAM::ManagedPolicy')).toEqual([]);
  }
});

describe.each(deployedFunctions)('$name', ({ name, statements, environment }) => {
  const files = bundledFiles(name);
  const actions = statements.flatMap((statement) => statement.actions);
  const text = readFileSync(join(bundleFunctions(functionNames), name, 'index.mjs'), 'utf8');

  test.each(clients)('may call $service if and only if it carries the client', ({ client, service }) => {
    const carries = files.some((file) => file.includes(`${client}/`));
    expect(actions.some((action) => action.startsWith(`${service}:`))).toBe(carries);
  });

  test('may do with the table only what its code can do', () => {
    const granted = actions.filter((action) => /^dynamodb:.*(Item|Query)$/.test(action));
    for (const action of granted) {
      const commands = commandsOf[action] ?? [];
      const carried = commands.some(
        (command) => files.some((file) => file.endsWith(`/commands/${command}.js`)) || text.includes(command),
      );
      expect(carried, action).toBe(true);
    }
    const touchesTable = files.some((file) => /@aws-sdk\/(lib|client)-dynamodb\//.test(file));
    expect(granted.length > 0).toBe(touchesTable);
  });

  test('gets exactly the variables that it reads', () => {
    const sources = files
      .filter((file) => file.startsWith('functions/'))
      .map((file) => readFileSync(join(root, file), 'utf8'))
      .join('\n');
    const read = ownVariables.filter((variable) => new RegExp(`\\b${variable}\\b`).test(sources));
    const given = Object.keys(environment).filter((variable) => ownVariables.includes(variable));
    expect(given.sort()).toEqual(read.sort());
  });
});

test('the stream and its key are read by those alone whom it is mapped to', () => {
  for (const { name, statements } of deployedFunctions) {
    const reads = statements.some(({ actions }) => actions.includes('dynamodb:GetRecords'));
    expect(reads, name).toBe(['fan-out', 'fetch-media'].includes(name));
  }
});

test('pictures are kept by those who fetch them, and read by the one that shows them', () => {
  const allowed = (action: string): string[] =>
    deployedFunctions
      .filter(({ statements }) => statements.some(({ actions }) => actions.includes(action)))
      .map(({ name }) => name)
      .sort();
  expect(allowed('s3:PutObject')).toEqual(['fetch-media', 'sweep']);
  expect(allowed('s3:GetObject')).toEqual(['media']);
});

test('schedules are made by send and schedule-actions alone, and only for the scheduler is its role lent', () => {
  const makers = deployedFunctions.filter(({ statements }) =>
    statements.some(({ actions }) => actions.includes('scheduler:CreateSchedule')),
  );
  expect(makers.map(({ name }) => name).sort()).toEqual(['schedule-actions', 'send']);
  for (const { name, statements, environment } of makers) {
    const lending = statements.filter(({ actions }) => actions.includes('iam:PassRole'));
    expect(lending, name).toEqual([
      {
        sid: 'LendSchedulerRole',
        actions: ['iam:PassRole'],
        resources: [flatten(environment['SCHEDULER_ROLE_ARN'])],
        conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      },
    ]);
  }
});

test('each asynchronous failure may be reported to the queue it belongs to', () => {
  for (const name of ['dispatch', 'fan-out']) {
    const actions = functionNamed(name).statements.flatMap((statement) => statement.actions);
    expect(actions, name).toContain('sqs:SendMessage');
  }
});
