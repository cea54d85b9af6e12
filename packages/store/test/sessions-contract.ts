import { beforeEach, describe, expect, test } from 'vitest';
import { maxTopics, type Sessions } from '../src/sessions.ts';

const now = new Date('2026-11-23T12:00:00.000Z');
const nowSeconds = now.getTime() / 1000;
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);

const person = { organisation: 'acme', userId: 'operator', name: 'Olive Operator' };
const ticket = { hash: 'hash', ...person, expiresAtSeconds: nowSeconds + 30 };
const connection = (connectionId: string) => ({
  connectionId,
  ...person,
  expiresAtSeconds: nowSeconds + 7200,
});

/** What the sessions keep to; run on each kind. */
export const describeSessions = (name: string, createSessions: () => Promise<Sessions>): void => {
  describe(name, () => {
    let sessions: Sessions;
    beforeEach(async () => {
      sessions = await createSessions();
    });

    test('a ticket is given to one of all who ask for it', async () => {
      await sessions.putTicket(ticket);
      const taken = await Promise.all(Array.from({ length: 5 }, () => sessions.takeTicket('hash', now)));
      expect(taken.filter((one) => one !== null)).toEqual([ticket]);
      expect(await sessions.takeTicket('hash', now)).toBeNull();
    });

    test('a ticket that expired is no ticket', async () => {
      await sessions.putTicket(ticket);
      expect(await sessions.takeTicket('hash', later(30))).toBeNull();
    });

    test('a connection is known until it expires or is deleted', async () => {
      await sessions.putConnection(connection('one='));
      expect(await sessions.getConnection('one=', now)).toEqual(connection('one='));
      expect(await sessions.getConnection('one=', later(7200))).toBeNull();
      await sessions.deleteConnection('one=');
      await sessions.deleteConnection('one=');
      expect(await sessions.getConnection('one=', now)).toBeNull();
    });

    test('subscribers are listed by organisation and topic', async () => {
      await sessions.putConnection(connection('one'));
      await sessions.putConnection(connection('two'));
      await sessions.putConnection({ ...connection('three'), organisation: 'rival' });
      expect(await sessions.subscribe('one', 'acme', ['queue', 'conversation:1'])).toBe('subscribed');
      expect(await sessions.subscribe('two', 'acme', ['queue', 'queue'])).toBe('subscribed');
      expect(await sessions.subscribe('two', 'acme', ['queue'])).toBe('subscribed');
      expect(await sessions.subscribe('three', 'rival', ['queue'])).toBe('subscribed');
      expect(await sessions.listSubscribers('acme', 'queue', now)).toEqual(['one', 'two']);
      expect(await sessions.listSubscribers('acme', 'conversation:1', now)).toEqual(['one']);
      expect(await sessions.listSubscribers('rival', 'queue', now)).toEqual(['three']);
      expect(await sessions.listSubscribers('acme', 'queue', later(7200))).toEqual([]);
      await sessions.unsubscribe('one', 'acme', ['queue', 'never heard of']);
      expect(await sessions.listSubscribers('acme', 'queue', now)).toEqual(['two']);
    });

    test('a deleted connection listens to nothing, also when it subscribes at that moment', async () => {
      await sessions.putConnection(connection('one'));
      await sessions.subscribe('one', 'acme', ['queue']);
      await Promise.all([
        sessions.deleteConnection('one'),
        sessions.subscribe('one', 'acme', ['conversation:1']),
        sessions.subscribe('one', 'acme', ['conversation:2']),
      ]);
      for (const topic of ['queue', 'conversation:1', 'conversation:2']) {
        expect(await sessions.listSubscribers('acme', topic, now)).toEqual([]);
      }
    });

    test('only a connection of the organisation subscribes, to so many topics', async () => {
      await sessions.putConnection(connection('one'));
      expect(await sessions.subscribe('nobody', 'acme', ['queue'])).toBe('not_connected');
      expect(await sessions.subscribe('one', 'rival', ['queue'])).toBe('not_connected');
      const topics = Array.from({ length: maxTopics }, (_, index) => `conversation:${index}`);
      expect(await sessions.subscribe('one', 'acme', topics)).toBe('subscribed');
      expect(await sessions.subscribe('one', 'acme', ['queue'])).toBe('too_many_topics');
      await sessions.deleteConnection('one');
      expect(await sessions.listSubscribers('acme', topics[0]!, now)).toEqual([]);
    });
  });
};
