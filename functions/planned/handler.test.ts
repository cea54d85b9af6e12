import { expect, test } from 'vitest';
import { routes, type Route } from '@sms/contract/routes';
import { call, createTestWorld } from '../testing.ts';
import { createHandler } from './handler.ts';

const handler = createHandler({ log: createTestWorld().world.log });
const planned = Object.values<Route>(routes).filter((route) => route.planned);

test.each(planned)('$method $path says that it comes later, to those who may use it then', async (route) => {
  const params = { id: 'one', conversationId: 'one' };
  expect(await call(handler, route, { params })).toMatchObject({
    status: 501,
    body: { code: 'not_available_yet' },
  });
  expect((await call(handler, route, { params, as: 'viewer' })).status).toBe(403);
});
