import { describe, expect, test } from 'vitest';
import type { CarrierEvent } from '@sms/messaging';
import { ana, ben, createWorld, errors, lines, valueOf } from '../test/world.ts';

describe("given a carrier's records", () => {
  test('when they are read for the first time, then from the beginning, and the place is remembered', async () => {
    const { catchUp, carriers } = await createWorld();
    carriers.first.position = 'p1';
    expect(await catchUp()).toBe('caught_up');
    carriers.first.position = 'p2';
    await catchUp();
    await catchUp();
    expect(carriers.first.askedFrom).toEqual([null, 'p1', 'p2']);
  });

  test('when they hold texts whose webhook never came, then those are stored in the order of the records', async () => {
    const { catchUp, carriers, inboundFrom, store } = await createWorld();
    carriers.first.changes = [
      inboundFrom(ana, 'First.'),
      inboundFrom(ana, 'Second.'),
      inboundFrom(ben, 'Hi.'),
    ];
    await catchUp();
    expect(store.everything().messages.map(({ body }) => body)).toEqual(['First.', 'Second.', 'Hi.']);
  });

  test('when they repeat what a webhook told, or themselves, then nothing is stored twice', async () => {
    const { catchUp, carriers, inboundFrom, tell, store } = await createWorld();
    const event = inboundFrom(ana, 'Hello');
    await tell(event);
    carriers.first.changes = [event, event];
    await catchUp();
    await catchUp();
    expect(store.everything().messages).toHaveLength(1);
  });

  test('when something cannot be stored, then the place does not move, and the next time starts from there', async () => {
    const { catchUp, carriers, inboundFrom, fails, store } = await createWorld();
    carriers.first.position = 'p1';
    await catchUp();
    carriers.first.position = 'p2';
    carriers.first.changes = [inboundFrom(ana, 'First.'), inboundFrom(ana, 'Second.')];
    fails('commit');
    await expect(catchUp()).rejects.toThrow();
    await catchUp();
    expect(carriers.first.askedFrom).toEqual([null, 'p1', 'p1']);
    expect(store.everything().messages.map(({ body }) => body)).toEqual(['First.', 'Second.']);
    await catchUp();
    expect(carriers.first.askedFrom.at(-1)).toBe('p2');
  });

  test('when the carrier cannot say now, then nothing moves', async () => {
    const { catchUp, carriers } = await createWorld();
    await catchUp();
    carriers.first.recordsAnswer = false;
    carriers.first.position = 'lost';
    expect(await catchUp()).toBe('unavailable');
    carriers.first.recordsAnswer = true;
    await catchUp();
    expect(carriers.first.askedFrom).toEqual([null, 'position-0', 'position-0']);
  });

  test('when two read them at once, then each text is stored once', async () => {
    const { catchUp, carriers, inboundFrom, store } = await createWorld();
    carriers.first.changes = [inboundFrom(ana, 'First.'), inboundFrom(ana, 'Second.')];
    await Promise.all([catchUp(), catchUp()]);
    expect(store.everything().messages).toHaveLength(2);
  });

  test('each line has a place of its own', async () => {
    const { catchUp, carriers } = await createWorld();
    carriers.first.position = 'p1';
    await catchUp(lines.first);
    await catchUp(lines.second);
    expect(carriers.second.askedFrom).toEqual([null]);
  });

  test('when they bring news of statuses, then those count, only forward', async () => {
    const { conversationWith, send, catchUp, carriers, statusOf } = await createWorld();
    const { id } = await conversationWith(ana);
    const message = valueOf(await send(id, 'Hello.'));
    const told = (status: 'sent' | 'delivered'): CarrierEvent => ({
      kind: 'outbound',
      record: { ...carriers.first.records[0]!, status },
    });
    carriers.first.changes = [told('delivered'), told('sent')];
    await catchUp();
    expect(statusOf(message.id)).toBe('delivered');
  });

  test('when a notice says that they changed, then they are read', async () => {
    const { tell, carriers, inboundFrom, store } = await createWorld();
    carriers.first.changes = [inboundFrom(ana, 'Hello'), { kind: 'records_changed' }];
    await tell({ kind: 'records_changed' });
    expect(store.everything().messages).toHaveLength(1);
    expect(carriers.first.askedFrom).toHaveLength(1);
  });
});

describe("given the carrier's notice about a person's consent", () => {
  const notice = (optedOut: boolean, at: string): CarrierEvent => ({
    kind: 'consent',
    line: lines.first.phone,
    phone: ana,
    optedOut,
    at,
  });

  test('that they opted out, then it counts on every line, once, with evidence', async () => {
    const { tell, conversationWith, conversationState, evidence, now } = await createWorld();
    const first = await conversationWith(ana);
    const second = await conversationWith(ana, lines.second);
    await tell(notice(true, now()));
    await tell(notice(true, now()));
    expect([first, second].map(({ id }) => conversationState(id))).toEqual([
      expect.objectContaining({ consent: 'opted_out', version: 2 }),
      expect.objectContaining({ consent: 'opted_out', version: 2 }),
    ]);
    expect(evidence('consent.opted_out')).toHaveLength(1);
  });

  test('that they are in again, then they may be texted', async () => {
    const { tell, conversationWith, send, now } = await createWorld();
    const { id } = await conversationWith(ana);
    await tell(notice(true, now()));
    await tell(notice(false, now()));
    expect(valueOf(await send(id, 'Welcome back.')).status).toBe('sent');
  });

  test('of somebody unknown, then it is known when they are first looked up, and they stay out of the queue', async () => {
    const { tell, conversationWith, conversationState, now } = await createWorld();
    await tell(notice(true, now()));
    const conversation = await conversationWith(ana);
    expect(conversation.consent).toBe('opted_out');
    expect(conversationState(conversation.id).lastActivityAt).toBeNull();
  });
});

test('given many carriers’ events about many people at once, then every conversation counts its versions without a hole', async () => {
  const { tell, inboundFrom, store, carriers } = await createWorld();
  const seen = new Map<string, number[]>();
  store.onCommit(({ conversations }) => {
    for (const { after } of conversations) seen.set(after.id, [...(seen.get(after.id) ?? []), after.version]);
  });
  await Promise.all([
    ...[ana, ben, ana, ben].map((phone, index) => tell(inboundFrom(phone, `Text ${index}`))),
    tell({ kind: 'outbound', record: carriers.first.record(ana, 'From my phone.') }),
    tell({
      kind: 'outbound',
      record: carriers.first.record(ben, 'No.', { status: 'failed', error: errors.optedOut }),
    }),
    tell(inboundFrom(ana, 'STOP')),
  ]);
  for (const versions of seen.values()) expect(versions).toEqual(versions.map((_, index) => index + 1));
  expect(store.everything().messages).toHaveLength(7);
});
