import { describe, expect, test } from 'vitest';
import type { AuditAction } from '@sms/domain';
import * as messaging from '@sms/messaging';
import {
  ana,
  blockedWord,
  createWorld,
  errors,
  lines,
  olivia,
  valueOf,
  type TestWorld,
} from '../test/world.ts';

type Act = {
  readonly act: string;
  readonly leaves: readonly AuditAction[];
  readonly by?: string;
  /** Whether the text it is about must be named. */
  readonly names?: 'message';
  readonly prepare?: (world: TestWorld, id: string) => Promise<string | undefined>;
  readonly work: (world: TestWorld, id: string, messageId: string) => Promise<unknown>;
};

const scheduled = async (world: TestWorld, id: string) => (await world.schedule(id, 3600)).id;

const failed = async (world: TestWorld, id: string) => {
  world.carriers.first.will({ kind: 'refused', error: errors.unreachable, optedOut: false });
  return valueOf(await world.send(id, 'Hello.')).id;
};

const undecided = async (world: TestWorld, id: string) => {
  world.carriers.first.will({ lost: 'before_leaving' });
  const message = valueOf(await world.send(id, 'Hello.'));
  for (const gap of [60, 120, 240, 480]) {
    world.advance(gap);
    await world.sweep();
  }
  return message.id;
};

/** Every act of a person, a carrier or the system of which somebody may one day have to give account. */
const acts: readonly Act[] = [
  { act: 'opening', leaves: ['conversation.opened'], work: ({ conversationWith }) => conversationWith(ana) },
  {
    act: 'looking at a conversation',
    leaves: ['conversation.read'],
    work: ({ world }, id) => messaging.getConversation(world)(olivia, id),
  },
  { act: 'reading the thread', leaves: ['conversation.read'], work: ({ thread }, id) => thread(id) },
  { act: 'catching up', leaves: ['conversation.read'], work: ({ since }, id) => since(id, 0) },
  { act: 'reading the schedule', leaves: ['conversation.read'], work: (world, id) => world.scheduled(id) },
  {
    act: 'closing',
    leaves: ['conversation.updated'],
    work: ({ update }, id) => update(id, { status: 'closed' }),
  },
  {
    act: 'lifting a hold',
    leaves: ['hold.lifted'],
    prepare: async ({ hold }, id) => void (await hold(id)),
    work: ({ update }, id) => update(id, { hold: null }),
  },
  { act: 'sending', leaves: ['message.sent'], names: 'message', work: ({ send }, id) => send(id, 'Hello.') },
  { act: 'scheduling', leaves: ['message.scheduled'], names: 'message', work: scheduled },
  {
    act: 'editing',
    leaves: ['message.edited'],
    names: 'message',
    prepare: scheduled,
    work: ({ edit }, _, messageId) => edit(messageId, { body: 'New words.' }),
  },
  {
    act: 'cancelling',
    leaves: ['message.cancelled'],
    names: 'message',
    prepare: scheduled,
    work: ({ cancel }, _, messageId) => cancel(messageId),
  },
  {
    act: 'sending now',
    leaves: ['message.sent'],
    names: 'message',
    prepare: scheduled,
    work: ({ sendNow }, _, messageId) => sendNow(messageId),
  },
  {
    act: 'retrying',
    leaves: ['message.retried'],
    names: 'message',
    prepare: failed,
    work: ({ retry }, _, messageId) => retry(messageId),
  },
  {
    act: 'deciding',
    leaves: ['message.settled'],
    names: 'message',
    prepare: undecided,
    work: ({ settle }, _, messageId) => settle(messageId, 'not_sent'),
  },
  {
    act: 'being blocked',
    leaves: ['phi.blocked'],
    work: ({ send }, id) => send(id, `Your ${blockedWord}`),
  },
  {
    act: 'being blocked at an edit',
    leaves: ['phi.blocked'],
    prepare: scheduled,
    work: ({ edit }, _, messageId) => edit(messageId, { body: `Your ${blockedWord}` }),
  },
  {
    act: 'changing the rules of the guard',
    leaves: ['phi.settings_changed'],
    work: ({ phiSettings }) => phiSettings({ alwaysBlock: ['Oncology'] }),
  },
  {
    act: 'being refused at delivery',
    leaves: ['message.delivery_refused'],
    by: 'system:delivery',
    names: 'message',
    prepare: async (world, id) => {
      const messageId = await scheduled(world, id);
      await world.phiSettings({ alwaysBlock: ['tomorrow'] });
      world.advance(3600);
      return messageId;
    },
    work: ({ dispatch }, _, messageId) => dispatch(messageId),
  },
  {
    act: 'a text from the person',
    leaves: ['message.received'],
    by: 'system:carrier',
    names: 'message',
    work: ({ text }) => text(ana, 'Thank you!'),
  },
  {
    act: 'STOP',
    leaves: ['message.received', 'consent.opted_out'],
    by: 'system:carrier',
    names: 'message',
    work: ({ text }) => text(ana, 'STOP'),
  },
  {
    act: 'START',
    leaves: ['message.received', 'consent.consented'],
    by: 'system:carrier',
    names: 'message',
    work: ({ text }) => text(ana, 'START'),
  },
  {
    act: "the carrier's notice of an opt-out",
    leaves: ['consent.opted_out'],
    by: 'system:carrier',
    work: ({ tell, now }) =>
      tell({ kind: 'consent', line: lines.first.phone, phone: ana, optedOut: true, at: now() }),
  },
];

describe('given an act, then it leaves its evidence', () => {
  test.each(acts)('$act: $leaves', async ({ leaves, by, names, prepare, work }) => {
    const world = await createWorld();
    const { id } = await world.conversationWith(ana);
    const messageId = (await prepare?.(world, id)) ?? '';
    const before = new Set(world.evidence().map((record) => record.id));
    await work(world, id, messageId);
    const left = world.evidence().filter((record) => !before.has(record.id));
    expect(left.map(({ action }) => action)).toEqual(leaves);
    for (const record of left) {
      expect(record).toMatchObject({ organisation: 'acme', userId: by ?? olivia.userId, at: world.now() });
      expect(record.conversationId).toBe(record.action === 'phi.settings_changed' ? null : id);
      if (names === 'message') expect(record.messageId).toMatch(new RegExp(`^${id}\\.`));
    }
  });

  test('asked for again under the same key, then none is left a second time', async () => {
    const world = await createWorld();
    const { id } = await world.conversationWith(ana);
    await world.send(id, 'Hello.', { key: 'k' });
    const before = world.evidence().length;
    await world.send(id, 'Hello.', { key: 'k' });
    expect(world.evidence()).toHaveLength(before);
  });

  test('written together with what it is evidence of, then neither is there without the other', async () => {
    const world = await createWorld();
    const { id } = await world.conversationWith(ana);
    const withEvidence: boolean[] = [];
    world.store.onCommit(({ audit, messages }) => {
      if (messages.some(({ before }) => before === null)) withEvidence.push(audit.length > 0);
    });
    await world.send(id, 'Hello.');
    await world.schedule(id, 3600);
    await world.text(ana, 'Thank you!');
    expect(withEvidence).toEqual([true, true, true]);
  });

  test('and the reader finds it by day, in order', async () => {
    const world = await createWorld();
    await world.conversationWith(ana);
    world.advance(24 * 3600);
    await world.conversationWith(ana);
    expect(await world.store.listAudit('acme', '2026-03-02')).toHaveLength(1);
    expect(await world.store.listAudit('acme', '2026-03-03')).toHaveLength(1);
    expect(await world.store.listAudit('rival', '2026-03-02')).toEqual([]);
  });
});

test('reading the queue and a contact card leave evidence that is about no conversation', async () => {
  const world = await createWorld();
  await world.putContact({ id: 'contact-9', phones: [ana] });
  await messaging.listConversations(world.world)(olivia, { status: 'all', limit: 10 });
  await messaging.getContact(world.world)(olivia, 'contact-9');
  expect(world.evidence('queue.read')).toMatchObject([{ userId: olivia.userId, conversationId: null }]);
  expect(world.evidence('contact.read')).toMatchObject([{ details: { contactId: 'contact-9' } }]);
});
