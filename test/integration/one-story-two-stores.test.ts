import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Line } from '@sms/domain';
import { listConversations, listMessages, listScheduled } from '@sms/messaging/browse';
import { recordCarrierEvent } from '@sms/messaging/carrier-events';
import { createMemoryMedia } from '@sms/media/memory';
import { createIdentifiers } from '@sms/messaging/identifiers';
import type { Outcome } from '@sms/messaging/outcome';
import type { Carrier, SendOutcome, Store, World } from '@sms/messaging/ports';
import { resolveConversation } from '@sms/messaging/resolve-conversation';
import { retryMessage, settleMessage } from '@sms/messaging/retry-message';
import { cancelMessage, editMessage, sendNow } from '@sms/messaging/schedule-actions';
import { sendMessage } from '@sms/messaging/send-message';
import { sweep } from '@sms/messaging/sweep';
import { updateConversation } from '@sms/messaging/update-conversation';
import { createDynamoStore } from '@sms/store/dynamodb';
import { createMemoryStore } from '@sms/store/memory';
import { startDynamoDBLocal, type DynamoDBLocal } from '../../packages/store/test/dynamodb-local.ts';

/** What people and carriers may do, as data: the same list is played to both stores. */
type Command =
  | { readonly act: 'send'; readonly key: number; readonly body: string; readonly inSeconds: number | null }
  | { readonly act: 'cancel' | 'edit' | 'sendNow' | 'retry' | 'settle'; readonly which: number }
  | { readonly act: 'text'; readonly id: number; readonly body: string }
  | { readonly act: 'status'; readonly id: number; readonly status: 'sent' | 'delivered' | 'undelivered' }
  | { readonly act: 'read'; readonly version: number }
  | { readonly act: 'wait'; readonly seconds: number }
  | { readonly act: 'answer'; readonly outcome: SendOutcome['kind'] };

const body = fc.constantFrom('See you at 3.', 'Your A1c is fine', 'Thank you!', '');
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('send' as const),
      key: fc.nat(6),
      body,
      inSeconds: fc.option(fc.integer({ min: -10, max: 600 })),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constantFrom(
        'cancel' as const,
        'edit' as const,
        'sendNow' as const,
        'retry' as const,
        'settle' as const,
      ),
      which: fc.nat(5),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('text' as const),
      id: fc.nat(5),
      body: fc.constantFrom('Hello', 'STOP', 'START', 'HELP'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('status' as const),
      id: fc.nat(6),
      status: fc.constantFrom('sent' as const, 'delivered' as const, 'undelivered' as const),
    }),
  },
  fc.record({ act: fc.constant('read' as const), version: fc.nat(20) }),
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 700 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('answer' as const),
      outcome: fc.constantFrom(
        'accepted' as const,
        'refused' as const,
        'limited' as const,
        'unknown' as const,
      ),
    }),
  },
);

const line: Line = {
  organisation: 'acme',
  phone: '+12025550100',
  carrier: 'ringcentral',
  lineKey: 'line',
  ordinal: 0,
  helpText: 'Call us. Reply STOP to end.',
};
const person = '+12025550123';
const actor = { organisation: 'acme', userId: 'operator', name: 'Olivia' };

const plain = (outcome: Outcome<unknown>): unknown => (outcome.ok ? outcome.value : outcome.code);

/** Plays the commands in order and tells everything that was answered and what stands at the end. */
const play = async (store: Store, commands: readonly Command[]): Promise<unknown> => {
  let now = Date.parse('2026-03-02T15:00:00Z');
  let ids = 0;
  let sends = 0;
  let next: SendOutcome['kind'] = 'accepted';
  const carrier: Carrier = {
    name: 'ringcentral',
    pacePerMinute: 600,
    answersHelp: false,
    send: async () => {
      sends += 1;
      switch (next) {
        case 'accepted':
          return { kind: 'accepted', carrierMessageId: `sent-${sends}` };
        case 'refused':
          return { kind: 'refused', error: { code: 'c', message: 'No.', retryable: true }, optedOut: false };
        case 'limited':
          return { kind: 'limited', retryAfterSeconds: 30 };
        case 'unknown':
          return { kind: 'unknown' };
      }
    },
    findSent: async () => [],
    changesSince: async () => null,
    fetchMedia: async () => null,
  };
  const world: World = {
    store,
    media: createMemoryMedia(),
    carrierFor: async () => carrier,
    scheduler: { set: async () => undefined, clear: async () => undefined },
    clock: { now: () => new Date(now) },
    newId: () => {
      ids += 1;
      return `id-${String(ids).padStart(5, '0')}`;
    },
    identifiers: createIdentifiers('key'),
    checkPhi: (text) => ({ block: text.includes('A1c'), findings: [], policyVersion: 'test' }),
    log: () => undefined,
    pause: async () => undefined,
    sleep: async () => undefined,
  };
  await store.putLine(line);
  const opened = await resolveConversation(world)(actor, { phone: person });
  if (!opened.ok) throw new Error('not opened');
  const { id } = opened.value;
  const known: string[] = [];
  const pick = (which: number): string => known[which % Math.max(1, known.length)] ?? 'none.none';
  const answers: unknown[] = [];
  for (const step of commands) {
    now += 1_000;
    switch (step.act) {
      case 'send': {
        const sendAt =
          step.inSeconds === null ? {} : { sendAt: new Date(now + step.inSeconds * 1000).toISOString() };
        const outcome = await sendMessage(world)(actor, id, `key-${step.key}`, {
          body: step.body,
          ...sendAt,
        });
        if (outcome.ok && !known.includes(outcome.value.id)) known.push(outcome.value.id);
        answers.push(plain(outcome));
        break;
      }
      case 'cancel':
        answers.push(plain(await cancelMessage(world)(actor, pick(step.which))));
        break;
      case 'edit':
        answers.push(plain(await editMessage(world)(actor, pick(step.which), { body: 'Another time?' })));
        break;
      case 'sendNow':
        answers.push(plain(await sendNow(world)(actor, pick(step.which))));
        break;
      case 'retry': {
        const outcome = await retryMessage(world)(actor, pick(step.which));
        if (outcome.ok) known.push(outcome.value.id);
        answers.push(plain(outcome));
        break;
      }
      case 'settle':
        answers.push(plain(await settleMessage(world)(actor, pick(step.which), { outcome: 'sent' })));
        break;
      case 'text':
        await recordCarrierEvent(world, line, {
          kind: 'inbound',
          record: {
            carrierMessageId: `in-${step.id}`,
            direction: 'inbound',
            from: person,
            to: line.phone,
            body: step.body,
            media: [],
            at: new Date(now).toISOString(),
            status: null,
            error: null,
          },
        });
        break;
      case 'status':
        await recordCarrierEvent(world, line, {
          kind: 'status',
          carrierMessageId: `sent-${step.id}`,
          from: line.phone,
          to: person,
          status: step.status,
          error: null,
          attempt: null,
          at: new Date(now).toISOString(),
        });
        break;
      case 'read':
        answers.push(plain(await updateConversation(world)(actor, id, { readVersion: step.version })));
        break;
      case 'wait':
        now += step.seconds * 1000;
        await sweep(world);
        break;
      case 'answer':
        next = step.outcome;
        break;
    }
  }
  const thread: unknown[] = [];
  for (let before: string | undefined, first = true; first || before !== undefined; first = false) {
    const page = await listMessages(world)(actor, id, {
      limit: 3,
      ...(before === undefined ? {} : { before }),
    });
    if (!page.ok) throw new Error('no thread');
    thread.push(page.value.items);
    before = page.value.nextCursor ?? undefined;
  }
  return {
    answers,
    sends,
    thread,
    since: plain(await listMessages(world)(actor, id, { limit: 100, sinceVersion: 2 })),
    scheduled: plain(await listScheduled(world)(actor, id, { status: 'all', limit: 100 })),
    queue: plain(await listConversations(world)(actor, { status: 'all', limit: 10 })),
  };
};

/** Cursors are each store's own. */
const withoutCursors = (played: unknown): unknown =>
  JSON.parse(
    JSON.stringify(played, (key, value: unknown) => (key === 'nextCursor' ? value !== null : value)),
  );

let database: DynamoDBLocal;
beforeAll(async () => {
  database = await startDynamoDBLocal();
});
afterAll(() => database.stop());

test('random commands give the same answers and the same end on the table and in memory', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 20 }), async (commands) => {
      const table = createDynamoStore({ client: database.client, tableName: await database.createTable() });
      const onTable = await play(table, commands);
      const inMemory = await play(createMemoryStore(), commands);
      expect(withoutCursors(onTable)).toEqual(withoutCursors(inMemory));
    }),
    { numRuns: 40 },
  );
});
