import { beforeEach, describe, expect, test } from 'vitest';
import { routes } from '@sms/contract/routes';
import type { HttpHandler } from '@sms/lambda/http';
import { getContact, getConversation, listConversations, listMessages } from '@sms/messaging/browse';
import { resolveConversation } from '@sms/messaging/resolve-conversation';
import { updateConversation } from '@sms/messaging/update-conversation';
import { call, createTestWorld, line } from '../testing.ts';
import { createHandler } from './handler.ts';

let given: ReturnType<typeof createTestWorld>;
let handler: HttpHandler;
beforeEach(async () => {
  given = createTestWorld();
  const { world, store } = given;
  await store.putLine(line);
  await store.putContact(
    {
      id: 'contact-one',
      kind: 'lead',
      name: 'Lea Lead',
      url: '/ce/leads/contact-one',
      organisation: 'acme',
      phones: ['+12025550123'],
      timeZone: null,
    },
    [world.identifiers.personId('acme', '+12025550123')],
  );
  handler = createHandler({
    log: world.log,
    resolveConversation: resolveConversation(world),
    listConversations: listConversations(world),
    getConversation: getConversation(world),
    updateConversation: updateConversation(world),
    listMessages: listMessages(world),
    getContact: getContact(world),
  });
});

const resolve = (body: object) => call(handler, routes.resolveConversation, { body });

describe('a conversation', () => {
  test('is made once, by number or by contact', async () => {
    const byNumber = await resolve({ phone: '(202) 555-0123' });
    expect(byNumber).toMatchObject({ status: 200, body: { phone: '+12025550123', version: 1 } });
    expect(await resolve({ leadId: 'contact-one' })).toEqual(byNumber);
    expect(Object.keys(byNumber.body)).not.toContain('organisation');
  });

  test.each([
    [{ phone: 'nobody' }, 422, 'invalid_phone'],
    [{}, 422, 'context_required'],
    [{ contactId: 'nobody' }, 404, 'contact_not_found'],
    [{ phone: 12 }, 422, 'invalid_request'],
  ])('asked for with %j is refused', async (body, status, code) => {
    expect(await resolve(body)).toMatchObject({ status, body: { code } });
  });

  test('is shown, changed and listed; to another organisation it is not there', async () => {
    const id = String((await resolve({ phone: '+12025550123' })).body['id']);
    const params = { id };
    expect((await call(handler, routes.getConversation, { params })).status).toBe(200);
    const patched = await call(handler, routes.patchConversation, {
      params,
      body: { assignee: 'operator2' },
    });
    expect(patched).toMatchObject({ status: 200, body: { assignee: 'operator2', version: 2 } });
    expect(await call(handler, routes.listMessages, { params })).toMatchObject({
      status: 200,
      body: { items: [], nextCursor: null },
    });
    expect(await call(handler, routes.listConversations, { query: { assignee: 'me' } })).toEqual({
      status: 200,
      body: { items: [], nextCursor: null },
    });
    const foreign = { as: 'rival', params } as const;
    expect((await call(handler, routes.getConversation, foreign)).body['code']).toBe('not_found');
    expect((await call(handler, routes.listMessages, foreign)).status).toBe(404);
    const patch = await call(handler, routes.patchConversation, { ...foreign, body: { status: 'closed' } });
    expect(patch.status).toBe(404);
  });
});

test('a contact card is shown to its organisation', async () => {
  const params = { id: 'contact-one' };
  expect((await call(handler, routes.getContact, { params })).body).toEqual({
    id: 'contact-one',
    kind: 'lead',
    name: 'Lea Lead',
    url: '/ce/leads/contact-one',
  });
  expect((await call(handler, routes.getContact, { as: 'rival', params })).status).toBe(404);
});

test('nobody without the permission gets in', async () => {
  expect((await call(handler, routes.listConversations, { as: null })).status).toBe(401);
  expect((await call(handler, routes.listConversations, { as: 'viewer' })).status).toBe(403);
});
