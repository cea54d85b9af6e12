import { expect, test } from 'vitest';
import { routes } from '@sms/contract/routes';
import { call, createTestWorld } from '../testing.ts';
import { createHandler } from './handler.ts';

const handler = createHandler({ version: '1.2.3', log: createTestWorld().world.log });

test('anybody learns that the API is up', async () => {
  expect(await call(handler, routes.health, { as: null })).toEqual({
    status: 200,
    body: { status: 'ok', version: '1.2.3' },
  });
});

test('an operator gets the document of the API, which names every route', async () => {
  expect((await call(handler, routes.openapi, { as: null })).status).toBe(401);
  const { status, body } = await call(handler, routes.openapi);
  expect(status).toBe(200);
  expect(body['openapi']).toBe('3.1.0');
  const paths = Object.keys(body['paths'] as object);
  expect(paths.sort()).toEqual([...new Set(Object.values(routes).map((route) => route.path))].sort());
});
