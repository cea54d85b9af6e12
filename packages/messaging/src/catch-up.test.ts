import { describe, expect, test } from 'vitest';
import type { CarrierEvent } from '@sms/messaging';
import { ana, ben, createWorld, lines, valueOf } from '../test/world.ts';

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

  test('when it is told of a change while another reads, then the other reads once more, and sees it', async () => {
    const { catchUp, tell, before, carriers, inboundFrom, store } = await createWorld();
    carriers.first.changes = [inboundFrom(ana, 'First.')];
    before('commit', async () => {
      carriers.first.changes = [inboundFrom(ana, 'Second.')];
      await tell({ kind: 'records_changed' });
      expect(carriers.first.askedFrom).toHaveLength(1);
    });
    await catchUp();
    expect(carriers.first.askedFrom).toHaveLength(2);
    expect(store.everything().messages.map(({ body }) => body)).toEqual(['First.', 'Second.']);
  });

  test('when it is told of many changes while one reads, then one more question answers them all', async () => {
    const { catchUp, tell, before, carriers, inboundFrom } = await createWorld();
    carriers.first.changes = [inboundFrom(ana, 'First.')];
    before('commit', async () => {
      await Promise.all(Array.from({ length: 20 }, () => tell({ kind: 'records_changed' })));
    });
    await catchUp();
    expect(carriers.first.askedFrom).toHaveLength(2);
  });

  test('when it is told of changes all the time, then the carrier is asked less often than it allows', async () => {
    const { tell, advance, now, carriers } = await createWorld();
    const minuteEnd = new Date(Date.parse(now()) + 60_000).toISOString();
    while (now() < minuteEnd) {
      await tell({ kind: 'records_changed' });
      advance(0.1);
    }
    expect(carriers.first.askedFrom.length).toBeGreaterThan(30);
    expect(carriers.first.askedFrom.length).toBeLessThanOrEqual(41);
  });

  test('when a reader dies, then nobody waits for it longer than its turn', async () => {
    const { catchUp, advance, before, carriers, inboundFrom } = await createWorld();
    carriers.first.changes = [inboundFrom(ana, 'Hello')];
    // What the process was about to do when it died is never done, and it is never heard of again.
    before('commit', () => new Promise(() => undefined));
    void catchUp();
    await expect.poll(() => carriers.first.askedFrom).toHaveLength(1);
    expect(await catchUp()).toBe('left_to_reader');
    advance(31);
    expect(await catchUp()).toBe('caught_up');
    expect(carriers.first.askedFrom).toEqual([null, null]);
  });

  test('when a slow reader was taken for dead, then its place does not replace the newer one', async () => {
    const { catchUp, advance, before, carriers, inboundFrom } = await createWorld();
    carriers.first.position = 'old';
    carriers.first.changes = [inboundFrom(ana, 'Hello')];
    before('commit', async () => {
      advance(31);
      carriers.first.position = 'new';
      expect(await catchUp()).toBe('caught_up');
    });
    await catchUp();
    await catchUp();
    expect(carriers.first.askedFrom).toEqual([null, null, 'new']);
  });
});
