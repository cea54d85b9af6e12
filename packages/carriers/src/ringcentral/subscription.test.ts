import { afterEach, describe, expect, test } from 'vitest';
import {
  createDependencies,
  ringCentralLine as line,
  ringCentralSecretOf as secretOf,
} from '../../test/world.ts';
import { startScriptedServer, type ScriptedAnswer, type ScriptedServer } from '../../test/scripted-server.ts';
import { ringCentralUpkeep } from './subscription.ts';

type Subscription = {
  id: string;
  status: string;
  eventFilters: string[];
  disabledFilters?: { filter: string }[];
  expirationTime: string;
  deliveryMode: { transportType: string; address: string; verificationToken?: string };
};

const address = 'https://sms.example.test/webhooks/ringcentral/rc-line-key';

let server: ScriptedServer;
afterEach(() => server.close());

/** A carrier that keeps subscriptions as RingCentral does: ids in the place of `~`, tokens never shown. */
const start = async (refuse: (method: string, body: string) => ScriptedAnswer | null = () => null) => {
  const subscriptions: Subscription[] = [];
  let ids = 0;
  const life = () => new Date(deps.clock.now().getTime() + 604_800_000).toISOString();
  server = await startScriptedServer((seen) => {
    if (seen.path === '/restapi/oauth/token')
      return { status: 200, body: { access_token: 't', expires_in: 3_600_000 } };
    const refused = refuse(seen.method, seen.body);
    if (refused) return refused;
    if (seen.method === 'GET') return { status: 200, body: { uri: 'u', records: subscriptions } };
    const id = seen.path.split('/')[4] ?? '';
    const found = subscriptions.find((subscription) => subscription.id === id);
    if (seen.method === 'DELETE') {
      subscriptions.splice(subscriptions.indexOf(found!), 1);
      return { status: 204 };
    }
    if (seen.path.endsWith('/renew')) {
      found!.expirationTime = life();
      return { status: 200, body: found };
    }
    const asked = JSON.parse(seen.body) as Pick<Subscription, 'eventFilters' | 'deliveryMode'>;
    const made = {
      id: `sub-${(ids += 1)}`,
      status: 'Active',
      eventFilters: asked.eventFilters.map((filter) =>
        filter
          .replace('account/~', 'account/101')
          .replace('extension/~', 'extension/102')
          .replace('accounts/~', 'accounts/101'),
      ),
      expirationTime: life(),
      deliveryMode: { transportType: 'WebHook', address: asked.deliveryMode.address },
    };
    subscriptions.push(made);
    return { status: 200, body: made };
  });
  let secret = secretOf(server.url);
  const deps = createDependencies(null, { readSecret: () => Promise.resolve(secret) });
  const upkeep = () => ringCentralUpkeep(deps, line);
  const rotate = (): void => {
    secret = { ...secret, verificationToken: 'rotated' };
  };
  return { deps, subscriptions, upkeep, rotate };
};

describe('upkeep', () => {
  test('makes one, keeps it, renews it in its second half', async () => {
    const { deps, subscriptions, upkeep } = await start();
    expect(await upkeep()).toEqual({
      outcome: 'created',
      subscriptionId: 'sub-1',
      deleted: 0,
      hearsConsents: true,
      code: null,
    });
    expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toEqual({
      eventFilters: [
        '/restapi/v1.0/account/~/extension/~/message-store/instant?type=SMS',
        '/restapi/v1.0/account/~/extension/~/message-store?type=SMS&direction=Outbound',
        '/restapi/v2/accounts/~/sms/consents',
      ],
      deliveryMode: { transportType: 'WebHook', address, verificationToken: 'long-random' },
      expiresIn: 604_800,
    });
    expect(await upkeep()).toMatchObject({ outcome: 'kept', subscriptionId: 'sub-1' });
    deps.advance(4 * 24 * 60 * 60);
    expect(await upkeep()).toMatchObject({ outcome: 'renewed', subscriptionId: 'sub-1' });
    expect(await upkeep()).toMatchObject({ outcome: 'kept' });
    expect(subscriptions).toHaveLength(1);
  });

  test.each<[string, (subscription: Subscription) => void]>([
    ['blacklisted', (subscription) => (subscription.status = 'Blacklisted')],
    ['with a filter less', (subscription) => subscription.eventFilters.shift()],
    [
      'with a filter refused in silence',
      (subscription) => (subscription.disabledFilters = [{ filter: subscription.eventFilters[0] ?? '' }]),
    ],
  ])('makes a new one in the place of one %s', async (_name, spoil) => {
    const { subscriptions, upkeep } = await start();
    await upkeep();
    spoil(subscriptions[0]!);
    expect(await upkeep()).toMatchObject({ outcome: 'created', subscriptionId: 'sub-2', deleted: 1 });
    expect(subscriptions.map(({ id }) => id)).toEqual(['sub-2']);
  });

  test('notices one that vanished, and a verification token that was changed', async () => {
    const { subscriptions, upkeep, rotate } = await start();
    await upkeep();
    subscriptions.length = 0;
    expect(await upkeep()).toMatchObject({ outcome: 'created', subscriptionId: 'sub-2' });
    rotate();
    expect(await upkeep()).toMatchObject({ outcome: 'created', subscriptionId: 'sub-3', deleted: 1 });
    expect(await upkeep()).toMatchObject({ outcome: 'kept' });
  });

  test('deletes strays at its own address only', async () => {
    const { subscriptions, upkeep } = await start();
    await upkeep();
    const [ours] = subscriptions;
    subscriptions.push({ ...ours!, id: 'stray' });
    subscriptions.push({
      ...ours!,
      id: 'other',
      deliveryMode: { transportType: 'WebHook', address: 'https://other.test/x' },
    });
    expect(await upkeep()).toMatchObject({ outcome: 'kept', deleted: 1 });
    expect(subscriptions.map(({ id }) => id)).toEqual(['sub-1', 'other']);
  });

  test('does without consents where the account may not hear of them', async () => {
    const { upkeep } = await start((method, body) =>
      method === 'POST' && body.includes('consents')
        ? { status: 400, body: { errorCode: 'SUB-508', errors: [{ errorCode: 'SUB-508' }] } }
        : null,
    );
    expect(await upkeep()).toMatchObject({ outcome: 'created', hearsConsents: false });
    expect(await upkeep()).toMatchObject({ outcome: 'kept', hearsConsents: false });
  });

  test.each<[string, ScriptedAnswer, object]>([
    [
      'unreachable address',
      { status: 400, body: { errorCode: 'SUB-521' } },
      { outcome: 'refused', code: 'SUB-521' },
    ],
    [
      'permission',
      { status: 403, body: { errorCode: 'CMN-404' } },
      { outcome: 'misconfigured', code: 'CMN-404' },
    ],
    ['rate', { status: 429, body: { errorCode: 'CMN-301' } }, { outcome: 'unavailable', code: 'CMN-301' }],
    ['fault', { status: 500 }, { outcome: 'unavailable' }],
    ['lost', 'reset', { outcome: 'unavailable', code: null }],
  ])('refused: %s', async (_name, answer, report) => {
    const { upkeep } = await start((method) => (method === 'POST' ? answer : null));
    expect(await upkeep()).toMatchObject({ ...report, subscriptionId: null });
  });

  test('a line without credentials', async () => {
    server = await startScriptedServer(() => ({ status: 200 }));
    expect(await ringCentralUpkeep(createDependencies(null), line)).toMatchObject({
      outcome: 'misconfigured',
    });
  });
});
