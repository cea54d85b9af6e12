import { describe, expect, test } from 'vitest';
import { ana, createWorld, olivia, oscar, valueOf } from '../test/world.ts';

const withTexts = async (count: number) => {
  const world = await createWorld();
  const { id } = await world.conversationWith(ana);
  for (let index = 0; index < count; index += 1) await world.text(ana, `Text ${index}`);
  return { ...world, id };
};

describe('given unread texts', () => {
  test('when all is read, then none is unread', async () => {
    const { id, update, conversationState } = await withTexts(3);
    expect(conversationState(id).unreadCount).toBe(3);
    const { version } = conversationState(id);
    expect(valueOf(await update(id, { readVersion: version }))).toMatchObject({
      unreadCount: 0,
      version: version + 1,
    });
  });

  test('when a part is read, then what came after it is unread, not what we sent', async () => {
    const { id, update, send } = await withTexts(3);
    await send(id, 'An answer.');
    // Opened at version 1, the texts are 2, 3 and 4.
    expect(valueOf(await update(id, { readVersion: 3 })).unreadCount).toBe(1);
  });

  test('when someone is behind with reading, then nothing becomes unread again', async () => {
    const { id, update } = await withTexts(3);
    await update(id, { readVersion: 4 });
    expect(valueOf(await update(id, { readVersion: 2 }, oscar)).unreadCount).toBe(0);
  });

  test('when somebody claims to have read what is not there yet, then what comes is unread all the same', async () => {
    const { id, update, text, conversationState } = await withTexts(1);
    await update(id, { readVersion: 1000 });
    await text(ana, 'New');
    expect(conversationState(id).unreadCount).toBe(1);
    await update(id, { readVersion: conversationState(id).version });
    expect(conversationState(id).unreadCount).toBe(0);
  });

  test('when one arrives while another is read, then it stays unread', async () => {
    const { id, update, text, before, conversationState } = await withTexts(1);
    before('commit', () => text(ana, 'New'));
    await update(id, { readVersion: 2 });
    expect(conversationState(id).unreadCount).toBe(1);
  });

  test('when they are read again, then nothing changes', async () => {
    const { id, update, conversationState, evidence } = await withTexts(1);
    await update(id, { readVersion: 2 });
    const { version } = conversationState(id);
    await update(id, { readVersion: 2 });
    await update(id, { readVersion: version });
    expect(conversationState(id).version).toBe(version);
    expect(evidence('conversation.updated')).toHaveLength(1);
  });
});

describe('given a conversation', () => {
  test('when it is closed, reopened, assigned and given up, then it is so, each with its evidence', async () => {
    const { id, update, evidence } = await withTexts(0);
    expect(valueOf(await update(id, { status: 'closed' })).status).toBe('closed');
    expect(valueOf(await update(id, { status: 'open' })).status).toBe('open');
    expect(valueOf(await update(id, { assignee: oscar.userId })).assignee).toBe('oscar');
    expect(valueOf(await update(id, { assignee: null }, oscar)).assignee).toBeNull();
    expect(evidence('conversation.updated').map(({ userId, details }) => [userId, details])).toEqual([
      [olivia.userId, { status: true }],
      [olivia.userId, { status: true }],
      [olivia.userId, { assignee: true }],
      [oscar.userId, { assignee: true }],
    ]);
  });

  test('when it is so already, or nothing is asked, then nothing changes', async () => {
    const { id, update, conversationState, evidence } = await withTexts(0);
    await update(id, { status: 'open', assignee: null, hold: null });
    await update(id, {});
    expect(conversationState(id).version).toBe(1);
    expect(evidence('conversation.updated')).toEqual([]);
  });

  test('when two change different things at once, then both hold', async () => {
    const { id, update, conversationState } = await withTexts(0);
    await Promise.all([update(id, { status: 'closed' }), update(id, { assignee: 'oscar' }, oscar)]);
    expect(conversationState(id)).toMatchObject({ status: 'closed', assignee: 'oscar', version: 3 });
  });

  test('when a hold is lifted, then it is, and the evidence says who did it', async () => {
    const { id, update, hold, evidence } = await withTexts(1);
    await hold(id);
    expect(valueOf(await update(id, { hold: null }, oscar)).hold).toBeNull();
    expect(evidence('hold.lifted')).toEqual([
      expect.objectContaining({ userId: 'oscar', conversationId: id, details: { hold: true } }),
    ]);
  });
});
