import { afterEach, describe, expect, test } from 'vitest';
import { createCarrierFor } from '../carrier-for.ts';
import { createDependencies, twilioLine as line, twilioSecretOf as secretOf } from '../../test/world.ts';
import {
  startScriptedServer,
  type ScriptedAnswer,
  type ScriptedServer,
  type SeenRequest,
} from '../../test/scripted-server.ts';

const account = '/2010-04-01/Accounts/AC00000000000000000000000000000001';

/** Documented answer of a create (api.v2010.account.message). */
const message = {
  account_sid: 'AC00000000000000000000000000000001',
  api_version: '2010-04-01',
  body: 'Your visit is at 3 pm.',
  date_created: 'Mon, 05 Jan 2026 15:04:05 +0000',
  date_sent: null,
  date_updated: 'Mon, 05 Jan 2026 15:04:05 +0000',
  direction: 'outbound-api',
  error_code: null,
  error_message: null,
  from: '+12025550101',
  messaging_service_sid: null,
  num_media: '0',
  num_segments: '1',
  price: null,
  price_unit: null,
  sid: 'SM00000000000000000000000000000001',
  status: 'queued',
  subresource_uris: { media: `${account}/Messages/SM00000000000000000000000000000001/Media.json` },
  to: '+12025550123',
  uri: `${account}/Messages/SM00000000000000000000000000000001.json`,
};

const errorBody = (code: number, status = 400): object => ({
  code,
  message: 'words that nobody judges by',
  more_info: `https://www.twilio.com/docs/errors/${code}`,
  status,
});

const request = {
  line,
  to: '+12025550123',
  body: 'Your visit is at 3 pm. 1 + 1 = 2 & so on 👍',
  messageId: 'c.m',
  attemptId: 'a-1',
};

let server: ScriptedServer;
afterEach(() => server.close());

const start = async (
  script: (seen: SeenRequest) => ScriptedAnswer | Promise<ScriptedAnswer>,
  patch: Parameters<typeof createDependencies>[1] = {},
) => {
  server = await startScriptedServer(script);
  const deps = createDependencies(secretOf(server.url), patch);
  return { deps, carrier: await createCarrierFor(deps)(line) };
};

describe('send', () => {
  test('as documented, with an address for reports that names the attempt', async () => {
    const { carrier } = await start(() => ({ status: 201, body: message }));
    expect(await carrier.send(request)).toEqual({
      kind: 'accepted',
      carrierMessageId: 'SM00000000000000000000000000000001',
    });
    const [seen] = server.requests;
    expect(seen).toMatchObject({ method: 'POST', path: `${account}/Messages.json` });
    expect(seen?.headers.authorization).toBe(
      `Basic ${btoa('AC00000000000000000000000000000001:0123456789abcdef0123456789abcdef')}`,
    );
    expect(Object.fromEntries(new URLSearchParams(seen?.body))).toEqual({
      To: '+12025550123',
      From: '+12025550101',
      Body: request.body,
      ValidityPeriod: '14400',
      StatusCallback: 'https://sms.example.test/webhooks/twilio/tw-line-key/status/c.m~a-1#rc=3&rp=all',
    });
  });

  test.each<[string, ScriptedAnswer, object]>([
    ['no answer', 'hang', { kind: 'unknown' }],
    ['a dropped connection', 'reset', { kind: 'unknown' }],
    ['500', { status: 500, body: errorBody(20500, 500) }, { kind: 'unknown' }],
    ['503 with a page', { status: 503, body: '<html></html>' }, { kind: 'unknown' }],
    ['created, unreadable', { status: 201, body: '{"sid":' }, { kind: 'unknown' }],
    ['429', { status: 429, body: errorBody(20429, 429) }, { kind: 'limited', retryAfterSeconds: 30 }],
    [
      '429 with a wait',
      { status: 429, body: errorBody(20429, 429), headers: { 'retry-after': '3' } },
      { kind: 'limited', retryAfterSeconds: 3 },
    ],
    ['queue full', { status: 429, body: errorBody(21611, 429) }, { kind: 'limited', retryAfterSeconds: 300 }],
    [
      'day’s limit',
      { status: 429, body: errorBody(63038, 429) },
      { kind: 'limited', retryAfterSeconds: 3600 },
    ],
  ])('%s', async (_name, answer, outcome) => {
    const { carrier } = await start(() => answer, { timeoutMs: answer === 'hang' ? 1_000 : 10_000 });
    expect(await carrier.send(request)).toEqual(outcome);
    expect(server.requests).toHaveLength(1);
  });

  test.each<[number, number, { code: string; retryable: boolean; optedOut?: boolean }]>([
    [400, 21610, { code: 'opted_out', retryable: false, optedOut: true }],
    [401, 20003, { code: 'carrier_configuration', retryable: true }],
    [404, 20404, { code: 'carrier_configuration', retryable: true }],
    [400, 21606, { code: 'carrier_configuration', retryable: true }],
    [400, 21211, { code: '21211', retryable: false }],
    [400, 21614, { code: '21614', retryable: false }],
    [400, 29999, { code: '29999', retryable: false }],
  ])('refused: %i %i', async (status, code, { optedOut = false, ...error }) => {
    const { carrier } = await start(() => ({ status, body: errorBody(code, status) }));
    const outcome = await carrier.send(request);
    expect(outcome).toMatchObject({ kind: 'refused', optedOut, error });
    expect(outcome.kind === 'refused' && outcome.error.message).toContain(`(${code})`);
    expect(JSON.stringify(outcome)).not.toContain('nobody judges');
  });

  test('failed at once: no report will follow', async () => {
    const { carrier } = await start(() => ({
      status: 201,
      body: { ...message, status: 'failed', error_code: 30001 },
    }));
    expect(await carrier.send(request)).toMatchObject({
      kind: 'refused',
      error: { code: '30001', retryable: true },
    });
  });

  test('nothing left when the connection was refused', async () => {
    const { carrier } = await start(() => ({ status: 201, body: message }));
    await server.close();
    expect(await carrier.send(request)).toEqual({ kind: 'limited', retryAfterSeconds: 30 });
  });

  test('the real Twilio is given no address that it would refuse', async () => {
    const forms: URLSearchParams[] = [];
    const fetch = (_url: unknown, init?: RequestInit): Promise<Response> => {
      forms.push(new URLSearchParams(String(init?.body)));
      return Promise.resolve(Response.json(message, { status: 201 }));
    };
    const secret = secretOf('https://api.twilio.com');
    for (const publicUrl of ['http://localhost:4000', 'http://127.0.0.1:4000', 'https://sms.example.org']) {
      const carrier = await createCarrierFor(
        createDependencies(secret, { publicUrl, fetch: fetch as typeof globalThis.fetch }),
      )(line);
      await carrier.send(request);
    }
    expect(forms.map((form) => form.has('StatusCallback'))).toEqual([false, false, true]);
    server = await startScriptedServer(() => ({ status: 200 }));
  });
});

const page = (messages: readonly object[], next: string | null = null): ScriptedAnswer => ({
  status: 200,
  body: {
    messages,
    page: 0,
    page_size: 50,
    start: 0,
    end: 1,
    uri: 'u',
    first_page_uri: 'u',
    next_page_uri: next,
    previous_page_uri: null,
  },
});

describe('findSent', () => {
  test('reads by both numbers, without a date, page by page', async () => {
    const { carrier } = await start(({ query }) =>
      query.get('PageToken') === null
        ? page(
            [
              {
                ...message,
                sid: 'SM2',
                date_created: 'Mon, 05 Jan 2026 15:05:00 +0000',
                status: 'delivered',
              },
              { ...message, sid: 'SM-old', date_created: 'Mon, 05 Jan 2026 15:02:59 +0000' },
            ],
            `${account}/Messages.json?PageSize=200&Page=1&PageToken=PASM1`,
          )
        : page([message, { ...message, sid: 'SM-in', direction: 'inbound' }]),
    );
    const records = await carrier.findSent({ line, to: '+12025550123', since: '2026-01-05T15:04:00.000Z' });
    expect(records?.map(({ carrierMessageId, status, at }) => [carrierMessageId, status, at])).toEqual([
      ['SM00000000000000000000000000000001', null, '2026-01-05T15:04:05.000Z'],
      ['SM2', 'delivered', '2026-01-05T15:05:00.000Z'],
    ]);
    expect(Object.fromEntries(server.requests[0]?.query ?? [])).toEqual({
      To: '+12025550123',
      From: '+12025550101',
      PageSize: '200',
    });
  });

  test('never takes the credentials to another host', async () => {
    const { carrier } = await start(() => page([message], 'https://elsewhere.example.test/Messages.json'));
    expect(
      await carrier.findSent({ line, to: '+12025550123', since: '2026-01-05T15:04:00.000Z' }),
    ).toHaveLength(1);
    expect(server.requests).toHaveLength(1);
  });

  test.each<ScriptedAnswer>(['reset', { status: 500 }, { status: 429 }, { status: 200, body: {} }])(
    'cannot say: %j',
    async (answer) => {
      const { carrier } = await start(() => answer);
      expect(
        await carrier.findSent({ line, to: '+12025550123', since: '2026-01-05T15:04:00.000Z' }),
      ).toBeNull();
    },
  );
});

describe('changesSince', () => {
  test('both directions of a day; then what changed, with an overlap', async () => {
    const inbound = {
      ...message,
      sid: 'SM-in',
      direction: 'inbound',
      from: '+12025550123',
      to: '+12025550101',
      status: 'received',
      body: 'Hi',
    };
    const failed = {
      ...message,
      status: 'undelivered',
      error_code: 30003,
      date_updated: 'Mon, 05 Jan 2026 16:04:05 +0000',
    };
    const { carrier } = await start(({ query }) => (query.has('To') ? page([inbound]) : page([failed])));
    const first = await carrier.changesSince(line, null);
    expect(first?.events).toMatchObject([
      { kind: 'inbound', record: { carrierMessageId: 'SM-in', body: 'Hi', status: null } },
      { kind: 'outbound', record: { status: 'undelivered', error: { code: '30003', retryable: true } } },
    ]);
    await carrier.changesSince(line, first?.position ?? null);
    expect(server.requests.map(({ query }) => Object.fromEntries(query))).toEqual([
      { To: '+12025550101', 'DateSent>': '2026-01-04', PageSize: '1000' },
      { From: '+12025550101', 'DateSent>': '2026-01-03', PageSize: '1000' },
      { To: '+12025550101', 'DateSent>': '2026-01-05', PageSize: '1000' },
      { From: '+12025550101', 'DateSent>': '2026-01-04', PageSize: '1000' },
    ]);
    const older = JSON.stringify({
      inboundSeenAt: '2026-01-06T00:00:00.000Z',
      outboundSeenAt: '2026-01-06T00:00:00.000Z',
    });
    expect(await carrier.changesSince(line, older)).toEqual({ events: [], position: older });
  });

  test('pictures are asked for', async () => {
    const inbound = {
      ...message,
      sid: 'MM1',
      direction: 'inbound',
      from: '+12025550123',
      to: '+12025550101',
      num_media: '1',
    };
    const { carrier } = await start(({ path, query }) =>
      path.endsWith('/Media.json')
        ? { status: 200, body: { media_list: [{ sid: 'ME1', content_type: 'image/png' }] } }
        : page(query.has('To') ? [inbound] : []),
    );
    expect((await carrier.changesSince(line, null))?.events).toMatchObject([
      {
        record: {
          media: [
            {
              carrierMediaId: 'ME1',
              contentType: 'image/png',
              url: `${server.url}${account}/Messages/MM1/Media/ME1`,
            },
          ],
        },
      },
    ]);
  });

  test.each<ScriptedAnswer>(['reset', { status: 503 }, { status: 401, body: errorBody(20003, 401) }])(
    'cannot say: %j',
    async (answer) => {
      const { carrier } = await start(() => answer);
      expect(await carrier.changesSince(line, null)).toBeNull();
    },
  );
});
