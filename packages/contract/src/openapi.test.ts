import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { openApiDocument } from './openapi.ts';
import { problems } from './problem.ts';
import { routeKey, routes, type Route } from './routes.ts';

// As it goes over the wire.
const document = JSON.parse(JSON.stringify(openApiDocument('1.2.3'))) as ReturnType<typeof openApiDocument>;
const entries = Object.entries(routes) as [string, Route][];

type Operation = {
  readonly operationId: string;
  readonly security: readonly unknown[];
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly required?: boolean;
  }[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, unknown>> }>
  >;
};

const operationOf = (route: Route): Operation =>
  (document.paths as Record<string, Record<string, Operation>>)[route.path]![route.method.toLowerCase()]!;

describe('the OpenAPI document', () => {
  test('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const result = await validator.validate(structuredClone(document) as unknown as Record<string, unknown>);
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
    expect(validator.version).toBe('3.1');
    expect(document.info.version).toBe('1.2.3');
  });

  test('the validator would notice a fault', async () => {
    const broken = structuredClone(document) as unknown as { info: { title?: string } };
    delete broken.info.title;
    expect((await new Validator().validate(broken)).valid).toBe(false);
  });

  test('every reference leads somewhere', () => {
    const targets = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!);
    expect(targets.length).toBeGreaterThan(0);
    for (const target of targets) {
      const found = target
        .split('/')
        .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], document);
      expect(found, target).toBeDefined();
    }
  });

  test('has every route once, and no other', () => {
    const documented = Object.entries(document.paths ?? {}).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(documented.sort()).toEqual(entries.map(([, route]) => routeKey(route)).sort());
  });

  test.each(entries)('%s tells its name, its parameters and who may call it', (name, route) => {
    const operation = operationOf(route);
    expect(operation.operationId).toBe(name);
    expect(operation.security.length > 0).toBe(route.signedIn);
    const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
    expect(inPath.map((parameter) => `{${parameter.name}}`)).toEqual(route.path.match(/\{\w+\}/g) ?? []);
    expect(operation.requestBody !== undefined).toBe(route.body !== undefined);
  });

  test.each(entries)('%s tells its answer, and every refusal under its status', (_, route) => {
    const { responses } = operationOf(route);
    expect(responses[route.success.status]).toBeDefined();
    const signedIn = route.signedIn ? (['unauthenticated', 'forbidden'] as const) : [];
    for (const code of [...route.problems, ...signedIn, 'internal', 'unavailable'] as const) {
      const response = responses[problems[code].status];
      expect(response?.description, code).toContain(`\`${code}\``);
      expect(Object.keys(response?.content ?? {})).toEqual(['application/problem+json']);
    }
  });

  test('no number and no text stands in a path or a query, but the search of the consent page', () => {
    for (const [name, route] of entries) {
      const outside = (operationOf(route).parameters ?? [])
        .filter((parameter) => parameter.in !== 'header')
        .map((parameter) => parameter.name);
      const telling = outside.filter((parameter) => /phone|body|text|number|token/i.test(parameter));
      expect([name, telling]).toEqual([name, name === 'listConsents' ? ['phone'] : []]);
    }
  });
});
