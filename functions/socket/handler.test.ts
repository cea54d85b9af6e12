import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { resolveConversation } from '@sms/messaging/resolve-conversation';
import { updateConversation } from '@sms/messaging/update-conversation';
import { createTestWorld, line } from '../testing.ts';
import { createHandler } from './handler.ts';

const actor = { organisation: 'acme', userId: 'operator', name: 'Olive' };

let given: ReturnType<typeof createTestWorld>;
let handler: ReturnType<typeof createHandler>;
let conversationId: string;
beforeEach(async () => {
  given = createTestWorld();
  const { world, sessions, store, sockets } = given;
  await store.putLine(line);
  const conversation = await resolveConversation(world)(actor, { phone: '+12025550123' });
  if (!conversation.ok) throw new Error(conversation.code);
  conversationId = conversation.value.id;
  handler = createHandler({ log: world.log, clock: world.clock, sessions, store, sockets });
});

const event = (eventType: string, connectionId: string, parts: object = {}) => ({
  requestContext: { connectionId, eventType, routeKey: '$default' },
  ...parts,
});

const connect = async (connectionId: string, person = actor, secret = `secret-${connectionId}`) => {
  const hash = createHash('sha256').update(secret).digest('base64url');
  const expiresAtSeconds = given.world.clock.now().getTime() / 1000 + 30;
  await given.sessions.putTicket({ hash, ...person, expiresAtSeconds });
  return handler(event('CONNECT', connectionId, { queryStringParameters: { ticket: secret } }));
};

const say = async (connectionId: string, frame: unknown): Promise<readonly unknown[]> => {
  const before = given.sockets.framesOf(connectionId).length;
  const body = typeof frame === 'string' ? frame : JSON.stringify(frame);
  expect(await handler(event('MESSAGE', connectionId, { body }))).toEqual({ statusCode: 200 });
  return given.sockets.framesOf(connectionId).slice(before);
};

describe('opening', () => {
  test('takes a ticket, once', async () => {
    expect(await connect('one')).toEqual({ statusCode: 200 });
    const again = event('CONNECT', 'two', { queryStringParameters: { ticket: 'secret-one' } });
    expect(await handler(again)).toEqual({ statusCode: 401 });
  });

  test('is refused without a ticket, or with one that expired', async () => {
    expect(await handler(event('CONNECT', 'one'))).toEqual({ statusCode: 401 });
    const { sessions } = given;
    const hash = createHash('sha256').update('old').digest('base64url');
    const expiresAtSeconds = given.world.clock.now().getTime() / 1000;
    await sessions.putTicket({ hash, ...actor, expiresAtSeconds });
    const late = event('CONNECT', 'one', { queryStringParameters: { ticket: 'old' } });
    expect(await handler(late)).toEqual({ statusCode: 401 });
  });
});

describe('subscribing', () => {
  test('answers with the versions as they are once the subscription is stored', async () => {
    await connect('one');
    const { sessions, world } = given;
    const racing: typeof sessions = {
      ...sessions,
      subscribe: async (...subscription) => {
        const outcome = await sessions.subscribe(...subscription);
        await updateConversation(world)(actor, conversationId, { assignee: 'operator2' });
        return outcome;
      },
    };
    handler = createHandler({ ...given, ...given.world, sessions: racing, store: given.store });
    const topic = `conversation:${conversationId}`;
    expect(await say('one', { action: 'subscribe', topics: ['queue', topic] })).toEqual([
      {
        type: 'subscribed',
        topics: [
          { topic: 'queue', version: null },
          { topic, version: 2 },
        ],
      },
    ]);
    expect(await sessions.listSubscribers('acme', topic, world.clock.now())).toEqual(['one']);
  });

  test("to what is not there, or another organisation's, is refused; the rest is subscribed", async () => {
    await connect('one', { ...actor, organisation: 'rival' });
    const topics = [`conversation:${conversationId}`, 'other', 'queue'];
    expect(await say('one', { action: 'subscribe', topics })).toEqual([
      { type: 'subscribed', topics: [{ topic: 'queue', version: null }] },
      expect.objectContaining({ type: 'error', code: 'not_found' }),
    ]);
    const now = given.world.clock.now();
    expect(await given.sessions.listSubscribers('acme', topics[0]!, now)).toEqual([]);
    expect(await given.sessions.listSubscribers('rival', topics[0]!, now)).toEqual([]);
  });

  test('ends by unsubscribing, and by closing', async () => {
    await connect('one');
    const topics = ['queue', `conversation:${conversationId}`];
    await say('one', { action: 'subscribe', topics });
    expect(await say('one', { action: 'unsubscribe', topics: ['queue'] })).toEqual([
      { type: 'unsubscribed', topics: ['queue'] },
    ]);
    const now = given.world.clock.now();
    expect(await given.sessions.listSubscribers('acme', 'queue', now)).toEqual([]);
    expect(await handler(event('DISCONNECT', 'one'))).toEqual({ statusCode: 200 });
    expect(await given.sessions.listSubscribers('acme', topics[1]!, now)).toEqual([]);
  });
});

describe('a message', () => {
  test.each([
    [{ action: 'ping' }, { type: 'pong' }],
    [{ action: 'presence', conversationId: 'x', state: 'typing' }, { code: 'not_available_yet' }],
    [{ action: 'dance' }, { code: 'invalid_frame' }],
    [{ action: 'subscribe', topics: [] }, { code: 'invalid_frame' }],
    ['{"action":', { code: 'invalid_frame' }],
    ['', { code: 'invalid_frame' }],
  ])('%j is answered', async (frame, expected) => {
    await connect('one');
    expect(await say('one', frame)).toEqual([expect.objectContaining(expected)]);
  });

  test('of a connection that was forgotten tells it to open a new one', async () => {
    await connect('one');
    await given.sessions.deleteConnection('one');
    expect(await say('one', { action: 'ping' })).toMatchObject([{ type: 'error', code: 'not_connected' }]);
  });

  test('that cannot be served is answered, and nothing of why is told', async () => {
    await connect('one');
    const store = { getConversation: () => Promise.reject(new Error('secret')) };
    handler = createHandler({ ...given, ...given.world, store });
    const topics = [`conversation:${conversationId}`];
    expect(await say('one', { action: 'subscribe', topics })).toMatchObject([{ code: 'unavailable' }]);
    expect(JSON.stringify(given.lines)).not.toContain('secret');
  });
});
