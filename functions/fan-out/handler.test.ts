import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '@sms/messaging/ports';
import { resolveConversation } from '@sms/messaging/resolve-conversation';
import { sendMessage } from '@sms/messaging/send-message';
import { updateConversation } from '@sms/messaging/update-conversation';
import { conversationItem } from '@sms/store/items';
import { createTestWorld, line } from '../testing.ts';
import { createHandler } from './handler.ts';
import { createPush } from './push.ts';

const actor = { organisation: 'acme', userId: 'operator', name: 'Olive' };

let given: ReturnType<typeof createTestWorld>;
let handler: ReturnType<typeof createHandler>;
let conversationId: string;
let records: DynamoDBRecord[];

/** The record that the table's stream would give of a change. */
const recordOf = (change: Change): DynamoDBRecord => {
  const { after } = change.conversations[0]!;
  const ids = change.messages.map((message) => message.after.id);
  return {
    eventName: 'MODIFY',
    dynamodb: {
      SequenceNumber: String(1000 + records.length),
      NewImage: marshall(conversationItem(after, ids)) as NonNullable<
        DynamoDBRecord['dynamodb']
      >['NewImage'] & {},
    },
  };
};

beforeEach(async () => {
  given = createTestWorld();
  records = [];
  const { world, sessions, store, sockets } = given;
  await store.putLine(line);
  store.onCommit((change) => records.push(recordOf(change)));
  const conversation = await resolveConversation(world)(actor, { phone: '+12025550123' });
  if (!conversation.ok) throw new Error(conversation.code);
  conversationId = conversation.value.id;
  const parts = { log: world.log, clock: world.clock, sessions, store, sockets };
  handler = createHandler({ log: world.log, beginBatch: () => createPush(parts) });
});

const subscribe = async (connectionId: string, topics: readonly string[], organisation = 'acme') => {
  const expiresAtSeconds = given.world.clock.now().getTime() / 1000 + 7200;
  await given.sessions.putConnection({ connectionId, ...actor, organisation, expiresAtSeconds });
  await given.sessions.subscribe(connectionId, organisation, topics);
};

const send = (body: string) => sendMessage(given.world)(actor, conversationId, body.slice(0, 20), { body });
const assign = (assignee: string) => updateConversation(given.world)(actor, conversationId, { assignee });

type Frame = { type: string; version: number; message?: { status: string } };

const framesOf = (connectionId: string) =>
  (given.sockets.framesOf(connectionId) as Frame[]).map(({ type, version }) => [type, version]);

const topic = () => `conversation:${conversationId}`;

describe('a change', () => {
  test('reaches who watches the conversation whole, and who watches the queue as a conversation', async () => {
    await subscribe('watcher', [topic(), 'queue']);
    await subscribe('queue', ['queue']);
    await subscribe('rival', ['queue', topic()], 'rival');
    await send('Hello.');
    const last = records.length;
    expect(await handler({ Records: records.slice(-1) })).toEqual({ batchItemFailures: [] });
    expect(framesOf('watcher')).toEqual([
      ['message', last],
      ['conversation', last],
    ]);
    expect(framesOf('queue')).toEqual([['conversation', last]]);
    expect(framesOf('rival')).toEqual([]);
    expect(given.sockets.framesOf('watcher').at(-1)).toMatchObject({ topic: topic() });
    expect(given.sockets.framesOf('queue').at(-1)).toMatchObject({ topic: 'queue' });
  });

  test('comes in order; a message that has changed since comes with its latest version alone', async () => {
    await subscribe('watcher', [topic()]);
    await send('Hello.');
    await assign('operator2');
    await handler({ Records: records });
    const versions = records.map((_, index) => index + 1);
    const frames = framesOf('watcher');
    expect(frames.filter(([type]) => type === 'conversation')).toEqual(
      versions.map((version) => ['conversation', version]),
    );
    expect(frames.filter(([type]) => type === 'message')).toEqual([['message', versions.length - 1]]);
  });

  test('whose message is not to be read yet is tried again, and nobody is told half of it', async () => {
    await subscribe('watcher', [topic()]);
    await send('Hello.');
    const { world, sessions, store, sockets } = given;
    const behind = {
      getMessage: async (...of: Parameters<typeof store.getMessage>) => {
        const message = await store.getMessage(...of);
        return message && { ...message, version: message.version - 1 };
      },
    };
    const parts = { log: world.log, clock: world.clock, sessions, store: behind, sockets };
    const early = createHandler({ log: world.log, beginBatch: () => createPush(parts) });
    const Records = records.slice(-1);
    const itemIdentifier = Records[0]!.dynamodb!.SequenceNumber;
    expect(await early({ Records })).toEqual({ batchItemFailures: [{ itemIdentifier }] });
    expect(framesOf('watcher')).toEqual([]);
    expect(await handler({ Records })).toEqual({ batchItemFailures: [] });
    expect(framesOf('watcher').map(([type]) => type)).toEqual(['message', 'conversation']);
  });

  test('in a conversation without texts is nobody’s queue', async () => {
    await subscribe('queue', ['queue']);
    await assign('operator2');
    await handler({ Records: records });
    expect(framesOf('queue')).toEqual([]);
  });

  test('too large for a frame makes the watcher fetch it', async () => {
    await subscribe('watcher', [topic()]);
    await subscribe('queue', ['queue']);
    await send('Hello.');
    const message = given.messages()[0]!;
    const conversation = (await given.store.getConversation('acme', conversationId))!;
    const version = conversation.version + 1;
    await given.store.commit({
      conversations: [{ before: conversation, after: { ...conversation, version } }],
      messages: [{ before: message, after: { ...message, body: 'ñ'.repeat(20_000), version } }],
      audit: [],
    });
    await handler({ Records: records.slice(-1) });
    expect(given.sockets.framesOf('watcher')).toEqual([
      { type: 'subscribed', topics: [{ topic: topic(), version }] },
    ]);
    expect(framesOf('queue')).toEqual([['conversation', version]]);
  });
});

describe('a connection', () => {
  test.each(['gone', 'failed'] as const)(
    'that is %s gets nothing further and is forgotten; others get all',
    async (outcome) => {
      await subscribe('lost', [topic()]);
      await subscribe('fine', [topic()]);
      given.sockets.set('lost', outcome);
      await assign('operator2');
      await assign('operator');
      const posted: string[] = [];
      const { sockets, world, sessions, store } = given;
      const counting = {
        ...sockets,
        post: (connectionId: string, data: string) => {
          posted.push(connectionId);
          return sockets.post(connectionId, data);
        },
      };
      const parts = { log: world.log, clock: world.clock, sessions, store, sockets: counting };
      handler = createHandler({ log: world.log, beginBatch: () => createPush(parts) });
      await handler({ Records: records });
      expect(posted.filter((connectionId) => connectionId === 'lost')).toHaveLength(1);
      expect(framesOf('fine')).toEqual(records.map((_, index) => ['conversation', index + 1]));
      expect(await sessions.getConnection('lost', world.clock.now())).toBeNull();
      expect(await sessions.listSubscribers('acme', topic(), world.clock.now())).toEqual(['fine']);
    },
  );

  test('is pushed to one frame after the other', async () => {
    await subscribe('watcher', [topic()]);
    await send('Hello.');
    let underWay = 0;
    let most = 0;
    const { world, sessions, store } = given;
    const slow = {
      post: async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise((resolve) => setImmediate(resolve));
        underWay -= 1;
        return 'sent' as const;
      },
    };
    const parts = { log: world.log, clock: world.clock, sessions, store, sockets: slow };
    handler = createHandler({ log: world.log, beginBatch: () => createPush(parts) });
    await handler({ Records: records });
    expect(most).toBe(1);
  });
});

describe('a batch', () => {
  test('stops at the first change that cannot be read, and names it', async () => {
    await subscribe('watcher', [topic()]);
    await assign('operator2');
    await assign('operator');
    const broken = { ...records[1]!, dynamodb: { ...records[1]!.dynamodb } };
    broken.dynamodb.NewImage = { entity: { S: 'conversation' }, phone: { S: 'secret' } };
    const answer = await handler({ Records: [records[0]!, broken, records[2]!] });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: broken.dynamodb.SequenceNumber }] });
    expect(framesOf('watcher')).toEqual([['conversation', 1]]);
    expect(JSON.stringify(given.lines)).not.toContain('secret');
  });

  test('passes over what is no conversation', async () => {
    const Records = [{ dynamodb: { NewImage: { entity: { S: 'audit' } } } }, { eventName: 'REMOVE' }];
    expect(await handler({ Records: Records as DynamoDBRecord[] })).toEqual({ batchItemFailures: [] });
    expect(await handler({})).toEqual({ batchItemFailures: [] });
    expect(await handler(null)).toEqual({ batchItemFailures: [] });
  });
});
