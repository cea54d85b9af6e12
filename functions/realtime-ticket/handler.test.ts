import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { routes } from '@sms/contract/routes';
import { call, createTestWorld } from '../testing.ts';
import { createHandler } from './handler.ts';

test('a ticket opens one websocket for its person; its secret is stored nowhere', async () => {
  const { world, sessions } = createTestWorld();
  const handler = createHandler({
    log: world.log,
    clock: world.clock,
    sessions,
    newSecret: () => 'a-secret',
    publicUrl: 'https://sms.example.org',
  });
  const { status, body } = await call(handler, routes.createRealtimeTicket);
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      url: 'wss://sms.example.org/realtime?ticket=a-secret',
      expiresAt: '2026-11-23T17:00:30.000Z',
    },
  });
  const hash = createHash('sha256').update('a-secret').digest('base64url');
  expect(await sessions.takeTicket('a-secret', world.clock.now())).toBeNull();
  expect(await sessions.takeTicket(hash, world.clock.now())).toMatchObject({
    organisation: 'acme',
    userId: 'operator',
  });
});
