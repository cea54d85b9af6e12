import { beforeEach, describe, expect, test } from 'vitest';
import type { MessageStatus } from '@sms/domain';
import type { Store } from '@sms/messaging/ports';
import type { AuditReader } from '../src/audit-reader.ts';
import {
  at,
  mustCommit,
  nextChange,
  sampleAudit,
  sampleContact,
  sampleConversation,
  sampleLine,
  sampleMessage,
  samplePerson,
} from './samples.ts';

const anybody = { status: 'all', assignee: null, unread: false, waiting: false } as const;

/** What every store keeps to; run on each. */
export const describeStore = (name: string, createStore: () => Promise<Store & AuditReader>): void => {
  describe(name, () => {
    let store: Store & AuditReader;
    beforeEach(async () => {
      store = await createStore();
    });

    /** A conversation with `count` texts in its thread, one a version. */
    const withThread = async (count: number) => {
      let conversation = await mustCommit(store, nextChange(null));
      for (let index = 0; index < count; index += 1) {
        const version = conversation.version + 1;
        conversation = await mustCommit(
          store,
          nextChange(conversation, { lastActivityAt: at(index) }, [
            {
              before: null,
              patch: {
                id: `conversation-one.${String(index).padStart(3, '0')}`,
                direction: index % 2 === 0 ? 'inbound' : 'outbound',
                status: index % 2 === 0 ? 'received' : 'sent',
                threadPosition: version,
              },
            },
          ]),
        );
      }
      return conversation;
    };

    describe('a change', () => {
      test('is read back whole', async () => {
        const message = sampleMessage({
          media: [{ id: 'media', contentType: 'image/png', size: null, url: null, status: 'fetching' }],
          mediaFetch: { sources: [{ id: 'media', url: 'https://carrier.example/media' }], tries: 1 },
          claim: { id: 'claim', at: at(1), until: at(2) },
          error: { code: 'x', message: 'y', retryable: true },
          reconciliation: { since: at(3), looks: 2 },
          dueAt: at(4),
        });
        const change = {
          ...nextChange(null, {
            lastMessage: { direction: 'outbound', preview: '', at: at(1) },
            lastActivityAt: at(1),
            outbox: [message.id],
            contact: { id: 'c', kind: 'lead', name: 'N', url: '/n' },
          }),
          messages: [{ before: null, after: message }],
          person: { before: null, after: samplePerson() },
          links: [
            { conversationId: 'conversation-one', carrierMessageId: 'carrier-1', messageId: message.id },
          ],
          audit: [sampleAudit({ at: at(5) })],
        };
        expect(await store.commit(change)).toBe('committed');
        expect(await store.getConversation('acme', 'conversation-one')).toEqual(
          change.conversations[0]!.after,
        );
        expect(await store.getMessage('acme', 'conversation-one', message.id)).toEqual(message);
        expect(await store.getPerson('acme', 'person-one')).toEqual(change.person.after);
        expect(await store.organisationOf('conversation-one')).toBe('acme');
        expect(await store.getLink('conversation-one', 'carrier-1')).toEqual({
          messageId: message.id,
          parked: null,
        });
        expect(await store.listAudit('acme', '2026-11-23')).toEqual(change.audit);
      });

      test('is one change when it is applied twice', async () => {
        const change = { ...nextChange(null, {}, [{ before: null, patch: {} }]), audit: [sampleAudit()] };
        expect(await store.commit(change)).toBe('committed');
        expect(await store.commit(change)).toBe('committed');
        expect(await store.listAudit('acme', '2026-11-23')).toHaveLength(1);
      });

      test('that differs only in its evidence is another change', async () => {
        const change = nextChange(null);
        expect(await store.commit({ ...change, audit: [sampleAudit()] })).toBe('committed');
        expect(await store.commit({ ...change, audit: [sampleAudit()] })).toBe('conflict');
        expect(await store.listAudit('acme', '2026-11-23')).toHaveLength(1);
      });

      test('that lost the race writes nothing', async () => {
        const seen = await mustCommit(store, nextChange(null));
        const winner = await mustCommit(store, nextChange(seen, { assignee: 'operator' }));
        const loser = {
          ...nextChange(seen, { assignee: 'operator2' }, [{ before: null, patch: {} }]),
          person: { before: null, after: samplePerson() },
          audit: [sampleAudit()],
        };
        expect(await store.commit(loser)).toBe('conflict');
        expect(await store.getConversation('acme', 'conversation-one')).toEqual(winner);
        expect(await store.getMessage('acme', 'conversation-one', 'conversation-one.message-one')).toBeNull();
        expect(await store.getPerson('acme', 'person-one')).toBeNull();
        expect(await store.listAudit('acme', '2026-11-23')).toEqual([]);
      });

      test('of a stale message, person or link is a conflict, whatever the conversation says', async () => {
        const first = await mustCommit(store, {
          ...nextChange(null, {}, [{ before: null, patch: {} }]),
          person: { before: null, after: samplePerson() },
          links: [
            {
              conversationId: 'conversation-one',
              carrierMessageId: 'c',
              messageId: 'conversation-one.message-one',
            },
          ],
        });
        const again = nextChange(first, {}, [{ before: null, patch: {} }]);
        expect(await store.commit(again)).toBe('conflict');
        const stale = sampleMessage({ version: 7 });
        expect(await store.commit(nextChange(first, {}, [{ before: stale, patch: {} }]))).toBe('conflict');
        const person = { before: null, after: samplePerson({ consent: 'consented' }) };
        expect(await store.commit({ ...nextChange(first), person })).toBe('conflict');
        const links = [{ conversationId: 'conversation-one', carrierMessageId: 'c', messageId: 'another' }];
        expect(await store.commit({ ...nextChange(first), links })).toBe('conflict');
        expect(await store.getConversation('acme', 'conversation-one')).toEqual(first);
      });

      test('touches several conversations at once, or none', async () => {
        const one = await mustCommit(store, nextChange(null));
        const two = await mustCommit(store, nextChange(null, { id: 'conversation-two' }));
        const both = (first: typeof one, second: typeof two) => ({
          conversations: [
            { before: first, after: { ...first, consent: 'opted_out' as const, version: first.version + 1 } },
            {
              before: second,
              after: { ...second, consent: 'opted_out' as const, version: second.version + 1 },
            },
          ],
          messages: [],
          audit: [],
        });
        const twoLater = await mustCommit(store, nextChange(two, { assignee: 'operator' }));
        expect(await store.commit(both(one, two))).toBe('conflict');
        expect((await store.getConversation('acme', one.id))?.consent).toBe('pending');
        expect(await store.commit(both(one, twoLater))).toBe('committed');
        expect((await store.getConversation('acme', one.id))?.consent).toBe('opted_out');
        expect((await store.getConversation('acme', two.id))?.consent).toBe('opted_out');
      });

      test('of two first texts at once makes one conversation', async () => {
        const outcomes = await Promise.all(
          ['one', 'two'].map((text) =>
            store.commit(
              nextChange(null, {}, [
                { before: null, patch: { id: `conversation-one.${text}`, body: text, status: 'received' } },
              ]),
            ),
          ),
        );
        expect([...outcomes].sort()).toEqual(['committed', 'conflict']);
        expect((await store.listThread('acme', 'conversation-one', 10, null)).items).toHaveLength(1);
      });

      test('has exactly one winner among many claims at once', async () => {
        const conversation = await mustCommit(store, nextChange(null, {}, [{ before: null, patch: {} }]));
        const message = (await store.getMessage('acme', conversation.id, 'conversation-one.message-one'))!;
        const outcomes = await Promise.all(
          Array.from({ length: 12 }, (_, worker) =>
            store.commit(
              nextChange(conversation, {}, [
                {
                  before: message,
                  patch: { status: 'sending', claim: { id: `worker-${worker}`, at: at(1), until: at(60) } },
                },
              ]),
            ),
          ),
        );
        expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(1);
      });

      test('leaves no hole in the versions under 50 writers who try again', async () => {
        await mustCommit(store, nextChange(null));
        await Promise.all(
          Array.from({ length: 50 }, async (_, writer) => {
            for (;;) {
              const seen = (await store.getConversation('acme', 'conversation-one'))!;
              const patch = { id: `conversation-one.${writer}`, threadPosition: seen.version + 1 };
              if ((await store.commit(nextChange(seen, {}, [{ before: null, patch }]))) === 'committed')
                return;
            }
          }),
        );
        const changed = await store.listChangedSince('acme', 'conversation-one', 0, 100, null);
        expect(changed.items.map((message) => message.version)).toEqual(
          Array.from({ length: 50 }, (_, n) => n + 2),
        );
        expect((await store.getConversation('acme', 'conversation-one'))?.version).toBe(51);
      }, 60_000);

      test.each([
        ['skips a version', { conversations: [{ before: null, after: sampleConversation({ version: 2 }) }] }],
        [
          'has a message of another version',
          { messages: [{ before: null, after: sampleMessage({ version: 2 }) }] },
        ],
        [
          'has a message without its conversation',
          { messages: [{ before: null, after: sampleMessage({ conversationId: 'elsewhere' }) }] },
        ],
        [
          'moves a text backwards',
          {
            messages: [
              { before: sampleMessage({ status: 'delivered' }), after: sampleMessage({ status: 'sent' }) },
            ],
          },
        ],
        [
          'is too large for one transaction',
          {
            messages: Array.from({ length: 100 }, (_, n) => ({
              before: null,
              after: sampleMessage({ id: `conversation-one.${n}` }),
            })),
          },
        ],
        [
          'writes an item twice',
          { messages: [sampleMessage(), sampleMessage()].map((after) => ({ before: null, after })) },
        ],
      ])('that %s is a bug', async (_, part) => {
        await expect(store.commit({ ...nextChange(null), ...part })).rejects.toThrow();
        expect(await store.getConversation('acme', 'conversation-one')).toBeNull();
      });

      test('of 98 texts at once is taken, and each is listed once, whatever their order within the version', async () => {
        const texts = Array.from({ length: 98 }, (_, n) => ({
          before: null,
          patch: { id: `conversation-one.${String(n).padStart(2, '0')}`, threadPosition: null },
        }));
        await mustCommit(store, { ...nextChange(null, {}, texts), audit: [sampleAudit()] });
        const pages = [];
        let cursor: string | null = null;
        do {
          const page: Awaited<ReturnType<Store['listChangedSince']>> = await store.listChangedSince(
            'acme',
            'conversation-one',
            0,
            40,
            cursor,
          );
          pages.push(...page.items.map((message) => message.id));
          cursor = page.next;
        } while (cursor !== null);
        expect([...pages].sort()).toEqual(texts.map((text) => text.patch.id));
      });
    });

    test('another organisation finds nothing', async () => {
      await withThread(3);
      await mustCommit(store, {
        ...nextChange(null, { id: 'conversation-two' }, [
          {
            before: null,
            patch: { id: 'conversation-two.s', status: 'scheduled', sendAt: at(100), threadPosition: null },
          },
        ]),
        person: { before: null, after: samplePerson() },
      });
      expect(await store.getConversation('rival', 'conversation-one')).toBeNull();
      expect(await store.getMessage('rival', 'conversation-one', 'conversation-one.000')).toBeNull();
      expect(await store.getPerson('rival', 'person-one')).toBeNull();
      const nothing = { items: [], next: null };
      expect(await store.listThread('rival', 'conversation-one', 1, null)).toEqual(nothing);
      expect(await store.listChangedSince('rival', 'conversation-one', 0, 1, null)).toEqual(nothing);
      expect(await store.listScheduled('rival', 'conversation-two', ['scheduled'], 1, null)).toEqual(nothing);
      expect(await store.listQueue('rival', anybody, 10, null)).toEqual(nothing);
      expect(await store.countInboundAfter('rival', 'conversation-one', 0)).toBe(0);
      expect(await store.organisationOf('nowhere')).toBeNull();
    });

    describe('lists', () => {
      test('the thread pages backwards, oldest first within a page', async () => {
        await withThread(7);
        const ids = async (cursor: string | null) => {
          const page = await store.listThread('acme', 'conversation-one', 3, cursor);
          return { ids: page.items.map((message) => message.id.slice(-3)), next: page.next };
        };
        const newest = await ids(null);
        expect(newest.ids).toEqual(['004', '005', '006']);
        const middle = await ids(newest.next);
        expect(middle.ids).toEqual(['001', '002', '003']);
        const oldest = await ids(middle.next);
        expect(oldest).toEqual({ ids: ['000'], next: null });
        expect((await ids('no cursor')).ids).toEqual(newest.ids);
      });

      test('a page that is full and the last says so', async () => {
        await withThread(4);
        expect((await store.listThread('acme', 'conversation-one', 4, null)).next).toBeNull();
        expect((await store.listChangedSince('acme', 'conversation-one', 0, 4, null)).next).toBeNull();
      });

      test('a text only scheduled is not in the thread', async () => {
        await mustCommit(
          store,
          nextChange(null, {}, [
            { before: null, patch: { status: 'scheduled', sendAt: at(600), threadPosition: null } },
          ]),
        );
        expect((await store.listThread('acme', 'conversation-one', 10, null)).items).toEqual([]);
        expect((await store.listChangedSince('acme', 'conversation-one', 0, 10, null)).items).toHaveLength(1);
      });

      test('what changed since a version comes by version, each text once with its latest', async () => {
        const conversation = await withThread(4);
        const first = (await store.getMessage('acme', 'conversation-one', 'conversation-one.001'))!;
        await mustCommit(
          store,
          nextChange(conversation, {}, [{ before: first, patch: { status: 'delivered' } }]),
        );
        const page = await store.listChangedSince('acme', 'conversation-one', 3, 2, null);
        expect(page.items.map((message) => [message.id.slice(-3), message.version])).toEqual([
          ['002', 4],
          ['003', 5],
        ]);
        const rest = await store.listChangedSince('acme', 'conversation-one', 3, 2, page.next);
        expect(rest.items.map((message) => [message.id.slice(-3), message.version])).toEqual([['001', 6]]);
        expect(rest.next).toBeNull();
        const beyond = await store.listChangedSince('acme', 'conversation-one', 6, 2, page.next);
        expect(beyond).toEqual({ items: [], next: null });
      });

      test('inbound texts after a version are counted', async () => {
        await withThread(5);
        expect(await store.countInboundAfter('acme', 'conversation-one', 0)).toBe(3);
        expect(await store.countInboundAfter('acme', 'conversation-one', 2)).toBe(2);
        expect(await store.countInboundAfter('acme', 'conversation-one', 6)).toBe(0);
      });

      test('scheduled texts come soonest first, by status, until they are sent', async () => {
        const statuses: MessageStatus[] = [
          'scheduled',
          'cancelled',
          'scheduled',
          'failed',
          'scheduled',
          'sent',
        ];
        await mustCommit(
          store,
          nextChange(
            null,
            {},
            statuses.map((status, index) => ({
              before: null,
              patch: {
                id: `conversation-one.${index}`,
                status,
                sendAt: at(1000 - index),
                threadPosition: null,
              },
            })),
          ),
        );
        const list = async (
          wanted: readonly MessageStatus[],
          limit: number,
          cursor: string | null = null,
        ) => {
          const page = await store.listScheduled('acme', 'conversation-one', wanted, limit, cursor);
          return { ids: page.items.map((message) => message.id.slice(-1)), next: page.next };
        };
        expect(await list(['scheduled'], 10)).toEqual({ ids: ['4', '2', '0'], next: null });
        expect(await list(['failed', 'cancelled'], 10)).toEqual({ ids: ['3', '1'], next: null });
        const page = await list(['scheduled'], 2);
        expect(page.ids).toEqual(['4', '2']);
        expect(await list(['scheduled'], 2, page.next)).toEqual({ ids: ['0'], next: null });
        expect((await list(statuses, 10)).ids).toEqual(['4', '3', '2', '1', '0']);
      });

      test('the queue has the latest first, filtered, in pages', async () => {
        for (let index = 0; index < 9; index += 1) {
          await mustCommit(
            store,
            nextChange(null, {
              id: `c${index}`,
              lastActivityAt: index === 8 ? null : at(index * 10),
              status: index % 3 === 0 ? 'closed' : 'open',
              assignee: index % 2 === 0 ? 'operator' : null,
              unreadCount: index < 4 ? 1 : 0,
              lastMessage: { direction: index < 6 ? 'inbound' : 'outbound', preview: '', at: at(index * 10) },
            }),
          );
        }
        await mustCommit(store, nextChange(null, { id: 'r', organisation: 'rival', lastActivityAt: at(5) }));
        const list = async (
          filter: Partial<Parameters<Store['listQueue']>[1]>,
          limit = 10,
          cursor: string | null = null,
        ) => {
          const page = await store.listQueue('acme', { ...anybody, ...filter }, limit, cursor);
          return { ids: page.items.map(({ id }) => id), next: page.next };
        };
        expect(await list({})).toEqual({ ids: ['c7', 'c6', 'c5', 'c4', 'c3', 'c2', 'c1', 'c0'], next: null });
        expect((await list({ status: 'open' })).ids).toEqual(['c7', 'c5', 'c4', 'c2', 'c1']);
        expect((await list({ status: 'closed' })).ids).toEqual(['c6', 'c3', 'c0']);
        expect((await list({ assignee: 'operator' })).ids).toEqual(['c6', 'c4', 'c2', 'c0']);
        expect((await list({ assignee: 'none' })).ids).toEqual(['c7', 'c5', 'c3', 'c1']);
        expect((await list({ unread: true })).ids).toEqual(['c3', 'c2', 'c1', 'c0']);
        expect((await list({ waiting: true, status: 'open' })).ids).toEqual(['c5', 'c4', 'c2', 'c1']);
        const page = await list({ status: 'open' }, 2);
        expect(page.ids).toEqual(['c7', 'c5']);
        const second = await list({ status: 'open' }, 2, page.next);
        expect(second.ids).toEqual(['c4', 'c2']);
        expect(await list({ status: 'open' }, 2, second.next)).toEqual({ ids: ['c1'], next: null });
      });

      test('a new activity moves a conversation to the front', async () => {
        const one = await mustCommit(store, nextChange(null, { id: 'c1', lastActivityAt: at(1) }));
        await mustCommit(store, nextChange(null, { id: 'c2', lastActivityAt: at(2) }));
        await mustCommit(store, nextChange(one, { lastActivityAt: at(3) }));
        const page = await store.listQueue('acme', anybody, 10, null);
        expect(page.items.map(({ id }) => id)).toEqual(['c1', 'c2']);
      });

      test('due work comes from all organisations, the longest due first', async () => {
        for (const [index, due] of [50, 10, 40, 20, 30].entries()) {
          const id = `conversation-${index}`;
          const organisation = index % 2 === 0 ? 'acme' : 'rival';
          await mustCommit(
            store,
            nextChange(null, { id, organisation }, [
              { before: null, patch: { id: `${id}.m`, dueAt: at(due) } },
            ]),
          );
        }
        const dueAt = async (now: number, limit: number) =>
          (await store.listDueWork(at(now), limit)).map((message) => message.dueAt);
        expect(await dueAt(9, 10)).toEqual([]);
        expect(await dueAt(30, 10)).toEqual([at(10), at(20), at(30)]);
        expect(await dueAt(100, 2)).toEqual([at(10), at(20)]);
        const conversation = (await store.getConversation('rival', 'conversation-1'))!;
        const message = (await store.getMessage('rival', 'conversation-1', 'conversation-1.m'))!;
        await mustCommit(
          store,
          nextChange(conversation, {}, [{ before: message, patch: { status: 'cancelled', dueAt: null } }]),
        );
        expect(await dueAt(30, 10)).toEqual([at(20), at(30)]);
      });
    });

    describe('statuses that came too early', () => {
      const parked = (status: 'sent' | 'delivered' | 'failed') => ({ status, error: null, at: at(1) });

      test('wait for their text, the furthest of them', async () => {
        expect(await store.getLink('conversation-one', 'c')).toBeNull();
        expect(await store.parkStatus('conversation-one', 'c', parked('delivered'))).toBe('parked');
        expect(await store.parkStatus('conversation-one', 'c', parked('sent'))).toBe('parked');
        expect(await store.getLink('conversation-one', 'c')).toEqual({
          messageId: null,
          parked: parked('delivered'),
        });
      });

      test('stay known when their text is linked, and then no more are parked', async () => {
        await store.parkStatus('conversation-one', 'c', parked('sent'));
        const link = {
          conversationId: 'conversation-one',
          carrierMessageId: 'c',
          messageId: 'conversation-one.m',
        };
        await mustCommit(store, { ...nextChange(null), links: [link] });
        expect(await store.getLink('conversation-one', 'c')).toEqual({
          messageId: 'conversation-one.m',
          parked: parked('sent'),
        });
        expect(await store.parkStatus('conversation-one', 'c', parked('delivered'))).toBe('linked');
      });
    });

    test('evidence is appended, never replaced', async () => {
      const record = sampleAudit({ at: at(1) });
      const other = sampleAudit({ at: at(0), organisation: 'rival' });
      await store.appendAudit(record);
      await store.appendAudit(record);
      await store.appendAudit(other);
      await expect(store.appendAudit({ ...record, userId: 'somebody else' })).rejects.toThrow(
        'never replaced',
      );
      expect(await store.listAudit('acme', '2026-11-23')).toEqual([record]);
      expect(await store.listAudit('acme', '2026-11-24')).toEqual([]);
    });

    test('lines are listed by place and found by key', async () => {
      const first = sampleLine();
      const second = sampleLine({
        phone: '+12025550101',
        carrier: 'twilio',
        lineKey: 'k2',
        ordinal: 2,
        helpText: 'Hi',
      });
      const foreign = sampleLine({ organisation: 'rival', phone: '+13125550100', lineKey: 'k3' });
      for (const line of [second, foreign, first]) await store.putLine(line);
      expect(await store.listLines('acme')).toEqual([first, second]);
      expect(await store.listAllLines()).toEqual([first, second, foreign]);
      expect(await store.getLineByKey('k2')).toEqual(second);
      expect(await store.getLineByKey('none')).toBeNull();
      await store.putLine({ ...first, ordinal: 3 });
      expect((await store.listLines('acme')).map((line) => line.lineKey)).toEqual(['k2', 'line-key-one']);
    });

    test('contacts are found by each of their numbers, and no longer by those they gave up', async () => {
      const one = sampleContact();
      const two = sampleContact({ id: 'contact-two', kind: 'lead', timeZone: null });
      await store.putContact(one, ['k1', 'k2']);
      await store.putContact(two, ['k2']);
      expect(await store.getContact('acme', 'contact-two')).toEqual(two);
      expect(await store.getContact('rival', 'contact-two')).toBeNull();
      expect(await store.findContactsByPhone('acme', 'k2')).toEqual([one, two]);
      await store.putContact({ ...one, name: 'Cora New' }, ['k1']);
      expect(await store.findContactsByPhone('acme', 'k2')).toEqual([two]);
      expect(await store.findContactsByPhone('acme', 'k1')).toEqual([{ ...one, name: 'Cora New' }]);
      expect(await store.findContactsByPhone('rival', 'k1')).toEqual([]);
    });

    test('settings of the PHI guard are kept with their evidence', async () => {
      expect(await store.getPhiSettings('acme')).toBeNull();
      const settings = { alwaysBlock: ['clinic x'], neverBlock: [], confirmWarnings: true };
      const record = sampleAudit({ action: 'phi.settings_changed' });
      await store.putPhiSettings('acme', settings, record);
      expect(await store.getPhiSettings('acme')).toEqual(settings);
      expect(await store.getPhiSettings('rival')).toBeNull();
      expect(await store.listAudit('acme', '2026-11-23')).toEqual([record]);
    });

    describe('a line', () => {
      const pace = { perMinute: 4, reserve: 0 };
      const take = (seconds: number, limit = pace) => store.takeSendSlot('line-key-one', at(seconds), limit);

      test("gives a minute's worth at once, then evenly", async () => {
        for (let index = 0; index < 4; index += 1) expect(await take(0)).toEqual({ kind: 'granted' });
        expect(await take(0)).toEqual({ kind: 'wait', until: at(15) });
        expect(await take(14)).toEqual({ kind: 'wait', until: at(15) });
        expect(await take(15)).toEqual({ kind: 'granted' });
        expect(await take(3600)).toEqual({ kind: 'granted' });
        expect(await store.takeSendSlot('another', at(0), pace)).toEqual({ kind: 'granted' });
      });

      test('keeps a reserve for what is more urgent', async () => {
        const patient = { perMinute: 4, reserve: 2 };
        expect(await take(0, patient)).toEqual({ kind: 'granted' });
        expect(await take(0, patient)).toEqual({ kind: 'granted' });
        expect(await take(0, patient)).toEqual({ kind: 'wait', until: at(15) });
        expect(await take(0)).toEqual({ kind: 'granted' });
      });

      test('gives no more than there is when many ask at once', async () => {
        const answers = await Promise.all(Array.from({ length: 8 }, () => take(0)));
        expect(answers.filter(({ kind }) => kind === 'granted').length).toBeLessThanOrEqual(4);
      });

      test('rests while the carrier wants it to', async () => {
        await store.blockLine('line-key-one', at(30));
        await store.blockLine('line-key-one', at(20));
        expect(await take(29)).toEqual({ kind: 'wait', until: at(30) });
        expect(await take(30)).toEqual({ kind: 'granted' });
        await store.blockLine('line-key-one', at(60));
        expect(await take(31)).toEqual({ kind: 'wait', until: at(60) });
      });
    });

    test('a value is set only by who saw the last one', async () => {
      expect(await store.getValue('token')).toBeNull();
      expect(await store.putValue('token', 'one', 0)).toBe(true);
      expect(await store.putValue('token', 'other', 0)).toBe(false);
      expect(await store.getValue('token')).toEqual({ value: 'one', revision: 1 });
      expect(await store.putValue('token', 'two', 1, at(60))).toBe(true);
      expect(await store.putValue('token', 'two', 1)).toBe(false);
      expect(await store.getValue('token')).toEqual({ value: 'two', revision: 2 });
      const outcomes = await Promise.all(['a', 'a', 'a'].map((value) => store.putValue('token', value, 2)));
      expect(outcomes.filter(Boolean)).toHaveLength(1);
    });
  });
};
