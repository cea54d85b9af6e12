import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Line } from '@sms/domain';
import type { HttpHandler } from '@sms/lambda/http';
import { recordCarrierEvent } from '@sms/messaging/carrier-events';
import { createTestWorld, line as twilioLine } from '../testing.ts';
import { createHandler } from './handler.ts';

const publicUrl = 'https://sms.example.org';
const authToken = 'twilio-auth-token';
const verificationToken = 'ringcentral-verification-token';
const ringCentralLine: Line = {
  ...twilioLine,
  phone: '+12025550101',
  carrier: 'ringcentral',
  lineKey: 'line-key-two',
  ordinal: 2,
};

const secrets: Record<string, unknown> = {
  [twilioLine.lineKey]: {
    carrier: 'twilio',
    baseUrl: 'https://api.twilio.com',
    accountSid: 'AC1',
    authToken,
  },
  [ringCentralLine.lineKey]: {
    carrier: 'ringcentral',
    serverUrl: 'https://platform.ringcentral.com',
    clientId: 'id',
    clientSecret: 'secret',
    jwt: 'jwt',
    verificationToken,
  },
};

let given: ReturnType<typeof createTestWorld>;
let handler: HttpHandler;
let isStoreDown: boolean;
beforeEach(async () => {
  given = createTestWorld();
  isStoreDown = false;
  await given.store.putLine(twilioLine);
  await given.store.putLine(ringCentralLine);
  await given.store.putLine({
    ...twilioLine,
    phone: '+12025550102',
    lineKey: 'line-without-secret',
    ordinal: 3,
  });
  handler = createHandler({
    log: given.world.log,
    clock: given.world.clock,
    publicUrl,
    getLineByKey: (lineKey) => given.store.getLineByKey(lineKey),
    readSecret: async (lineKey) => secrets[lineKey] ?? null,
    recordCarrierEvent: async (line, event) => {
      if (isStoreDown) throw new Error('secret words +12025550123');
      await recordCarrierEvent(given.world, line, event);
    },
  });
});

type Form = Readonly<Record<string, string>>;

/** As Twilio sends it, and as API Gateway hands it over: the form in base64. */
const twilioEvent = (
  form: Form,
  { path = 'inbound', token = authToken, lineKey = twilioLine.lineKey, attempt = '' } = {},
) => {
  const address = `${publicUrl}/webhooks/twilio/${lineKey}/${path}${attempt && `/${attempt}`}`;
  const signed = Object.keys(form)
    .sort()
    .reduce((text, name) => text + name + form[name], address);
  return {
    routeKey: `POST /webhooks/twilio/{lineKey}/${path}${attempt && '/{attempt}'}`,
    pathParameters: { lineKey, ...(attempt ? { attempt } : {}) },
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': createHmac('sha1', token).update(signed).digest('base64'),
    },
    body: Buffer.from(new URLSearchParams(form).toString()).toString('base64'),
    isBase64Encoded: true,
  };
};

const inbound: Form = {
  MessageSid: 'SM0001',
  AccountSid: 'AC1',
  From: '+12025550123',
  To: twilioLine.phone,
  Body: 'Can I come at ten? ñ',
  NumMedia: '0',
};

const ringCentralEvent = (body: unknown, headers: Record<string, string> = {}) => ({
  routeKey: 'POST /webhooks/ringcentral/{lineKey}',
  pathParameters: { lineKey: ringCentralLine.lineKey },
  headers: { 'content-type': 'application/json', ...headers },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  isBase64Encoded: false,
});

describe('a text that Twilio reports', () => {
  test('is stored once, however often it comes, and answered with nothing to send', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => handler(twilioEvent(inbound))));
    for (const answer of answers) {
      expect(answer).toMatchObject({ statusCode: 200, body: '<Response/>' });
      expect(answer.headers['content-type']).toBe('text/xml');
    }
    expect(given.messages().map(({ body, status }) => [body, status])).toEqual([
      ['Can I come at ten? ñ', 'received'],
    ]);
  });

  test.each([
    ['under another token', twilioEvent(inbound, { token: 'guess' }), 403],
    [
      'with a word changed',
      { ...twilioEvent(inbound), body: twilioEvent({ ...inbound, Body: 'No' }).body },
      403,
    ],
    ['without a signature', { ...twilioEvent(inbound), headers: {} }, 400],
  ])('%s is not believed', async (_, event, status) => {
    expect((await handler(event)).statusCode).toBe(status);
    expect(given.messages()).toEqual([]);
  });

  test('is not answered 2xx when it could not be stored, and nothing of it is told', async () => {
    isStoreDown = true;
    const answer = await handler(twilioEvent(inbound));
    expect(answer.statusCode).toBe(503);
    expect(answer.body + JSON.stringify(given.lines)).not.toMatch(/ten|2025550123|secret words/);
  });

  test('about one of our own is stored by its attempt', async () => {
    const report = { ...inbound, From: twilioLine.phone, To: '+12025550123', MessageStatus: 'delivered' };
    for (const attempt of ['', 'conversation.message~claim']) {
      const answer = await handler(twilioEvent(report, { path: 'status', attempt }));
      expect(answer).toMatchObject({ statusCode: 200, body: '' });
    }
  });
});

describe('RingCentral', () => {
  test('tries an address and finds its token again in the answer', async () => {
    const answer = await handler(ringCentralEvent(undefined, { 'validation-token': 'trial-1' }));
    expect(answer).toMatchObject({ statusCode: 200, body: '' });
    expect(answer.headers['validation-token']).toBe('trial-1');
    expect(answer.headers['content-type']).toBe('application/json');
  });

  test('is believed by its verification token alone', async () => {
    const event = { uuid: '1', event: '/restapi/v1.0/subscription/~?threshold=60', body: {} };
    const ours = await handler(ringCentralEvent(event, { 'verification-token': verificationToken }));
    expect(ours.statusCode).toBe(200);
    const foreign = await handler(ringCentralEvent(event, { 'verification-token': 'guess' }));
    expect(foreign.statusCode).toBe(403);
  });
});

test.each([
  ['an unknown line', twilioEvent(inbound, { lineKey: 'guess' }), 404],
  ['a line of the other carrier', twilioEvent(inbound, { lineKey: ringCentralLine.lineKey }), 404],
  ['an unknown address', { routeKey: 'POST /webhooks/other', pathParameters: { lineKey: 'x' } }, 404],
  ['a line that is not set up', twilioEvent(inbound, { lineKey: 'line-without-secret' }), 503],
])('%s is answered alike for whoever asks', async (_, event, status) => {
  expect((await handler(event)).statusCode).toBe(status);
  expect(given.messages()).toEqual([]);
});
