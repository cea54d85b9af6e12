import { beforeEach, expect, test } from 'vitest';
import { routes } from '@sms/contract/routes';
import type { HttpHandler } from '@sms/lambda/http';
import { listScheduled } from '@sms/messaging/browse';
import { resolveConversation } from '@sms/messaging/resolve-conversation';
import { cancelMessage, editMessage, sendNow } from '@sms/messaging/schedule-actions';
import { sendMessage } from '@sms/messaging/send-message';
import { call, createTestWorld, line } from '../testing.ts';
import { createHandler } from './handler.ts';

const actor = { organisation: 'acme', userId: 'operator', name: 'Olive' };

let given: ReturnType<typeof createTestWorld>;
let handler: HttpHandler;
let conversationId: string;
let params: { id: string };
beforeEach(async () => {
  given = createTestWorld();
  const { world } = given;
  await given.store.putLine(line);
  const conversation = await resolveConversation(world)(actor, { phone: '+12025550123' });
  if (!conversation.ok) throw new Error(conversation.code);
  conversationId = conversation.value.id;
  const text = { body: 'Later.', sendAt: '2026-11-24T17:00:00Z' };
  const message = await sendMessage(world)(actor, conversationId, 'key', text);
  if (!message.ok) throw new Error(message.code);
  params = { id: message.value.id };
  handler = createHandler({
    log: world.log,
    listScheduled: listScheduled(world),
    cancelMessage: cancelMessage(world),
    editMessage: editMessage(world),
    sendNow: sendNow(world),
  });
});

const scheduledBodies = async () => {
  const { body } = await call(handler, routes.listScheduled, { params: { id: conversationId } });
  return (body['items'] as { body: string }[]).map((item) => item.body);
};

test('a scheduled text is listed, edited, cancelled, and then neither sent nor edited', async () => {
  expect(await scheduledBodies()).toEqual(['Later.']);
  const edit = { params, body: { body: 'Much later.' } };
  expect((await call(handler, routes.editMessage, edit)).status).toBe(200);
  expect(await scheduledBodies()).toEqual(['Much later.']);
  const cancelled = await call(handler, routes.cancelMessage, { params });
  expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled' } });
  expect(given.scheduler.alarms.size).toBe(0);
  const tooLate = await call(handler, routes.editMessage, edit);
  expect(tooLate).toMatchObject({ status: 409, body: { code: 'not_editable', message: { id: params.id } } });
  expect((await call(handler, routes.sendNow, { params })).body['code']).toBe('not_scheduled');
  expect(given.sent).toEqual([]);
});

test('a scheduled text can go at once', async () => {
  expect(await call(handler, routes.sendNow, { params })).toMatchObject({
    status: 200,
    body: { status: 'sent' },
  });
  expect(await call(handler, routes.cancelMessage, { params })).toMatchObject({
    status: 409,
    body: { code: 'not_cancellable' },
  });
  expect(given.sent).toHaveLength(1);
});

test("another organisation's texts are not there", async () => {
  for (const route of [routes.cancelMessage, routes.sendNow]) {
    expect((await call(handler, route, { as: 'rival', params })).status).toBe(404);
  }
  const edit = { as: 'rival', params, body: { body: 'Mine.' } } as const;
  expect((await call(handler, routes.editMessage, edit)).status).toBe(404);
  const list = await call(handler, routes.listScheduled, { as: 'rival', params: { id: conversationId } });
  expect(list.status).toBe(404);
});
