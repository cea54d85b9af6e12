import { describe, expect, test } from 'vitest';
import { ConversationPage, MessagePage, type ListConversationsQuery } from '@sms/contract';
import * as messaging from '@sms/messaging';
import {
  ana,
  ben,
  codeOf,
  createWorld,
  lines,
  olivia,
  oscar,
  rita,
  valueOf,
  type TestWorld,
} from '../test/world.ts';

const cara = '+13125550168';

const queue = async ({ world }: TestWorld, query: Partial<ListConversationsQuery> = {}, as = olivia) =>
  valueOf(await messaging.listConversations(world)(as, { status: 'open', limit: 50, ...query }));

describe('given the queue', () => {
  test('then it holds the conversations in which a text came or went, latest activity first', async () => {
    const world = await createWorld();
    const opened = await world.conversationWith(cara);
    await world.text(ana, 'Hello');
    world.advance(1);
    await world.text(ben, 'Hi');
    world.advance(1);
    await world.text(ana, 'Still there?');
    const page = await queue(world);
    expect(ConversationPage.parse(page)).toEqual(page);
    expect(page.items.map(({ phone }) => phone)).toEqual([ana, ben]);
    expect(page.items.map(({ id }) => id)).not.toContain(opened.id);
    world.advance(1);
    await world.send(opened.id, 'Hello Cara.');
    expect((await queue(world)).items.map(({ phone }) => phone)).toEqual([cara, ana, ben]);
  });

  test('then it can be asked for what is open, closed, mine, nobody’s, unread, or waiting for an answer', async () => {
    const world = await createWorld();
    for (const phone of [ana, ben, cara]) {
      await world.text(phone, 'Hello');
      world.advance(1);
    }
    const idOf = async (phone: string) => (await world.conversationWith(phone)).id;
    await world.update(await idOf(ana), { status: 'closed' });
    await world.update(await idOf(ben), { assignee: olivia.userId, readVersion: 1 });
    await world.send(await idOf(ben), 'Hi Ben.');
    const phones = async (query: Partial<ListConversationsQuery>, as = olivia) =>
      (await queue(world, query, as)).items.map(({ phone }) => phone).sort();
    expect(await phones({ status: 'open' })).toEqual([ben, cara].sort());
    expect(await phones({ status: 'closed' })).toEqual([ana]);
    expect(await phones({ status: 'all' })).toEqual([ana, ben, cara].sort());
    expect(await phones({ assignee: 'me' })).toEqual([ben]);
    expect(await phones({ assignee: 'me' }, oscar)).toEqual([]);
    expect(await phones({ assignee: olivia.userId }, oscar)).toEqual([ben]);
    expect(await phones({ assignee: 'none' })).toEqual([cara]);
    expect(await phones({ unread: 'true' })).toEqual([cara]);
    expect(await phones({ unread: 'false' })).toEqual([ben, cara].sort());
    expect(await phones({ waiting: 'true' })).toEqual([cara]);
  });

  test('then pages follow one another without a hole', async () => {
    const world = await createWorld();
    for (let index = 0; index < 7; index += 1) {
      await world.text(`+1202555016${index}`, 'Hello');
      world.advance(1);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await queue(world, { limit: 3, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ phone }) => phone));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((index) => `+1202555016${index}`));
  });

  test('then another organisation sees only its own', async () => {
    const world = await createWorld();
    await world.text(ana, 'Hello');
    await world.text(ben, 'Hi', lines.rival);
    expect((await queue(world, {}, rita)).items.map(({ phone }) => phone)).toEqual([ben]);
  });
});

describe('given the thread', () => {
  test('then it is in the order of arriving and of handing to delivery, whatever the clocks say', async () => {
    const world = await createWorld();
    const { id } = await world.conversationWith(ana);
    const later = await world.schedule(id, 60, { body: 'Scheduled first.' });
    await world.text(ana, 'One');
    await world.send(id, 'Two');
    world.advance(60);
    await world.dispatch(later.id);
    world.advance(-3600);
    await world.text(ana, 'Three, by a clock that is behind');
    expect((await world.thread(id)).items.map(({ body }) => body)).toEqual([
      'One',
      'Two',
      'Scheduled first.',
      'Three, by a clock that is behind',
    ]);
  });

  test('then a later status changes no place in it', async () => {
    const world = await createWorld();
    const { id } = await world.conversationWith(ana);
    await world.send(id, 'One');
    await world.send(id, 'Two');
    await world.status('ringcentral-1', 'delivered');
    expect((await world.thread(id)).items.map(({ body, status }) => [body, status])).toEqual([
      ['One', 'delivered'],
      ['Two', 'sent'],
    ]);
  });

  test('then scheduled and cancelled texts that were never handed over are not in it', async () => {
    const world = await createWorld();
    const { id } = await world.conversationWith(ana);
    await world.schedule(id, 3600);
    await world.cancel((await world.schedule(id, 3600)).id);
    expect((await world.thread(id)).items).toEqual([]);
  });

  test('then pages go backwards, oldest first within each, also when texts come meanwhile', async () => {
    const world = await createWorld();
    const { id } = await world.conversationWith(ana);
    for (let index = 0; index < 7; index += 1) await world.text(ana, `Text ${index}`);
    const newest = await world.thread(id, { limit: 3 });
    await world.text(ana, 'Meanwhile');
    const before = await world.thread(id, { limit: 3, before: newest.nextCursor! });
    const oldest = await world.thread(id, { limit: 3, before: before.nextCursor! });
    expect([newest, before, oldest].map(({ items }) => items.map(({ body }) => body))).toEqual([
      ['Text 4', 'Text 5', 'Text 6'],
      ['Text 1', 'Text 2', 'Text 3'],
      ['Text 0'],
    ]);
    expect(oldest.nextCursor).toBeNull();
    expect(MessagePage.parse(newest)).toEqual(newest);
  });

  test('of just as many texts as a page holds, then there is no further page', async () => {
    const world = await createWorld();
    for (let index = 0; index < 3; index += 1) await world.text(ana, `Text ${index}`);
    const { id } = await world.conversationWith(ana);
    expect((await world.thread(id, { limit: 3 })).nextCursor).toBeNull();
  });
});

describe('given someone who saw a version', () => {
  test('when they ask what changed since, then every text made or changed comes, by version, and where it all stands', async () => {
    const world = await createWorld();
    const { id } = await world.conversationWith(ana);
    await world.send(id, 'Seen');
    const { version } = world.conversationState(id);
    const scheduled = await world.schedule(id, 3600, { body: 'Scheduled' });
    await world.text(ana, 'Answer');
    await world.status('ringcentral-1', 'delivered');
    await world.edit(scheduled.id, { body: 'Edited' });
    const page = await world.since(id, version);
    expect(page.items.map(({ body, version: at }) => [body, at])).toEqual([
      ['Answer', version + 2],
      ['Seen', version + 3],
      ['Edited', version + 4],
    ]);
    expect(page).toMatchObject({
      version: version + 4,
      conversation: { id, version: version + 4, unreadCount: 1 },
    });
  });

  test('and nothing changed, then nothing comes', async () => {
    const world = await createWorld();
    const { id, version } = await world.conversationWith(ana);
    expect(await world.since(id, version)).toMatchObject({ items: [], nextCursor: null, version });
  });

  test('and only the conversation changed, then it alone comes', async () => {
    const world = await createWorld();
    const { id, version } = await world.conversationWith(ana);
    await world.update(id, { assignee: 'oscar' });
    expect(await world.since(id, version)).toMatchObject({
      items: [],
      version: version + 1,
      conversation: { assignee: 'oscar' },
    });
  });

  test('and reads page by page while texts come and change, then they end up with what is true', async () => {
    const world = await createWorld();
    const { id } = await world.conversationWith(ana);
    for (let index = 0; index < 6; index += 1) await world.send(id, `Text ${index}`);
    const held = new Map<string, string>();
    let cursor: string | undefined;
    const versions: (number | undefined)[] = [];
    let pages = 0;
    do {
      const page = await world.since(id, 0, 2, cursor);
      for (const item of page.items) held.set(item.id, JSON.stringify(item));
      versions.push(page.version);
      cursor = page.nextCursor ?? undefined;
      pages += 1;
      if (pages === 1) await world.status('ringcentral-1', 'delivered');
      if (pages === 2) await world.text(ana, 'Meanwhile');
      if (pages === 3) await world.status('ringcentral-6', 'delivered');
    } while (cursor);
    const { items } = await world.thread(id);
    expect([...held.values()].sort()).toEqual(items.map((item) => JSON.stringify(item)).sort());
    expect(versions.at(-1)).toBe(world.conversationState(id).version);
    expect(pages).toBeGreaterThan(3);
  });

  test('and two texts changed in one change, then both come, also across pages', async () => {
    const world = await createWorld();
    const { id } = await world.conversationWith(ana);
    await world.schedule(id, 3600, { cancelOnReply: true });
    await world.schedule(id, 3600, { cancelOnReply: true });
    const { version } = world.conversationState(id);
    await world.text(ana, 'Hello');
    const first = await world.since(id, version, 2);
    const second = await world.since(id, version, 2, first.nextCursor!);
    const all = [...first.items, ...second.items];
    expect(all.map(({ status }) => status).sort()).toEqual(['cancelled', 'cancelled', 'received']);
    expect(new Set(all.map((item) => item.version))).toEqual(new Set([version + 1]));
    expect(second.nextCursor).toBeNull();
  });
});

describe('given texts with a time', () => {
  test('then they are listed soonest first, by what became of them, until they are sent', async () => {
    const world = await createWorld();
    const { id } = await world.conversationWith(ana);
    const late = await world.schedule(id, 7200, { body: 'Late' });
    const soon = await world.schedule(id, 60, { body: 'Soon' });
    const cancelled = await world.schedule(id, 600, { body: 'Cancelled' });
    const failing = await world.schedule(id, 30, { body: 'Oncology' });
    await world.cancel(cancelled.id);
    await world.phiSettings({ alwaysBlock: ['Oncology'] });
    const ids = async (status: Parameters<TestWorld['scheduled']>[1]) =>
      (await world.scheduled(id, status)).items.map((item) => item.id);
    world.advance(30);
    await world.dispatch(failing.id);
    expect(await ids('scheduled')).toEqual([soon.id, late.id]);
    expect(await ids('failed')).toEqual([failing.id]);
    expect(await ids('cancelled')).toEqual([cancelled.id]);
    expect(await ids('all')).toEqual([failing.id, soon.id, cancelled.id, late.id]);
    world.advance(30);
    await world.dispatch(soon.id);
    expect(await ids('all')).toEqual([failing.id, cancelled.id, late.id]);
  });

  test('while one waits in the outbox, then it is still listed among all', async () => {
    const world = await createWorld();
    const { id } = await world.conversationWith(ana);
    const message = await world.schedule(id, 60);
    world.phi.fails = true;
    world.advance(60);
    await world.dispatch(message.id);
    expect((await world.scheduled(id, 'all')).items).toEqual([
      expect.objectContaining({ id: message.id, status: 'queued' }),
    ]);
    expect((await world.scheduled(id)).items).toEqual([]);
  });

  test('then pages follow one another', async () => {
    const world = await createWorld();
    const { id } = await world.conversationWith(ana);
    for (const seconds of [400, 200, 300]) await world.schedule(id, seconds, { body: `In ${seconds}` });
    const list = messaging.listScheduled(world.world);
    const first = valueOf(await list(olivia, id, { status: 'scheduled', limit: 2 }));
    const second = valueOf(
      await list(olivia, id, { status: 'scheduled', limit: 2, cursor: first.nextCursor! }),
    );
    expect([first, second].map(({ items }) => items.map(({ body }) => body))).toEqual([
      ['In 200', 'In 300'],
      ['In 400'],
    ]);
    expect(second.nextCursor).toBeNull();
  });
});

test.each(['nonsense', '', 'W10', 'WyJhIiwiYiJd'])(
  'given a cursor that cannot be read (%j), then reading starts from the beginning',
  async (cursor) => {
    const world = await createWorld();
    await world.text(ana, 'Hello');
    const { id } = await world.conversationWith(ana);
    expect((await world.thread(id, { before: cursor })).items).toHaveLength(1);
    expect((await world.since(id, 0, 50, cursor)).items).toHaveLength(1);
    expect((await queue(world, { cursor })).items).toHaveLength(1);
  },
);

describe('given a contact', () => {
  test('then their card is shown, without their numbers', async () => {
    const world = await createWorld();
    await world.putContact({ id: 'c1', phones: [ana] });
    expect(valueOf(await messaging.getContact(world.world)(olivia, 'c1'))).toEqual({
      id: 'c1',
      kind: 'contact',
      name: 'Ana Diaz',
      url: '/contacts/c1',
    });
  });

  test('that is not there, then contact_not_found', async () => {
    const world = await createWorld();
    expect(codeOf(await messaging.getContact(world.world)(olivia, 'c1'))).toBe('contact_not_found');
  });
});
