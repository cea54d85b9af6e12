import { beforeEach, expect, test } from 'vitest';
import { routes } from '@sms/contract/routes';
import type { HttpHandler } from '@sms/lambda/http';
import { recordCarrierEvent } from '@sms/messaging/carrier-events';
import { fetchNewMedia } from '@sms/messaging/fetch-media';
import { largestAnswerBytes, readMedia } from '@sms/messaging/read-media';
import { call, createTestWorld, eventOf, line, type Person } from '../testing.ts';
import { createHandler } from './handler.ts';

let given: ReturnType<typeof createTestWorld>;
let handler: HttpHandler;
beforeEach(async () => {
  given = createTestWorld();
  await given.store.putLine(line);
  handler = createHandler({ log: given.world.log, readMedia: readMedia(given.world) });
});

/** A person's text with one file, fetched; answers the parameters of its address. */
const receive = async (bytes: Uint8Array, contentType: string) => {
  const { world, carrier } = given;
  carrier.fetchMedia = async () => ({ bytes, contentType });
  await recordCarrierEvent(world, line, {
    kind: 'inbound',
    record: {
      carrierMessageId: 'MM1',
      direction: 'inbound',
      from: '+12025550123',
      to: line.phone,
      body: '',
      media: [{ carrierMediaId: 'ME1', contentType, size: null, url: 'https://api.twilio.com/ME1' }],
      at: world.clock.now().toISOString(),
      status: null,
      error: null,
    },
  });
  const messageId = given.messages()[0]!.id;
  await fetchNewMedia(world, messageId);
  return { messageId, mediaId: 'ME1' };
};

const bytes = Uint8Array.from([0, 255, 137, 10]);

test('a picture is shown in place, and can do nothing', async () => {
  const params = await receive(bytes, 'image/png');
  const answer = await handler(eventOf(routes.readMedia, { params }));
  expect(answer).toEqual({
    statusCode: 200,
    headers: {
      'content-type': 'image/png',
      'content-disposition': 'inline',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
    body: Buffer.from(bytes).toString('base64'),
    isBase64Encoded: true,
  });
});

test.each([
  ['text/html', 'application/octet-stream'],
  ['image/svg+xml', 'image/svg+xml'],
  ['application/pdf', 'application/pdf'],
])('%s is downloaded, never shown', async (told, kept) => {
  const params = await receive(bytes, told);
  const { headers } = await handler(eventOf(routes.readMedia, { params }));
  expect(headers).toMatchObject({ 'content-type': kept, 'content-disposition': 'attachment' });
});

test('what is too large for an answer is at an address of its own for a minute', async () => {
  const params = await receive(new Uint8Array(largestAnswerBytes + 1), 'video/mp4');
  const answer = await handler(eventOf(routes.readMedia, { params }));
  expect(answer).toMatchObject({ statusCode: 302, body: '' });
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
  expect(answer.headers['location']).toContain(params.messageId);
});

test.each<[string, Person | null, number]>([
  ['another organisation', 'rival', 404],
  ['somebody without the permission', 'viewer', 403],
  ['nobody', null, 401],
])('%s is shown nothing', async (_, as, status) => {
  const params = await receive(bytes, 'image/png');
  expect((await call(handler, routes.readMedia, { as, params })).status).toBe(status);
});

test('what is not there is said', async () => {
  const params = { messageId: 'none.none', mediaId: 'ME1' };
  expect(await call(handler, routes.readMedia, { params })).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  });
});
