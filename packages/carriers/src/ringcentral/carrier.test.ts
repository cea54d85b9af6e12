import { afterEach, describe, expect, test } from 'vitest';
import type { Carrier } from '@sms/messaging/ports';
import { createCarrierFor } from '../carrier-for.ts';
import {
  createDependencies,
  ringCentralLine as line,
  ringCentralSecretOf as secretOf,
} from '../../test/world.ts';
import {
  startScriptedServer,
  type ScriptedAnswer,
  type ScriptedServer,
  type SeenRequest,
} from '../../test/scripted-server.ts';

/** Documented answer of a send (GetSMSMessageInfoResponse). */
const sentMessage = {
  uri: 'https://platform.ringcentral.com/restapi/v1.0/account/101/extension/102/message-store/3062991514017',
  id: 3062991514017,
  to: [{ phoneNumber: '+12025550123', location: 'Washington, DC' }],
  from: { phoneNumber: '+12025550100', name: 'Front Desk', location: 'Washington, DC' },
  type: 'SMS',
  creationTime: '2026-01-05T15:04:05.000Z',
  readStatus: 'Read',
  priority: 'Normal',
  attachments: [
    {
      id: 3062991514017,
      uri: 'https://platform.ringcentral.com/restapi/v1.0/account/101/extension/102/message-store/3062991514017/content/3062991514017',
      type: 'Text',
      contentType: 'text/plain',
    },
  ],
  direction: 'Outbound',
  availability: 'Alive',
  subject: 'Your visit is at 3 pm.',
  messageStatus: 'Queued',
  smsSendingAttemptsCount: 1,
  conversation: { id: '1638233798595111162' },
  lastModifiedTime: '2026-01-05T15:04:05.123Z',
};

const errorBody = (code: string, patch: object = {}): object => ({
  errorCode: 'InvalidParameter',
  message: 'words that nobody judges by',
  errors: [{ errorCode: code, message: 'words that nobody judges by', ...patch }],
});

const request = {
  line,
  to: '+12025550123',
  body: 'Your visit is at 3 pm.',
  messageId: 'c.m',
  attemptId: 'attempt',
};

const isLogin = (seen: SeenRequest): boolean => seen.path === '/restapi/oauth/token';
const isSend = (seen: SeenRequest): boolean => seen.path === '/restapi/v1.0/account/~/extension/~/sms';

let server: ScriptedServer;
afterEach(() => server.close());

let logins = 0;
const login = (): ScriptedAnswer => ({
  status: 200,
  body: { access_token: `token-${(logins += 1)}`, token_type: 'bearer', expires_in: 3600, scope: 'SMS' },
});

/** A server that lets in, and answers everything else by the script. */
const start = async (
  script: (seen: SeenRequest) => ScriptedAnswer | Promise<ScriptedAnswer>,
  patch: Parameters<typeof createDependencies>[1] = {},
) => {
  logins = 0;
  server = await startScriptedServer((seen) => (isLogin(seen) ? login() : script(seen)));
  const deps = createDependencies(secretOf(server.url), patch);
  return { deps, carrier: await createCarrierFor(deps)(line) };
};

describe('send', () => {
  test('logs in with the JWT and sends what the carrier documents', async () => {
    const { carrier } = await start(() => ({ status: 200, body: sentMessage }));
    expect(await carrier.send(request)).toEqual({ kind: 'accepted', carrierMessageId: '3062991514017' });
    const [auth, send] = server.requests;
    expect(auth?.headers.authorization).toBe(`Basic ${btoa('client-1:secret-1')}`);
    expect(Object.fromEntries(new URLSearchParams(auth?.body))).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: 'jwt-1',
    });
    expect(send?.method).toBe('POST');
    expect(send?.headers.authorization).toBe('Bearer token-1');
    expect(JSON.parse(send?.body ?? '')).toEqual({
      from: { phoneNumber: '+12025550100' },
      to: [{ phoneNumber: '+12025550123' }],
      text: 'Your visit is at 3 pm.',
    });
  });

  test.each<[string, ScriptedAnswer, object]>([
    ['no answer', 'hang', { kind: 'unknown' }],
    ['a dropped connection', 'reset', { kind: 'unknown' }],
    ['500', { status: 500, body: errorBody('CMN-201') }, { kind: 'unknown' }],
    ['502 with a page', { status: 502, body: '<html>Bad Gateway</html>' }, { kind: 'unknown' }],
    ['503 MSG-290', { status: 503, body: errorBody('MSG-290') }, { kind: 'unknown' }],
    ['success without an id', { status: 200, body: '<html></html>' }, { kind: 'unknown' }],
    ['429 CMN-304', { status: 429, body: errorBody('CMN-304') }, { kind: 'unknown' }],
    ['429', { status: 429, body: errorBody('CMN-301') }, { kind: 'limited', retryAfterSeconds: 30 }],
    [
      '429 with a wait',
      { status: 429, body: errorBody('CMN-301'), headers: { 'retry-after': '77' } },
      { kind: 'limited', retryAfterSeconds: 77 },
    ],
  ])('%s', async (_name, answer, outcome) => {
    const { carrier } = await start(() => answer, { timeoutMs: answer === 'hang' ? 1_000 : 10_000 });
    expect(await carrier.send(request)).toEqual(outcome);
  });

  test.each<[string, number, object, { code: string; retryable: boolean; optedOut?: boolean }]>([
    [
      'opted out at once',
      400,
      errorBody('SMS-RC-413'),
      { code: 'opted_out', retryable: false, optedOut: true },
    ],
    ['number not ours', 403, errorBody('MSG-304'), { code: 'carrier_configuration', retryable: true }],
    ['no SMS feature', 403, errorBody('MSG-242'), { code: 'carrier_configuration', retryable: true }],
    ['app permission', 403, errorBody('CMN-401'), { code: 'carrier_configuration', retryable: true }],
    ['blocked number', 400, errorBody('MSG-243'), { code: 'MSG-243', retryable: false }],
    [
      'bad recipient',
      400,
      errorBody('CMN-101', { parameterName: 'to.phoneNumber' }),
      { code: 'CMN-101', retryable: false },
    ],
    [
      'bad sender',
      400,
      errorBody('CMN-101', { parameterName: 'from.phoneNumber' }),
      { code: 'carrier_configuration', retryable: true },
    ],
    ['old word', 403, { errorCode: 'InsufficientFunds' }, { code: 'carrier_configuration', retryable: true }],
    ['a new code', 400, errorBody('MSG-999'), { code: 'MSG-999', retryable: false }],
    ['no code', 404, {}, { code: 'HTTP-404', retryable: false }],
  ])('refused: %s', async (_name, status, body, { optedOut = false, ...error }) => {
    const { carrier } = await start(() => ({ status, body }));
    const outcome = await carrier.send(request);
    expect(outcome).toMatchObject({ kind: 'refused', optedOut, error });
    // The carrier's own code can be looked up; nothing else of its answer is shown.
    expect(outcome.kind === 'refused' && outcome.error.message).toMatch(
      /^Not |^This person .* \([\w-]+\)$|^RingCentral /,
    );
    expect(JSON.stringify(outcome)).not.toContain('nobody judges');
    expect(server.requests.filter(isSend)).toHaveLength(1);
  });

  test('a server that refuses the connection was given nothing', async () => {
    const { carrier, deps } = await start(() => ({ status: 200, body: sentMessage }));
    expect((await carrier.send(request)).kind).toBe('accepted');
    const port = new URL(server.url).port;
    await server.close();
    expect(await carrier.send(request)).toEqual({ kind: 'limited', retryAfterSeconds: 30 });
    const named = createDependencies(secretOf(`http://nowhere.invalid:${port}`), { store: deps.store });
    expect((await (await createCarrierFor(named)(line)).send(request)).kind).toBe('limited');
    server = await startScriptedServer(() => ({ status: 200 }));
  });

  test('rests while the penalty for too many calls runs, for each call would prolong it', async () => {
    const { carrier, deps } = await start(() => ({
      status: 429,
      body: errorBody('CMN-301'),
      headers: { 'retry-after': '60' },
    }));
    await carrier.send(request);
    deps.advance(20);
    expect(await carrier.send(request)).toEqual({ kind: 'limited', retryAfterSeconds: 40 });
    expect(server.requests.filter(isSend)).toHaveLength(1);
    deps.advance(41);
    await carrier.send(request);
    expect(server.requests.filter(isSend)).toHaveLength(2);
  });

  test('never sends on a connection that was kept', async () => {
    const { carrier } = await start(() => ({ status: 200, body: sentMessage }));
    await carrier.send(request);
    await carrier.send(request);
    expect(server.connections()).toBe(server.requests.length);
  });
});

describe('the shared token', () => {
  test('one login serves many instances that start at once', async () => {
    const { deps } = await start(() => ({ status: 200, body: sentMessage }));
    const carriers = await Promise.all(Array.from({ length: 8 }, () => createCarrierFor(deps)(line)));
    const outcomes = await Promise.all(carriers.map((carrier) => carrier.send(request)));
    expect(outcomes.every(({ kind }) => kind === 'accepted')).toBe(true);
    expect(server.requests.filter(isLogin)).toHaveLength(1);
  });

  test('is renewed ahead of its end, by one', async () => {
    const { carrier, deps } = await start(() => ({ status: 200, body: sentMessage }));
    await carrier.send(request);
    deps.advance(3400);
    await Promise.all([carrier.send(request), carrier.send(request), carrier.send(request)]);
    expect(server.requests.filter(isLogin)).toHaveLength(2);
    expect(server.requests.filter(isSend)).toHaveLength(4);
  });

  test('refused on the way: one new login, and the call once more', async () => {
    const { carrier } = await start((seen) =>
      seen.headers.authorization === 'Bearer token-1'
        ? { status: 401, body: { errorCode: 'TokenInvalid', errors: [{ errorCode: 'OAU-213' }] } }
        : { status: 200, body: sentMessage },
    );
    expect((await carrier.send(request)).kind).toBe('accepted');
    expect(server.requests.filter(isLogin)).toHaveLength(2);
    expect(server.requests.filter(isSend)).toHaveLength(2);
  });

  test('refused twice: somebody has to look', async () => {
    const { carrier } = await start(() => ({ status: 401, body: errorBody('OAU-213') }));
    expect(await carrier.send(request)).toMatchObject({
      kind: 'refused',
      error: { code: 'carrier_configuration', retryable: true },
    });
    expect(server.requests.filter(isSend)).toHaveLength(2);
  });

  test('a JWT that is no longer accepted is told to staff, and not presented again at once', async () => {
    server = await startScriptedServer(() => ({
      status: 400,
      body: {
        error: 'invalid_grant',
        error_description: 'Token expired',
        errors: [{ errorCode: 'OAU-210', message: 'Token expired' }],
      },
    }));
    const deps = createDependencies(secretOf(server.url));
    const carrier = await createCarrierFor(deps)(line);
    const outcome = await carrier.send(request);
    expect(outcome).toMatchObject({
      kind: 'refused',
      error: { code: 'carrier_configuration', retryable: true },
    });
    expect(outcome.kind === 'refused' && outcome.error.message).toContain('(OAU-210)');
    await (await createCarrierFor(deps)(line)).send(request);
    expect(server.requests).toHaveLength(1);
    deps.advance(61);
    await carrier.send(request);
    expect(server.requests).toHaveLength(2);
  });

  test.each<[string, ScriptedAnswer, number]>([
    ['too many logins', { status: 429, headers: { 'retry-after': '42' } }, 42],
    ['server fault', { status: 500 }, 10],
    ['dropped', 'reset', 10],
  ])('cannot be had just now: %s', async (_name, answer, retryAfterSeconds) => {
    server = await startScriptedServer(() => answer);
    const carrier = await createCarrierFor(createDependencies(secretOf(server.url)))(line);
    expect(await carrier.send(request)).toEqual({ kind: 'limited', retryAfterSeconds });
  });

  test('a renewer that died is replaced when its lease ends', async () => {
    const { deps } = await start(() => ({ status: 200, body: sentMessage }));
    const called = Promise.withResolvers<void>();
    const dying = createDependencies(secretOf(server.url), {
      store: deps.store,
      fetch: () => {
        called.resolve();
        return new Promise(() => undefined);
      },
    });
    void (await createCarrierFor(dying)(line)).send(request);
    await called.promise;
    let waits = 0;
    const carrier = await createCarrierFor({
      ...deps,
      pause: () => {
        waits += 1;
        if (waits === 3) deps.advance(16);
        return Promise.resolve();
      },
    })(line);
    expect((await carrier.send(request)).kind).toBe('accepted');
    expect(waits).toBe(3);
    expect(server.requests.filter(isLogin)).toHaveLength(1);
  });
});

test('a line without usable credentials sends nothing', async () => {
  server = await startScriptedServer(() => ({ status: 200 }));
  for (const secret of [
    null,
    {},
    { ...secretOf(server.url), jwt: '' },
    { ...secretOf(server.url), carrier: 'twilio' },
  ]) {
    const carrier = await createCarrierFor(createDependencies(secret))(line);
    expect(await carrier.send(request)).toMatchObject({
      kind: 'refused',
      error: { code: 'carrier_configuration', retryable: true },
    });
    expect(await carrier.findSent({ line, to: request.to, since: '2026-01-05T15:00:00.000Z' })).toBeNull();
    expect(await carrier.changesSince(line, null)).toBeNull();
  }
  expect(server.requests).toHaveLength(0);
});

describe('findSent', () => {
  const record = (id: number, patch: object = {}): object => ({ ...sentMessage, id, ...patch });

  test('reads every page and gives this line’s texts to that person, oldest first', async () => {
    const { carrier } = await start(({ query }) => {
      const page = Number(query.get('page'));
      const records =
        page === 1
          ? [
              record(3, { creationTime: '2026-01-05T15:06:00.000Z', messageStatus: 'Delivered' }),
              record(4, { from: { phoneNumber: '+12025550188' } }),
            ]
          : [
              record(2, { to: [{ phoneNumber: '(202)555-0123' }], from: { phoneNumber: '12025550100' } }),
              { id: 5, availability: 'Purged' },
            ];
      return {
        status: 200,
        body: {
          records,
          paging: { page, totalPages: 2, perPage: 100, totalElements: 4 },
          navigation: page === 1 ? { nextPage: { uri: 'https://platform.ringcentral.com/…' } } : {},
        },
      };
    });
    const records = await carrier.findSent({ line, to: '+12025550123', since: '2026-01-05T15:04:00.000Z' });
    expect(records?.map(({ carrierMessageId, status }) => [carrierMessageId, status])).toEqual([
      ['2', null],
      ['3', 'delivered'],
    ]);
    expect(records?.[0]).toMatchObject({
      from: '+12025550100',
      to: '+12025550123',
      body: 'Your visit is at 3 pm.',
    });
    const [first] = server.requests.filter((seen) => !isLogin(seen));
    expect(first?.path).toBe('/restapi/v1.0/account/~/extension/~/message-store');
    expect(Object.fromEntries(first?.query ?? [])).toMatchObject({
      direction: 'Outbound',
      messageType: 'SMS',
      phoneNumber: '+12025550123',
      dateFrom: '2026-01-05T15:03:00.000Z',
    });
  });

  test.each<ScriptedAnswer>(['reset', { status: 500 }, { status: 429 }, { status: 200, body: '<html>' }])(
    'cannot say: %j',
    async (answer) => {
      const { carrier } = await start(() => answer);
      expect(
        await carrier.findSent({ line, to: '+12025550123', since: '2026-01-05T15:04:00.000Z' }),
      ).toBeNull();
    },
  );
});

test('a limit that one instance met keeps all others from calling until it is over', async () => {
  let limited = true;
  const { carrier, deps } = await start(() =>
    limited
      ? { status: 429, body: errorBody('CMN-301'), headers: { 'retry-after': '60' } }
      : { status: 200, body: { records: [sentMessage] } },
  );
  const other = await createCarrierFor(deps)(line);
  const find = (by: Carrier) => by.findSent({ line, to: '+12025550123', since: '2026-01-05T15:04:00.000Z' });
  const calls = (): number => server.requests.filter((seen) => !isLogin(seen)).length;
  expect(await find(carrier)).toBeNull();
  limited = false;
  deps.advance(59);
  expect(await find(other)).toBeNull();
  expect(calls()).toBe(1);
  deps.advance(2);
  expect(await find(other)).toHaveLength(1);
  expect(calls()).toBe(2);
});

describe('changesSince', () => {
  const inbound = {
    ...sentMessage,
    id: 3064938607016,
    direction: 'Inbound',
    from: { phoneNumber: '+12025550123' },
    to: [{ phoneNumber: '+12025550100', target: true }],
    subject: 'Can I come at 4?',
    messageStatus: 'Received',
  };
  const sync = (records: readonly object[], syncToken: string, patch: object = {}): ScriptedAnswer => ({
    status: 200,
    body: {
      uri: 'u',
      records,
      syncInfo: { syncType: 'FSync', syncToken, syncTime: '2026-01-05T15:04:05.000Z', ...patch },
    },
  });

  test('begins with a frame of a day and goes on from the token', async () => {
    const { carrier } = await start(({ query }) =>
      query.get('syncType') === 'FSync'
        ? sync([inbound, sentMessage, { id: 7, availability: 'Deleted' }], 'token-A')
        : sync(
            [{ ...sentMessage, messageStatus: 'SendingFailed', deliveryErrorCode: 'SMS-RC-413' }],
            'token-B',
          ),
    );
    const first = await carrier.changesSince(line, null);
    expect(first?.events.map((event) => event.kind)).toEqual(['inbound', 'outbound']);
    const second = await carrier.changesSince(line, first?.position ?? null);
    expect(second?.events).toMatchObject([
      { kind: 'outbound', record: { status: 'failed', error: { code: 'opted_out', retryable: false } } },
    ]);
    await carrier.changesSince(line, second?.position ?? null);
    const queries = server.requests
      .filter((seen) => !isLogin(seen))
      .map((seen) => Object.fromEntries(seen.query));
    expect(queries).toEqual([
      { syncType: 'FSync', messageType: 'SMS', dateFrom: '2026-01-04T15:04:05.000Z', recordCount: '250' },
      { syncType: 'ISync', syncToken: 'token-A' },
      { syncType: 'ISync', syncToken: 'token-B' },
    ]);
  });

  test('a dead token begins a new frame that overlaps the old one', async () => {
    const { carrier, deps } = await start(({ query }) =>
      query.get('syncType') === 'FSync'
        ? sync([sentMessage], 'token-A')
        : { status: 400, body: errorBody('MSG-333') },
    );
    const first = await carrier.changesSince(line, null);
    deps.advance(3 * 24 * 60 * 60);
    const second = await carrier.changesSince(line, first?.position ?? null);
    expect(second?.events).toHaveLength(1);
    expect(server.requests.at(-1)?.query.get('dateFrom')).toBe('2026-01-04T15:04:05.000Z');
  });

  test('what a cut frame lacks is read from the list, over several calls if need be', async () => {
    const pages = 13;
    const { carrier } = await start(({ path, query }) => {
      if (!path.endsWith('/message-store')) {
        return query.get('syncType') === 'FSync'
          ? sync([], 'token-A', { olderRecordsExist: true })
          : sync([], 'token-B');
      }
      const page = Number(query.get('page'));
      return {
        status: 200,
        body: { records: [{ ...inbound, id: page }], paging: { page, totalPages: pages }, navigation: {} },
      };
    });
    const first = await carrier.changesSince(line, null);
    const second = await carrier.changesSince(line, first?.position ?? null);
    const third = await carrier.changesSince(line, second?.position ?? null);
    const ids = [first, second, third].flatMap((answer) =>
      (answer?.events ?? []).map((event) =>
        event.kind === 'inbound' ? Number(event.record.carrierMessageId) : 0,
      ),
    );
    expect(ids).toEqual(Array.from({ length: pages }, (_, index) => index + 1));
    expect(third?.events).toHaveLength(0);
  });

  test('leaves the texts of the extension’s other numbers to their own lines', async () => {
    const { carrier } = await start(() =>
      sync(
        [
          { ...inbound, to: [{ phoneNumber: '+12025550199' }] },
          { ...sentMessage, from: { phoneNumber: '+12025550199' } },
        ],
        't',
      ),
    );
    expect((await carrier.changesSince(line, null))?.events).toEqual([]);
  });

  test.each<ScriptedAnswer>(['reset', { status: 503 }, { status: 200, body: {} }])(
    'cannot say: %j',
    async (answer) => {
      const { carrier } = await start(() => answer);
      expect(await carrier.changesSince(line, null)).toBeNull();
    },
  );
});
