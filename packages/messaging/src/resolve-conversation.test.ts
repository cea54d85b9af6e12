import { describe, expect, test } from 'vitest';
import { ana, codeOf, createWorld, lines, olivia, oscar, refusalOf, rita, valueOf } from '../test/world.ts';

describe('given a number', () => {
  test.each([
    ['+12025550123'],
    ['(202) 555-0123'],
    ['202.555.0123'],
    ['1 202 555 0123'],
    [' 2025550123 '],
    ['２０２-555-0123'],
  ])('written %s, then it is the same conversation', async (phone) => {
    const world = await createWorld();
    const { id } = await world.conversationWith(ana);
    const conversation = valueOf(await world.resolve(oscar, { phone }));
    expect(conversation).toMatchObject({ id, phone: ana, line: lines.first.phone, version: 1 });
  });

  test('never heard from, then the conversation begins open, pending, read, and outside the queue', async () => {
    const world = await createWorld();
    const conversation = await world.conversationWith(ana);
    expect(conversation).toMatchObject({
      status: 'open',
      consent: 'pending',
      hold: null,
      unreadCount: 0,
      assignee: null,
      contact: null,
      lastMessage: null,
      version: 1,
    });
    expect(world.conversationState(conversation.id).lastActivityAt).toBeNull();
  });

  test.each(['12345', 'hello', '+1', '555-0123'])('that is none (%s), then invalid_phone', async (phone) => {
    const world = await createWorld();
    expect(refusalOf(await world.resolve(olivia, { phone }))).toMatchObject({
      code: 'invalid_phone',
      extra: { errors: [{ path: 'phone', message: 'is not a phone number' }] },
    });
  });

  test('the refusal does not repeat what was typed', async () => {
    const world = await createWorld();
    expect(JSON.stringify(await world.resolve(olivia, { phone: 'Ana 555' }))).not.toContain('Ana');
  });

  test('asked for by ten at once, then one conversation and one person are made', async () => {
    const world = await createWorld();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => world.resolve(index % 2 ? olivia : oscar, { phone: ana })),
    );
    expect(new Set(outcomes.map((outcome) => valueOf(outcome).id)).size).toBe(1);
    const { conversations, people } = world.store.everything();
    expect(conversations).toHaveLength(1);
    expect(conversations[0]!.version).toBe(1);
    expect(people).toHaveLength(1);
    expect(people[0]!.conversationIds).toEqual([conversations[0]!.id]);
    expect(world.evidence('conversation.opened')).toHaveLength(10);
  });

  test('opened while the first text arrives, then both are in one conversation', async () => {
    const world = await createWorld();
    world.before('commit', () => world.text(ana, 'Hello?'));
    const conversation = valueOf(await world.resolve(olivia, { phone: ana }));
    expect(conversation).toMatchObject({ version: 1, unreadCount: 1 });
    expect(world.store.everything().conversations).toHaveLength(1);
  });

  test('of a person who opted out on another line, then the new conversation knows', async () => {
    const world = await createWorld();
    await world.text(ana, 'STOP', lines.first);
    expect((await world.conversationWith(ana, lines.second)).consent).toBe('opted_out');
  });
});

describe('given a line', () => {
  test('of the organisation, in any form, then the conversation goes over it', async () => {
    const world = await createWorld();
    const first = await world.conversationWith(ana);
    const second = valueOf(await world.resolve(olivia, { phone: ana, line: '(202) 555-0101' }));
    expect(second.line).toBe(lines.second.phone);
    expect(second.id).not.toBe(first.id);
  });

  test.each([lines.rival.phone, '+12025550199', 'the second one'])(
    'of somebody else, or none at all (%s), then unknown_line',
    async (line) => {
      const world = await createWorld();
      expect(codeOf(await world.resolve(olivia, { phone: ana, line }))).toBe('unknown_line');
      expect(world.store.everything().conversations).toEqual([]);
    },
  );
});

describe('given a contact', () => {
  test.each([
    ['contact', { contactId: 'c1' }],
    ['lead', { leadId: 'c1' }],
    ['partner', { partnerId: 'c1' }],
  ] as const)(
    'a %s, then the conversation is with their number and bears their name',
    async (kind, wanted) => {
      const world = await createWorld();
      await world.putContact({ id: 'c1', kind, phones: [ana], timeZone: 'America/New_York' });
      expect(valueOf(await world.resolve(olivia, wanted))).toMatchObject({
        phone: ana,
        contact: { id: 'c1', kind, name: 'Ana Diaz', url: '/contacts/c1' },
        timeZone: 'America/New_York',
      });
    },
  );

  test.each([
    ['of another kind', { leadId: 'c1' }],
    ['that is not there', { contactId: 'c2' }],
    ["of another organisation's", { contactId: 'c3' }],
  ])('%s, then contact_not_found', async (_, wanted) => {
    const world = await createWorld();
    await world.putContact({ id: 'c1', phones: [ana] });
    await world.putContact({ id: 'c3', phones: [ana], organisation: 'rival' });
    expect(codeOf(await world.resolve(olivia, wanted))).toBe('contact_not_found');
  });

  test('without a number, then contact_without_phone', async () => {
    const world = await createWorld();
    await world.putContact({ id: 'c1', phones: [] });
    expect(codeOf(await world.resolve(olivia, { contactId: 'c1' }))).toBe('contact_without_phone');
  });

  test('and a number, then the number counts', async () => {
    const world = await createWorld();
    await world.putContact({ id: 'c1', phones: ['+12025550177'] });
    expect(valueOf(await world.resolve(olivia, { contactId: 'c1', phone: ana })).phone).toBe(ana);
  });

  test('who shares the number with another, then nobody is named', async () => {
    const world = await createWorld();
    await world.putContact({ id: 'c1', phones: [ana] });
    await world.putContact({ id: 'c2', phones: [ana], name: 'Luis Diaz' });
    expect(valueOf(await world.resolve(olivia, { contactId: 'c2' })).contact).toBeNull();
    expect((await world.conversationWith(ana)).contact).toBeNull();
  });

  test('of another organisation on the same number, then they are not named', async () => {
    const world = await createWorld();
    await world.putContact({ id: 'c1', phones: [ana], organisation: 'rival' });
    expect((await world.conversationWith(ana)).contact).toBeNull();
  });
});

test.each([{}, { phone: '' }, { phone: '  ' }])(
  'given nothing to go by (%j), then context_required',
  async (wanted) => {
    const world = await createWorld();
    expect(codeOf(await world.resolve(olivia, wanted))).toBe('context_required');
  },
);

test('given the same number asked for by two organisations, then each has a conversation and a person of its own', async () => {
  const world = await createWorld();
  const ours = valueOf(await world.resolve(olivia, { phone: ana }));
  const theirs = valueOf(await world.resolve(rita, { phone: ana }));
  expect(theirs.id).not.toBe(ours.id);
  expect(theirs.line).toBe(lines.rival.phone);
  expect(world.store.everything().people).toHaveLength(2);
});
