import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { Problem, problems } from '@sms/contract/problem';
import { routes, type Route } from '@sms/contract/routes';
import { refuse, succeed } from '@sms/messaging/outcome';
import { http, serveRoutes, type HttpRequest } from './http.ts';
import { createLog } from './log.ts';
import type { HttpAnswer } from './problem.ts';

const claims = {
  sub: 'user-1',
  token_use: 'access',
  organisation: 'acme',
  permissions: 'ce.sms.admin',
  name: 'Olive Operator',
  exp: '1700000000',
};

const eventOf = (patch: object = {}, claimsPatch: object | null = {}): Record<string, unknown> => ({
  version: '2.0',
  headers: { 'content-type': 'application/json' },
  requestContext:
    claimsPatch === null ? {} : { authorizer: { jwt: { claims: { ...claims, ...claimsPatch } } } },
  isBase64Encoded: false,
  ...patch,
});

const echo = {
  method: 'POST',
  path: '/api/echo/{id}/parts/{part}',
  summary: 'Echoes.',
  signedIn: true,
  query: z.strictObject({ limit: z.coerce.number().int().max(10).default(5) }),
  headers: z.object({ 'idempotency-key': z.string() }),
  body: z.strictObject({ words: z.string().max(20), kind: z.enum(['a', 'b']).optional() }),
  success: { status: 201, body: z.object({ said: z.string() }) },
  problems: ['idempotency_key_required', 'quiet_hours'],
} as const satisfies Route;

let lines: { level: string; sentence: string; fields: object }[];
let seen: HttpRequest<typeof echo>[];
const log = createLog((level, sentence, fields) => lines.push({ level, sentence, fields }));
beforeEach(() => {
  lines = [];
  seen = [];
});

const handler = http(
  echo,
  async (request) => {
    seen.push(request);
    return succeed({ said: request.body.words, leaked: 'no' } as { said: string });
  },
  log,
);

const good = eventOf({
  pathParameters: { id: 'one', part: 'two' },
  headers: { 'Idempotency-Key': 'key' },
  body: '{"words":"hello"}',
});

const problemOf = (answer: HttpAnswer) => {
  expect(answer.headers['content-type']).toBe('application/problem+json');
  const problem = Problem.parse(JSON.parse(answer.body));
  expect(problem.status).toBe(answer.statusCode);
  expect(problem.status).toBe(problems[problem.code].status);
  expect(problem.type).toBe(`/problems/${problem.code}`);
  return problem;
};

describe('a request that is in order', () => {
  test('is parsed, served, and answered with what the route declares alone', async () => {
    const answer = await handler(good);
    expect(seen).toEqual([
      {
        actor: { organisation: 'acme', userId: 'user-1', name: 'Olive Operator' },
        params: { id: 'one', part: 'two' },
        query: { limit: 5 },
        headers: { 'idempotency-key': 'key' },
        body: { words: 'hello' },
      },
    ]);
    expect(answer).toEqual({
      statusCode: 201,
      headers: {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
      body: '{"said":"hello"}',
    });
  });

  test('may come base64 encoded', async () => {
    const body = Buffer.from('{"words":"grüß"}').toString('base64');
    const answer = await handler({ ...good, body, isBase64Encoded: true });
    expect(JSON.parse(answer.body)).toEqual({ said: 'grüß' });
  });

  test('has half surrogate pairs replaced', async () => {
    await handler({ ...good, body: '{"words":"a\\ud800b"}' });
    expect(seen[0]!.body.words).toBe('a\ufffdb');
  });

  test.each(['[ce.sms.admin other]', 'other ce.sms.admin', '[other, ce.sms.admin]'])(
    'may carry its permission as %s',
    async (permissions) => {
      const event = eventOf({ ...good, requestContext: undefined }, { permissions });
      const { requestContext } = eventOf({}, { permissions });
      expect((await handler({ ...event, requestContext })).statusCode).toBe(201);
    },
  );
});

describe('a request that is not', () => {
  const cases: [string, object, string, object?][] = [
    ['comes without claims', { requestContext: {} }, 'unauthenticated'],
    ['comes with an ID token', eventOf({}, { token_use: 'id' }), 'unauthenticated'],
    ['lacks the permission', eventOf({}, { permissions: '[viewer ce.sms.administrator]' }), 'forbidden'],
    ['lacks an organisation', eventOf({}, { organisation: '' }), 'forbidden'],
    ['has a broken organisation', eventOf({}, { organisation: 'acme#x' }), 'forbidden'],
    ['has no JSON', { body: '{"words":' }, 'invalid_json'],
    ['has no body', { body: undefined }, 'invalid_json'],
    ['is too large', { body: JSON.stringify({ words: 'x'.repeat(65_536) }) }, 'body_too_large'],
    ['lacks its idempotency key', { headers: {} }, 'idempotency_key_required'],
    ['lacks a path parameter', { pathParameters: { id: 'one' } }, 'not_found'],
    ['has an endless path parameter', { pathParameters: { id: 'x'.repeat(201), part: 'p' } }, 'not_found'],
    ['has a wrong query', { queryStringParameters: { limit: 'secretvalue' } }, 'invalid_request'],
  ];
  test.each(cases)('because it %s is refused', async (_, patch, code) => {
    const { pathParameters, headers, body, requestContext, ...rest } = { ...good, ...patch } as typeof good;
    const answer = await handler({ ...rest, pathParameters, headers, body, requestContext });
    expect(problemOf(answer).code).toBe(code);
    expect(seen).toEqual([]);
    expect(answer.body).not.toContain('secretvalue');
  });

  test('learns where and why, and is not repeated', async () => {
    const body = JSON.stringify({ words: 42, kind: 'secretvalue', secretkey: 1 });
    const answer = await handler({ ...good, body });
    expect(problemOf(answer).errors).toEqual([
      { path: 'words', message: 'must be of type string' },
      { path: 'kind', message: 'must be one of: a, b' },
      { path: '', message: 'has a member that is not known here' },
    ]);
    expect(answer.body).not.toMatch(/secret/);
  });

  test('learns the permission it lacks', async () => {
    const answer = await handler(eventOf({}, { permissions: '' }));
    expect(answer.body).toContain('ce.sms.admin');
  });
});

describe('an outcome', () => {
  const serving = (serve: () => Promise<never>) => http(routes.getPhiSettings, serve, log);

  test('that refuses is a problem with its members', async () => {
    const refusal = refuse('quiet_hours', 'Wait.', {
      nextAllowedAt: '2026-11-24T13:00:00.000Z',
      status: 200,
    });
    const answer = await serving(async () => refusal as never)(eventOf());
    expect(problemOf(answer)).toMatchObject({
      status: 409,
      code: 'quiet_hours',
      detail: 'Wait.',
      nextAllowedAt: '2026-11-24T13:00:00.000Z',
    });
  });

  test('that is not what the route promises is withheld', async () => {
    const answer = await serving(async () => succeed({ alwaysBlock: 'secretvalue' }) as never)(eventOf());
    expect(problemOf(answer).code).toBe('internal');
    expect(answer.body).not.toContain('secretvalue');
    expect(JSON.stringify(lines)).not.toContain('secretvalue');
    expect(lines.map(({ fields }) => fields)).toContainEqual(
      expect.objectContaining({
        event: 'response_not_valid',
        paths: 'alwaysBlock neverBlock confirmWarnings',
      }),
    );
  });

  test('of a bug is told to nobody but its class and place', async () => {
    const answer = await serving(() => Promise.reject(new TypeError('secretvalue +12025550123')))(eventOf());
    expect(problemOf(answer).code).toBe('internal');
    expect(JSON.stringify(lines)).not.toMatch(/secretvalue|2025550123/);
    expect(lines[0]!.fields).toMatchObject({ event: 'request_failed', errorName: 'TypeError' });
    expect(JSON.stringify(lines[0]!.fields)).toContain('http.test.ts');
  });

  test('of a service that is busy asks to come again', async () => {
    const busy = Object.assign(new Error('secretvalue'), { name: 'ThrottlingException' });
    const answer = await serving(() => Promise.reject(busy))(eventOf());
    expect(problemOf(answer).code).toBe('unavailable');
  });
});

test('a function serves its routes by the key that the gateway gives', async () => {
  const table = serveRoutes(log, (on) => [
    on(routes.health, async () => succeed({ status: 'ok', version: '1' })),
    on(routes.checkPhi, async ({ body }) =>
      succeed({ block: body.text === 'x', findings: [], policyVersion: '1' }),
    ),
  ]);
  expect((await table({ routeKey: 'GET /api/health' })).body).toBe('{"status":"ok","version":"1"}');
  const checked = await table(eventOf({ routeKey: 'POST /api/phi/check', body: '{"text":"x"}' }));
  expect(JSON.parse(checked.body)).toMatchObject({ block: true });
  expect(problemOf(await table({ routeKey: 'GET /api/other' })).code).toBe('not_found');
  expect(table.length).toBeLessThan(3);
});

test('any event at all is answered, never thrown at, never repeated', async () => {
  const marker = 'Zq7marker';
  const leaf = fc.oneof(fc.constant(marker), fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const anything = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(fc.constant(marker), fc.string()), tie('value'), { maxKeys: 3 }),
    ),
  })).value;
  const event = fc.oneof(
    anything,
    fc.record(
      {
        headers: anything,
        body: fc.oneof(anything, fc.json()),
        isBase64Encoded: anything,
        pathParameters: fc.oneof(anything, fc.constant({ id: marker, part: marker })),
        queryStringParameters: anything,
        requestContext: fc.oneof(anything, fc.constant(eventOf()['requestContext'])),
      },
      { requiredKeys: [] },
    ),
  );
  await fc.assert(
    fc.asyncProperty(event, async (input) => {
      const answer = await handler(input);
      if (answer.statusCode === 201) return;
      expect(problemOf(answer).code).not.toBe('internal');
      expect(answer.body).not.toContain(marker);
    }),
    { numRuns: 500 },
  );
  expect(JSON.stringify(lines)).not.toContain(marker);
});
