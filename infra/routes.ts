/** One route of the HTTP API as API Gateway is told of it. */
export type HttpRoute = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** `{name}` stands for a path parameter. */
  readonly path: string;
  /** Who proves what: an operator with an access token, a carrier with a signature, nobody at all. */
  readonly caller: 'operator' | 'carrier' | 'anybody';
};

const operator = (method: HttpRoute['method'], ...paths: readonly string[]): readonly HttpRoute[] =>
  paths.map((path) => ({ method, path, caller: 'operator' }));

const carrier = (...paths: readonly string[]): readonly HttpRoute[] =>
  paths.map((path) => ({ method: 'POST', path, caller: 'carrier' }));

/** The routes of each function that answers HTTP. A test holds them equal to the contract's route table. */
export const httpRoutes = {
  health: [
    { method: 'GET', path: '/api/health', caller: 'anybody' },
    ...operator('GET', '/api/openapi.json'),
  ],
  conversations: [
    ...operator(
      'GET',
      '/api/conversations',
      '/api/conversations/{id}',
      '/api/conversations/{id}/messages',
      '/api/contacts/{id}',
    ),
    ...operator('POST', '/api/conversations/resolve'),
    ...operator('PATCH', '/api/conversations/{id}'),
  ],
  send: operator('POST', '/api/conversations/{id}/messages'),
  'schedule-actions': [
    ...operator('GET', '/api/conversations/{id}/scheduled'),
    ...operator('POST', '/api/messages/{id}/cancel', '/api/messages/{id}/send-now'),
    ...operator('PATCH', '/api/messages/{id}'),
  ],
  retry: operator('POST', '/api/messages/{id}/retry', '/api/messages/{id}/settle'),
  'phi-check': [
    ...operator('POST', '/api/phi/check'),
    ...operator('GET', '/api/phi/settings'),
    ...operator('PUT', '/api/phi/settings'),
  ],
  media: operator('GET', '/api/media/{messageId}/{mediaId}'),
  planned: [
    ...operator('GET', '/api/consents', '/api/consents/export.csv', '/api/templates', '/api/templates/{id}'),
    ...operator('PUT', '/api/consents/{conversationId}'),
    ...operator('POST', '/api/templates'),
    ...operator('PATCH', '/api/templates/{id}'),
    ...operator('DELETE', '/api/templates/{id}'),
  ],
  'realtime-ticket': operator('POST', '/api/realtime/ticket'),
  'carrier-webhook': carrier(
    '/webhooks/ringcentral/{lineKey}',
    '/webhooks/twilio/{lineKey}/inbound',
    '/webhooks/twilio/{lineKey}/status',
    '/webhooks/twilio/{lineKey}/status/{attempt}',
  ),
} as const satisfies Record<string, readonly HttpRoute[]>;

/** The messages an operator's page may send over the websocket, by their `action`. */
export const socketActions = ['subscribe', 'unsubscribe', 'presence', 'ping'] as const;
