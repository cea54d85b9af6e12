import { describe, expect, test } from 'vitest';
import * as messaging from '@sms/messaging';
import type { World } from '@sms/messaging';
import { routes, type Route } from '@sms/contract';
import type { Actor } from '@sms/domain';
import { ana, codeOf, createWorld, rita } from '../test/world.ts';

type About = { readonly conversationId: string; readonly messageId: string; readonly contactId: string };

/** Every use case that names something by its id, asked by `actor`. */
const byId: Record<
  string,
  (world: World, actor: Actor, about: About) => Promise<messaging.Outcome<unknown>>
> = {
  getConversation: (world, actor, { conversationId }) =>
    messaging.getConversation(world)(actor, conversationId),
  patchConversation: (world, actor, { conversationId }) =>
    messaging.updateConversation(world)(actor, conversationId, { status: 'closed', hold: null }),
  listMessages: (world, actor, { conversationId }) =>
    messaging.listMessages(world)(actor, conversationId, { limit: 50 }),
  'listMessages since a version': (world, actor, { conversationId }) =>
    messaging.listMessages(world)(actor, conversationId, { limit: 50, sinceVersion: 0 }),
  listScheduled: (world, actor, { conversationId }) =>
    messaging.listScheduled(world)(actor, conversationId, { status: 'all', limit: 50 }),
  sendMessage: (world, actor, { conversationId }) =>
    messaging.sendMessage(world)(actor, conversationId, 'k', { body: 'Hello.' }),
  cancelMessage: (world, actor, { messageId }) => messaging.cancelMessage(world)(actor, messageId),
  editMessage: (world, actor, { messageId }) =>
    messaging.editMessage(world)(actor, messageId, { body: 'New.' }),
  sendNow: (world, actor, { messageId }) => messaging.sendNow(world)(actor, messageId),
  retryMessage: (world, actor, { messageId }) => messaging.retryMessage(world)(actor, messageId),
  settleMessage: (world, actor, { messageId }) =>
    messaging.settleMessage(world)(actor, messageId, { outcome: 'sent' }),
  readMedia: (world, actor, { messageId }) => messaging.readMedia(world)(actor, messageId, 'm1'),
  getContact: (world, actor, { contactId }) => messaging.getContact(world)(actor, contactId),
};

const prepared = async () => {
  const api = await createWorld();
  const { id: conversationId } = await api.conversationWith(ana);
  await api.text(ana, 'Hello');
  await api.hold(conversationId);
  await api.putContact({ id: 'c1', phones: [ana] });
  await api.update(conversationId, { hold: null });
  const { id: messageId } = await api.schedule(conversationId, 3600);
  return { ...api, about: { conversationId, messageId, contactId: 'c1' } };
};

describe('given what belongs to another organisation', () => {
  test.each(Object.keys(byId))(
    'when %s is asked, then the answer is the same as for what is not there, and nothing changed',
    async (name) => {
      const { world, about, store, carriers, alarms } = await prepared();
      const before = store.everything();
      const alarmsBefore = [...alarms];
      const foreign = await byId[name]!(world, rita, about);
      const missing = await byId[name]!(world, rita, {
        conversationId: 'none',
        messageId: 'none.none',
        contactId: 'none',
      });
      expect(codeOf(foreign)).toBe(name === 'getContact' ? 'contact_not_found' : 'not_found');
      expect(foreign).toEqual(missing);
      expect(store.everything()).toEqual(before);
      expect([...alarms]).toEqual(alarmsBefore);
      expect(Object.values(carriers).flatMap(({ calls }) => calls)).toEqual([]);
    },
  );

  test('every route that names something by its id is asked above', () => {
    const namesById = (Object.entries(routes) as [string, Route][])
      .filter(([, { path, signedIn, planned }]) => signedIn && !planned && path.includes('{'))
      .map(([name]) => name);
    expect(namesById.filter((name) => !(name in byId))).toEqual([]);
  });
});
