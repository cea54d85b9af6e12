import { afterEach, describe, expect, test } from 'vitest';
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
import { createCarrierFor } from '../carrier-for.ts';

let server: ScriptedServer;
afterEach(() => server.close());

const start = async (script: (seen: SeenRequest) => ScriptedAnswer) => {
  server = await startScriptedServer((seen) =>
    seen.path === '/restapi/oauth/token'
      ? { status: 200, body: { access_token: 't', expires_in: 3600 } }
      : script(seen),
  );
  return createCarrierFor(createDependencies(secretOf(server.url)))(line);
};

const person = '+12025550123';
const entry = (to: string, patch: object = {}): object => ({
  from: line.phone,
  to,
  optStatus: 'OptOut',
  source: 'Recipient',
  lastModifiedTime: '2026-01-05T15:00:00Z',
  ...patch,
});
const list = (...records: readonly object[]): ScriptedAnswer => ({
  status: 200,
  body: { records, paging: { perPage: 1000 } },
});

describe('telling the register', () => {
  test.each<[string, ScriptedAnswer, string]>([
    ['set', { status: 200, body: { records: [] } }, 'set'],
    ['a failed record', { status: 200, body: { failedRecords: [{ error: {} }] } }, 'refused'],
    ['no permission', { status: 403, body: { errorCode: 'CMN-401' } }, 'refused'],
    ['rate', { status: 429 }, 'unavailable'],
    ['lost', 'reset', 'unavailable'],
  ])('%s', async (_name, answer, outcome) => {
    const carrier = await start(({ method }) => (method === 'PATCH' ? answer : list()));
    expect(await carrier.setConsent?.(line, person, true)).toBe(outcome);
    const [, asked, told] = server.requests;
    expect(Object.fromEntries(asked?.query ?? [])).toEqual({
      from: line.phone,
      to: person,
      optStatus: 'OptOut',
    });
    expect(JSON.parse(told?.body ?? '')).toEqual({
      records: [
        { from: line.phone, to: person, optStatus: 'OptOut', source: 'Api', coverage: 'phoneNumber' },
      ],
    });
  });

  test('what it knows already is left as it recorded it', async () => {
    const carrier = await start(() => list(entry(person)));
    expect(await carrier.setConsent?.(line, person, true)).toBe('set');
    expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
  });

  test('an end of the opt-out is told where there is one, and nothing where there is none', async () => {
    const blocked = [entry(person)];
    const carrier = await start(({ method }) => {
      if (method === 'PATCH') blocked.length = 0;
      return list(...blocked);
    });
    expect(await carrier.setConsent?.(line, person, false)).toBe('set');
    expect(server.requests.at(-1)?.body).toContain('OptIn');
    expect(await carrier.setConsent?.(line, person, false)).toBe('set');
    expect(server.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  });

  test.each<[ScriptedAnswer, string]>([
    [{ status: 403, body: { errorCode: 'CMN-401' } }, 'refused'],
    [{ status: 500 }, 'unavailable'],
  ])('a register that does not answer is not written to', async (answer, outcome) => {
    const carrier = await start(() => answer);
    expect(await carrier.setConsent?.(line, person, true)).toBe(outcome);
    expect(server.requests.some(({ method }) => method === 'PATCH')).toBe(false);
  });
});

describe('reading the register', () => {
  test('gives everybody who is opted out of the line, over all pages', async () => {
    const carrier = await start(({ query }) =>
      query.get('pageToken') === 'two'
        ? list(
            entry('+13035550147', { lastModifiedTime: null }),
            entry('+13125550168', { optStatus: 'OptIn' }),
          )
        : {
            status: 200,
            body: { records: [entry(person), entry('nobody')], paging: { nextPageToken: 'two' } },
          },
    );
    expect(await carrier.listOptOuts?.(line)).toEqual([
      { phone: person, at: '2026-01-05T15:00:00.000Z' },
      { phone: '+13035550147', at: null },
    ]);
    expect(server.requests.at(-1)?.query.get('from')).toBe(line.phone);
  });

  test.each<ScriptedAnswer>(['reset', { status: 500 }, { status: 403 }, { status: 200, body: '<html>' }])(
    'cannot say: %j',
    async (answer) => {
      const carrier = await start(() => answer);
      expect(await carrier.listOptOuts?.(line)).toBeNull();
    },
  );
});
