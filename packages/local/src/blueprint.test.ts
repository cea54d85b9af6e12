import { basename } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeAssembly } from '../test/assembly.ts';
import { readBlueprint, type Blueprint } from './blueprint.ts';
import { loadTemplate } from './template.ts';

const addresses = {
  origin: 'http://localhost:4000',
  aws: 'http://localhost:4002',
  issuer: 'http://localhost:4000/local/oidc',
};

const named = (blueprint: Blueprint, name: string) => {
  const found = [...blueprint.functions.values()].find((one) => one.name === `Small-App-${name}`);
  if (found === undefined) throw new Error(`${name} is not there.`);
  return found;
};

describe('what runs here comes from the template', () => {
  let blueprint: Blueprint;
  beforeAll(async () => {
    blueprint = readBlueprint(
      await loadTemplate(writeAssembly(), { PublicUrl: addresses.origin }),
      addresses,
    );
  });

  test('functions with their assets, limits and environment, and none in another language', () => {
    expect(blueprint.functions.size).toBe(5);
    expect(blueprint.tokenTrigger).toBe('arn:aws:lambda:us-east-1:000000000000:function:Small-Data-Claims');
    const http = named(blueprint, 'Http');
    expect(basename(http.directory)).toBe('asset.http');
    expect(http).toMatchObject({ handler: 'index.handler', timeoutSeconds: 5, memoryMegabytes: 256 });
    expect(http.environment).toMatchObject({
      TABLE_NAME: 'Small-Data-Table',
      PUBLIC_URL: 'http://localhost:4000',
      LINE_SECRET_PREFIX: 'small/lines/',
    });
    expect(named(blueprint, 'Dispatch')).toMatchObject({
      reservedConcurrency: 1,
      asynchronous: {
        maximumRetryAttempts: 1,
        onFailure: 'arn:aws:sqs:us-east-1:000000000000:Small-App-Failures',
      },
    });
    expect(http.asynchronous).toMatchObject({ maximumRetryAttempts: 2, onFailure: undefined });
  });

  test('addresses that only AWS could give lead to this machine, joined or substituted', () => {
    expect(named(blueprint, 'Http').environment['CONNECTIONS_URL']).toBe('http://localhost:4002/realtime');
    expect(named(blueprint, 'FanOut').environment['CONNECTIONS_URL']).toBe('http://localhost:4002/realtime');
  });

  test('routes, the authorizer of those that have one, and the sockets', () => {
    const byKey = new Map(blueprint.http?.routes.map((route) => [route.routeKey, route]));
    expect([...byKey.keys()].sort()).toEqual([
      'GET /api/health',
      'POST /api/conversations/{id}',
      'POST /webhooks/{carrier}/{lineKey}',
    ]);
    expect(byKey.get('GET /api/health')?.authorizer).toBeUndefined();
    expect(byKey.get('POST /api/conversations/{id}')?.authorizer).toEqual({
      issuer: addresses.issuer,
      audience: blueprint.clientIds,
      scopes: null,
    });
    expect(blueprint.sockets?.stage).toBe('realtime');
    expect(blueprint.sockets?.routes.get('$default')).toBe(named(blueprint, 'Socket').arn);
  });

  test('the table, its stream mapping with filter and limits, the schedules and the secrets', () => {
    expect(blueprint.tables).toHaveLength(1);
    expect(blueprint.tables[0]?.timeToLive).toBe('expiresAt');
    expect(blueprint.mappings).toEqual([
      {
        id: 'Small-App/Mapping',
        tableName: 'Small-Data-Table',
        functionArn: named(blueprint, 'FanOut').arn,
        batchSize: 10,
        startingPosition: 'TRIM_HORIZON',
        filters: [{ dynamodb: { NewImage: { entity: { S: ['conversation'] } } } }],
        reportsItemFailures: true,
        bisects: true,
        maximumRetryAttempts: 3,
        maximumRecordAgeSeconds: 300,
        onFailure: undefined,
      },
    ]);
    expect(blueprint.scheduleGroups).toEqual(['deliveries']);
    expect(blueprint.schedules[0]).toMatchObject({ expression: 'rate(1 minute)', enabled: false });
    expect(blueprint.secrets[0]?.generate.length).toBe(48);
  });
});
