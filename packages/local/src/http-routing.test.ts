import { expect, test } from 'vitest';
import type { HttpRoute } from './blueprint.ts';
import { findRoute } from './http-routing.ts';

const routes: readonly HttpRoute[] = [
  'GET /api/{proxy+}',
  'GET /api/messages/{id}',
  'GET /api/messages/latest',
  'ANY /api/messages/{id}',
  'POST /api/messages/{id}/cancel',
].map((routeKey) => ({ routeKey, functionArn: '', timeoutMilliseconds: 0, authorizer: undefined }));

test.each([
  ['GET', '/api/messages/latest', 'GET /api/messages/latest', {}],
  ['GET', '/api/messages/a%2Fb', 'GET /api/messages/{id}', { id: 'a/b' }],
  ['PUT', '/api/messages/7', 'ANY /api/messages/{id}', { id: '7' }],
  ['GET', '/api/else/where', 'GET /api/{proxy+}', { proxy: 'else/where' }],
  ['POST', '/api/messages/7/cancel', 'POST /api/messages/{id}/cancel', { id: '7' }],
])('%s %s goes to %s', (method, path, routeKey, pathParameters) => {
  expect(findRoute(routes, method, path)).toMatchObject({ route: { routeKey }, pathParameters });
});

test.each([
  ['DELETE', '/api/messages/7/cancel'],
  ['POST', '/api'],
  ['POST', '/api/messages//cancel'],
])('%s %s has no route, unless there is a default', (method, path) => {
  expect(findRoute(routes, method, path)).toBeUndefined();
  const fallback: HttpRoute = {
    routeKey: '$default',
    functionArn: '',
    timeoutMilliseconds: 0,
    authorizer: undefined,
  };
  expect(findRoute([...routes, fallback], method, path)?.route).toBe(fallback);
});
