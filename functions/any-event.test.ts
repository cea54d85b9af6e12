import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Problem } from '@sms/contract/problem';
import { routeKey, routes, type Route } from '@sms/contract/routes';
import {
  getContact,
  getConversation,
  listConversations,
  listMessages,
  listScheduled,
} from '@sms/messaging/browse';
import { recordCarrierEvent } from '@sms/messaging/carrier-events';
import { checkPhiOfText, getPhiSettings, putPhiSettings } from '@sms/messaging/phi-settings';
import { fetchNewMedia } from '@sms/messaging/fetch-media';
import { readMedia } from '@sms/messaging/read-media';
import { resolveConversation } from '@sms/messaging/resolve-conversation';
import { retryMessage, settleMessage } from '@sms/messaging/retry-message';
import { cancelMessage, editMessage, sendNow } from '@sms/messaging/schedule-actions';
import { sendMessage } from '@sms/messaging/send-message';
import { updateConversation } from '@sms/messaging/update-conversation';
import { createHandler as createCarrierWebhook } from './carrier-webhook/handler.ts';
import { createHandler as createConversations } from './conversations/handler.ts';
import { createHandler as createFanOut } from './fan-out/handler.ts';
import { createPush } from './fan-out/push.ts';
import { createHandler as createHealth } from './health/handler.ts';
import { createHandler as createFetchMedia } from './fetch-media/handler.ts';
import { createHandler as createMedia } from './media/handler.ts';
import { createHandler as createPhiCheck } from './phi-check/handler.ts';
import { createHandler as createPlanned } from './planned/handler.ts';
import { createHandler as createRealtimeTicket } from './realtime-ticket/handler.ts';
import { createHandler as createRetry } from './retry/handler.ts';
import { createHandler as createScheduleActions } from './schedule-actions/handler.ts';
import { createHandler as createSend } from './send/handler.ts';
import { createHandler as createSocket } from './socket/handler.ts';
import { eventOf, createTestWorld, line } from './testing.ts';

/** Whatever comes in, a function answers as its caller expects, and repeats nothing of it in a refusal or in the log. */

const marker = 'Zq7marker';

const given = createTestWorld();
const { world, store, sessions, sockets } = given;
const { log, clock } = world;
await store.putLine(line);

const httpFunctions = [
  createHealth({ version: '1', log }),
  createConversations({
    log,
    resolveConversation: resolveConversation(world),
    listConversations: listConversations(world),
    getConversation: getConversation(world),
    updateConversation: updateConversation(world),
    listMessages: listMessages(world),
    getContact: getContact(world),
  }),
  createSend({ log, sendMessage: sendMessage(world) }),
  createScheduleActions({
    log,
    listScheduled: listScheduled(world),
    cancelMessage: cancelMessage(world),
    editMessage: editMessage(world),
    sendNow: sendNow(world),
  }),
  createRetry({ log, retryMessage: retryMessage(world), settleMessage: settleMessage(world) }),
  createPhiCheck({
    log,
    checkPhiOfText: checkPhiOfText(world),
    getPhiSettings: getPhiSettings(world),
    putPhiSettings: putPhiSettings(world),
  }),
  createPlanned({ log }),
  createMedia({ log, readMedia: readMedia(world) }),
  createRealtimeTicket({
    log,
    clock,
    sessions,
    newSecret: () => 'secret',
    publicUrl: 'https://sms.example.org',
  }),
  createCarrierWebhook({
    log,
    clock,
    publicUrl: 'https://sms.example.org',
    getLineByKey: (lineKey) => store.getLineByKey(lineKey),
    readSecret: async () => null,
    recordCarrierEvent: (known, event) => recordCarrierEvent(world, known, event),
  }),
];

const leaf = fc.oneof(
  fc.constant(marker),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.oneof(fc.constant(marker), fc.constantFrom('body', 'phone', 'text', 'sendAt')),
      tie('value'),
      {
        maxKeys: 4,
      },
    ),
  ),
})).value;

/** A request to one of the routes, with some of its parts turned into anything. */
const requests = fc
  .record({
    route: fc.constantFrom<Route>(...Object.values(routes)),
    id: fc.oneof(fc.constant(marker), fc.string({ unit: 'binary', minLength: 1, maxLength: 250 })),
    headers: fc.oneof(anything, fc.constant({ 'Idempotency-Key': marker })),
    body: fc.oneof(
      anything,
      anything.map((value) => JSON.stringify(value)),
    ),
    query: fc.oneof(anything, fc.constant({ cursor: marker, limit: '1' })),
    isSigned: fc.boolean(),
    isBase64Encoded: fc.boolean(),
  })
  .map(({ route, id, headers, body, query, isSigned, isBase64Encoded }) => ({
    ...eventOf(route, { as: isSigned ? 'operator' : null }),
    pathParameters: { id, conversationId: id, lineKey: id, messageId: id, mediaId: id },
    headers,
    body,
    queryStringParameters: query,
    isBase64Encoded,
  }));

test('every HTTP function answers any event', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...httpFunctions),
      fc.oneof(requests, anything),
      async (handler, event) => {
        const answer = await handler(event);
        expect(answer.statusCode).toBeGreaterThanOrEqual(200);
        if (answer.statusCode < 400) return;
        expect(answer.body).not.toContain(marker);
        if (answer.body === '') return;
        const problem = Problem.parse(JSON.parse(answer.body));
        expect(problem.status).toBe(answer.statusCode);
        expect(problem.code).not.toBe('internal');
      },
    ),
    { numRuns: 1500 },
  );
  expect(JSON.stringify(given.lines)).not.toContain(marker);
});

test('the function behind the websocket, and the one behind the stream, answer any event', async () => {
  const socket = createSocket({ log, clock, sessions, store, sockets });
  const fanOut = createFanOut({
    log,
    beginBatch: () => createPush({ log, clock, sessions, store, sockets }),
  });
  const fetchMedia = createFetchMedia({ log, fetchNewMedia: (id) => fetchNewMedia(world, id) });
  const socketEvents = fc.record({
    requestContext: fc.oneof(
      anything,
      fc.record({
        connectionId: fc.oneof(fc.constant('one'), anything),
        eventType: fc.constantFrom('CONNECT', 'MESSAGE', 'DISCONNECT', 'OTHER'),
      }),
    ),
    queryStringParameters: anything,
    body: fc.oneof(
      anything,
      anything.map((value) => JSON.stringify(value)),
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.oneof(socketEvents, anything), async (event) => {
      const { statusCode } = await socket(event);
      expect([200, 400, 401]).toContain(statusCode);
    }),
    { numRuns: 500 },
  );
  const records = fc.record({ Records: fc.oneof(anything, fc.array(anything, { maxLength: 3 })) });
  await fc.assert(
    fc.asyncProperty(fc.oneof(records, anything), async (event) => {
      const answer = await fanOut(event as Parameters<typeof fanOut>[0]);
      expect(Array.isArray(answer.batchItemFailures)).toBe(true);
      await fetchMedia(event as Parameters<typeof fetchMedia>[0]);
    }),
    { numRuns: 500 },
  );
  expect(JSON.stringify(given.lines)).not.toContain(marker);
});

test('every route of the API is served by exactly one function', async () => {
  for (const route of Object.values<Route>(routes)) {
    const answers = await Promise.all(
      httpFunctions.map((handler) =>
        handler({
          ...eventOf(route),
          pathParameters: { id: 'x', conversationId: 'x', messageId: 'x', mediaId: 'x' },
        }),
      ),
    );
    const served = answers.filter((answer) => !/"detail":"There is nothing here\."/.test(answer.body));
    expect(served, routeKey(route)).toHaveLength(1);
  }
});
