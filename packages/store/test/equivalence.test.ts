import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConversationState, MessageState, MessageStatus } from '@sms/domain';
import { outboundStatuses } from '@sms/domain/message-status';
import type { Change, DeliveryStatus, Page, Store } from '@sms/messaging/ports';
import type { AuditReader } from '../src/audit-reader.ts';
import { createDynamoStore } from '../src/dynamodb.ts';
import { createMemoryStore } from '../src/memory.ts';
import { startDynamoDBLocal, type DynamoDBLocal } from './dynamodb-local.ts';
import { at, nextChange, sampleAudit, samplePerson } from './samples.ts';

/** The two stores are given the same random commands, many of them stale or wrong, and must never differ. */

let local: DynamoDBLocal;
let tableName: string;
beforeAll(async () => {
  local = await startDynamoDBLocal();
  tableName = await local.createTable();
}, 60_000);
afterAll(() => local.stop());

type Command =
  | {
      readonly kind: 'commit';
      readonly conversation: number;
      /** How many versions ago the writer read: 0 is now. */
      readonly staleness: number;
      readonly patch: Partial<ConversationState>;
      readonly texts: readonly {
        readonly message: number;
        readonly staleness: number;
        readonly patch: Partial<MessageState>;
        readonly isInThread: boolean;
      }[];
      readonly link: { readonly carrier: number; readonly message: number } | null;
      readonly withPerson: boolean;
      readonly repeat: boolean;
    }
  | {
      readonly kind: 'park';
      readonly conversation: number;
      readonly carrier: number;
      readonly status: DeliveryStatus;
    }
  | { readonly kind: 'slot'; readonly second: number; readonly perMinute: number; readonly reserve: number }
  | { readonly kind: 'block'; readonly second: number }
  | { readonly kind: 'value'; readonly key: number; readonly value: string; readonly revision: number };

const small = (max: number) => fc.integer({ min: 0, max });
const instant = fc.integer({ min: 0, max: 300 }).map(at);
const nullable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
/** Objects as code writes them: the stores compare what they are given with what they hold. */
const plain = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { noNullPrototype: true });
const staleness = fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: small(2) });

const commandArbitrary: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 8,
    arbitrary: plain({
      kind: fc.constant('commit' as const),
      conversation: small(1),
      staleness,
      patch: fc.record(
        {
          status: fc.constantFrom('open' as const, 'closed' as const),
          assignee: nullable(fc.constantFrom('operator', 'operator2')),
          unreadCount: small(3),
          lastActivityAt: nullable(instant),
          lastMessage: nullable(
            plain({
              direction: fc.constantFrom('inbound' as const, 'outbound' as const),
              preview: fc.string({ maxLength: 10 }),
              at: instant,
            }),
          ),
        },
        { requiredKeys: [], noNullPrototype: true },
      ),
      texts: fc.uniqueArray(
        plain({
          message: small(3),
          staleness,
          isInThread: fc.boolean(),
          patch: fc.record(
            {
              status: fc.constantFrom<MessageStatus>(...outboundStatuses),
              body: fc.string({ unit: 'grapheme', maxLength: 20 }),
              direction: fc.constantFrom('inbound' as const, 'outbound' as const),
              sendAt: nullable(instant),
              dueAt: nullable(instant),
            },
            { requiredKeys: ['status'], noNullPrototype: true },
          ),
        }),
        { maxLength: 2, selector: (text) => text.message },
      ),
      link: nullable(plain({ carrier: small(2), message: small(3) })),
      withPerson: fc.boolean(),
      repeat: fc.boolean(),
    }),
  },
  plain({
    kind: fc.constant('park' as const),
    conversation: small(1),
    carrier: small(2),
    status: fc.constantFrom<DeliveryStatus>('sent', 'delivered', 'undelivered', 'failed'),
  }),
  plain({
    kind: fc.constant('slot' as const),
    second: small(120),
    perMinute: fc.constantFrom(1, 3, 40),
    reserve: small(2),
  }),
  plain({ kind: fc.constant('block' as const), second: small(60) }),
  plain({ kind: fc.constant('value' as const), key: small(1), value: fc.string(), revision: small(2) }),
);

/** What the writers of one run have seen; both stores are written from the same memory of it. */
const createRun = (organisation: string) => {
  const conversations: (ConversationState | null)[][] = [[null], [null]];
  const messages = new Map<string, (MessageState | null)[]>();
  const seen = <T>(history: readonly T[], ago: number): T => history[Math.max(0, history.length - 1 - ago)]!;
  const conversationId = (index: number) => `${organisation}-c${index}`;

  const changeOf = (command: Command & { kind: 'commit' }): Change => {
    const id = conversationId(command.conversation);
    const before = seen(conversations[command.conversation]!, command.staleness);
    const version = (before?.version ?? 0) + 1;
    const change = nextChange(
      before,
      { ...command.patch, id, organisation },
      command.texts.map((text) => {
        const messageId = `${id}.m${text.message}`;
        const known = messages.get(messageId) ?? [null];
        return {
          before: seen(known, text.staleness),
          patch: { ...text.patch, id: messageId, threadPosition: text.isInThread ? version : null },
        };
      }),
    );
    return {
      ...change,
      ...(command.withPerson
        ? { person: { before: null, after: samplePerson({ organisation, id: `${organisation}-p` }) } }
        : {}),
      ...(command.link
        ? {
            links: [
              {
                conversationId: id,
                carrierMessageId: `carrier${command.link.carrier}`,
                messageId: `${id}.m${command.link.message}`,
              },
            ],
          }
        : {}),
      audit: [sampleAudit({ organisation })],
    };
  };

  const remember = (change: Change, index: number): void => {
    conversations[index]!.push(change.conversations[0]!.after);
    for (const { after } of change.messages) {
      messages.set(after.id, [...(messages.get(after.id) ?? [null]), after]);
    }
  };

  return { changeOf, remember, conversationId };
};

const outcomeOf = async (attempt: () => Promise<unknown>): Promise<unknown> => {
  try {
    return await attempt();
  } catch (error) {
    return `bug: ${(error as Error).message}`;
  }
};

const drain = async <T>(read: (cursor: string | null) => Promise<Page<T>>): Promise<T[]> => {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await read(cursor);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return items;
};

const byId = (one: { readonly id: string }, other: { readonly id: string }): number =>
  one.id < other.id ? -1 : 1;

/** Everything that can be asked about one run, through every list. */
const stateOf = async (store: Store & AuditReader, organisation: string) => {
  const filters = [
    { status: 'all', assignee: null, unread: false, waiting: false },
    { status: 'open', assignee: 'operator', unread: false, waiting: false },
    { status: 'closed', assignee: 'none', unread: true, waiting: true },
  ] as const;
  const ids = [0, 1].map((index) => `${organisation}-c${index}`);
  return {
    queue: await Promise.all(
      filters.map((filter) => drain((cursor) => store.listQueue(organisation, filter, 1, cursor))),
    ),
    conversations: await Promise.all(
      ids.map(async (id) => ({
        conversation: await store.getConversation(organisation, id),
        owner: await store.organisationOf(id),
        thread: (await drain((cursor) => store.listThread(organisation, id, 2, cursor))).sort(byId),
        changed: (await drain((cursor) => store.listChangedSince(organisation, id, 2, 1, cursor))).sort(byId),
        scheduled: await drain((cursor) =>
          store.listScheduled(organisation, id, ['scheduled', 'failed', 'queued'], 1, cursor),
        ),
        inbound: await store.countInboundAfter(organisation, id, 2),
        links: await Promise.all([0, 1, 2].map((carrier) => store.getLink(id, `carrier${carrier}`))),
      })),
    ),
    due: (await store.listDueWork(at(150), 10_000)).filter(
      (message) => message.organisation === organisation,
    ),
    person: await store.getPerson(organisation, `${organisation}-p`),
    values: await Promise.all([0, 1].map((key) => store.getValue(`${organisation}-${key}`))),
    audit: await store.listAudit(organisation, '2026-11-23'),
  };
};

test('the store in memory and the store on DynamoDB never differ', async () => {
  // A failure prints its seed; SEED replays it.
  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(commandArbitrary, { minLength: 1, maxLength: 25 }), async (commands) => {
      runs += 1;
      const organisation = `org${runs}`;
      const memory = createMemoryStore();
      const dynamo = createDynamoStore({ client: local.client, tableName });
      const run = createRun(organisation);
      const apply = async (store: Store, command: Command, change: Change | null): Promise<unknown> => {
        switch (command.kind) {
          case 'commit': {
            const outcome = await store.commit(change!);
            return command.repeat ? [outcome, await store.commit(change!)] : [outcome];
          }
          case 'park':
            return store.parkStatus(run.conversationId(command.conversation), `carrier${command.carrier}`, {
              status: command.status,
              error: null,
              at: at(0),
            });
          case 'slot':
            return store.takeSendSlot(`${organisation}-line`, at(command.second), command);
          case 'block':
            return store.blockLine(`${organisation}-line`, at(command.second));
          case 'value':
            return store.putValue(`${organisation}-${command.key}`, command.value, command.revision);
        }
      };
      for (const command of commands) {
        const change = command.kind === 'commit' ? run.changeOf(command) : null;
        const expected = await outcomeOf(() => apply(memory, command, change));
        expect(await outcomeOf(() => apply(dynamo, command, change))).toEqual(expected);
        if (change && command.kind === 'commit' && Array.isArray(expected) && expected[0] === 'committed') {
          run.remember(change, command.conversation);
        }
      }
      expect(await stateOf(dynamo, organisation)).toEqual(await stateOf(memory, organisation));
    }),
    { seed, numRuns: 40, endOnFailure: true, interruptAfterTimeLimit: 25_000, markInterruptAsFailure: false },
  );
}, 90_000);
