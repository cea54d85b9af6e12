import { beforeEach, expect, test } from 'vitest';
import { routes } from '@sms/contract/routes';
import type { HttpHandler } from '@sms/lambda/http';
import { resolveConversation } from '@sms/messaging/resolve-conversation';
import { retryMessage, settleMessage } from '@sms/messaging/retry-message';
import { sendMessage } from '@sms/messaging/send-message';
import { call, createTestWorld, line } from '../testing.ts';
import { createHandler } from './handler.ts';

const actor = { organisation: 'acme', userId: 'operator', name: 'Olive' };

let given: ReturnType<typeof createTestWorld>;
let handler: HttpHandler;
let params: { id: string };
beforeEach(async () => {
  given = createTestWorld();
  const { world, carrier } = given;
  await given.store.putLine(line);
  const conversation = await resolveConversation(world)(actor, { phone: '+12025550123' });
  if (!conversation.ok) throw new Error(conversation.code);
  const accepted = carrier.answer;
  const error = { code: 'carrier_down', message: 'The carrier failed.', retryable: true };
  carrier.answer = () => ({ kind: 'refused', error, optedOut: false });
  const message = await sendMessage(world)(actor, conversation.value.id, 'key', { body: 'Hello.' });
  if (!message.ok) throw new Error(message.code);
  carrier.answer = accepted;
  params = { id: message.value.id };
  handler = createHandler({
    log: world.log,
    retryMessage: retryMessage(world),
    settleMessage: settleMessage(world),
  });
});

test('a failed text is tried again, once', async () => {
  const again = await call(handler, routes.retryMessage, { params });
  expect(again).toMatchObject({ status: 201, body: { status: 'sent', retryOf: params.id } });
  expect(await call(handler, routes.retryMessage, { params })).toMatchObject({
    status: 409,
    body: { code: 'not_retryable' },
  });
  expect(given.sent).toHaveLength(2);
});

test('a retry keeps its answer under its key', async () => {
  const parts = { params, headers: { 'idempotency-key': 'again' } };
  const first = await call(handler, routes.retryMessage, parts);
  expect(await call(handler, routes.retryMessage, parts)).toEqual(first);
});

test('only what awaits a decision is settled', async () => {
  const settle = (outcome: string) => call(handler, routes.settleMessage, { params, body: { outcome } });
  expect(await settle('sent')).toMatchObject({ status: 409, body: { code: 'not_unconfirmed' } });
  expect(await settle('perhaps')).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'outcome', message: 'must be one of: sent, not_sent' }] },
  });
});

test("another organisation's texts are not there", async () => {
  expect((await call(handler, routes.retryMessage, { as: 'rival', params })).status).toBe(404);
});
