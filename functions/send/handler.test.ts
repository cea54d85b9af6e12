import { beforeEach, expect, test } from 'vitest';
import { Message } from '@sms/contract/message';
import { routes } from '@sms/contract/routes';
import type { HttpHandler } from '@sms/lambda/http';
import { resolveConversation } from '@sms/messaging/resolve-conversation';
import { sendMessage } from '@sms/messaging/send-message';
import { call, createTestWorld, line } from '../testing.ts';
import { createHandler } from './handler.ts';

const actor = { organisation: 'acme', userId: 'operator', name: 'Olive' };

let given: ReturnType<typeof createTestWorld>;
let handler: HttpHandler;
let params: { id: string };
beforeEach(async () => {
  given = createTestWorld();
  await given.store.putLine(line);
  const conversation = await resolveConversation(given.world)(actor, { phone: '+12025550123' });
  if (!conversation.ok) throw new Error(conversation.code);
  params = { id: conversation.value.id };
  handler = createHandler({ log: given.world.log, sendMessage: sendMessage(given.world) });
});

const send = (body: object, key = 'key-1', as?: 'rival') =>
  call(handler, routes.sendMessage, {
    params,
    headers: { 'idempotency-key': key },
    body,
    ...(as ? { as } : {}),
  });

test('a text is handed to the carrier once, however often it is asked for under one key', async () => {
  const first = await send({ body: 'See you at ten.' });
  expect(first.status).toBe(201);
  expect(Message.parse(first.body)).toMatchObject({ status: 'sent', body: 'See you at ten.' });
  expect((await send({ body: 'See you at ten.' })).body).toEqual(first.body);
  expect(given.sent).toHaveLength(1);
  expect(await send({ body: 'Another text.' })).toMatchObject({
    status: 409,
    body: { code: 'idempotency_conflict' },
  });
});

test('a text for later gets its alarm', async () => {
  const answer = await send({ body: 'Later.', sendAt: '2026-11-24T17:00:00Z' });
  expect(answer).toMatchObject({ status: 201, body: { status: 'scheduled' } });
  expect([...given.scheduler.alarms.keys()]).toEqual([answer.body['id']]);
  expect(given.sent).toEqual([]);
});

test('health information is refused with what was found, and nothing is sent', async () => {
  const answer = await send({ body: 'Your diagnosis is here.' });
  expect(answer).toMatchObject({
    status: 422,
    body: { code: 'phi_blocked', findings: [{ type: 'DIAGNOSIS', severity: 'block' }] },
  });
  expect(JSON.stringify(answer.body)).not.toContain('Your diagnosis is here.');
  expect(given.sent).toEqual([]);
});

test("another organisation's conversation is not there, and a key must be", async () => {
  expect((await send({ body: 'Hello.' }, 'key-1', 'rival')).status).toBe(404);
  const keyless = await call(handler, routes.sendMessage, { params, body: { body: 'Hello.' } });
  expect(keyless).toMatchObject({ status: 422, body: { code: 'idempotency_key_required' } });
});
