import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { once } from 'node:events';
import type { Message } from '@sms/contract';
import { routes, type Route, type RouteName } from '@sms/contract/routes';
import type { ProblemCode } from '@sms/contract/problem';
import type { LocalProduct } from '@sms/local';
import {
  createApi,
  createPhoneBook,
  expectProblem,
  lines,
  openSocket,
  patience,
  receivedBy,
  refusedHandshake,
  type Answer,
  type Api,
} from './client.ts';
import { startProduct } from './product.ts';

let product: LocalProduct;
let operator: Api;
let conversationId: string;
let scheduled: Message;
const newPhone = createPhoneBook(310);
const phone = newPhone();
/** Words that must come back in no answer and stand in no log. */
const marker = 'zebra-crossing-9137';

/** What of the table is about people and texts; reading leaves audit records, and that is right. */
const stored = async (): Promise<readonly string[]> => {
  const kinds = ['conversation', 'message', 'person', 'contact', 'link', 'settings', 'line', 'contact_phone'];
  const items: string[] = [];
  let from: Record<string, AttributeValue> | undefined;
  do {
    const page = await product.database.client.send(
      new ScanCommand({
        TableName: product.tableName,
        ConsistentRead: true,
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    for (const item of page.Items ?? []) {
      if (kinds.includes(item['entity']?.S ?? '')) items.push(JSON.stringify(Object.entries(item).sort()));
    }
    from = page.LastEvaluatedKey;
  } while (from);
  return items.sort();
};

let before: readonly string[];

beforeAll(async () => {
  product = await startProduct();
  operator = createApi(product);
  conversationId = (await operator.resolve(phone)).id;
  const sendAt = new Date(product.clock.now() + 30 * 86_400_000).toISOString();
  await product.carriers.handsetSend({ from: phone, to: lines.ringcentral, body: 'Hello there' });
  await product.settle();
  expect(await operator.thread(conversationId)).toHaveLength(1);
  scheduled = await operator.send(conversationId, { body: 'In a month.', sendAt });
  await product.settle();
  before = await stored();
}, 120_000);

afterEach(async () => {
  expect(await stored()).toEqual(before);
});

afterAll(() => product?.stop());

/** A refusal that tells what is wrong, in our own words. */
const expectRefusal = (answer: Answer<unknown>, ...codes: readonly ProblemCode[]): void => {
  expectProblem(answer, ...codes);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.text).not.toContain(marker);
  expect(answer.text.length).toBeLessThan(4000);
};

const addressOf = (route: Route): string =>
  route.path
    .replace('conversations/{id}', `conversations/${conversationId}`)
    .replace('messages/{id}', `messages/${scheduled.id}`)
    .replace('contacts/{id}', 'contacts/contact-1')
    .replace(/\{\w+\}/, 'some-id');

const ask = (
  route: Route,
  options: Parameters<Api['call']>[2] & { readonly path?: string } = {},
): Promise<Answer<unknown>> =>
  operator.call(route.method, options.path ?? addressOf(route), {
    ...options,
    headers: { 'idempotency-key': randomUUID(), ...options.headers },
  });

const allRoutes = Object.entries(routes) as [RouteName, Route][];
const served = allRoutes.filter(([, route]) => !route.planned);
const withBody = served.filter(([, route]) => route.body);
const withQuery = served.filter(([, route]) => route.query);
const withId = served.filter(([, route]) => route.path.includes('{'));
const planned = allRoutes.filter(([, route]) => route.planned);

describe.each(withBody)('the body of %s', (_name, route) => {
  test('truncated, empty, or no JSON at all', async () => {
    for (const raw of ['', '{"body":"' + marker, `{"${marker}`, marker, '{"a":1}}', '\u0000', "{'a':1}"]) {
      expectRefusal(await ask(route, { raw }), 'invalid_json');
    }
    expectRefusal(await ask(route, { raw: Buffer.from([0xff, 0xfe, 0x7b, 0x22]) }), 'invalid_json');
    expectRefusal(await ask(route), 'invalid_json');
  });

  test('of the wrong type', async () => {
    for (const body of [
      null,
      [],
      [{}],
      marker,
      42,
      true,
      { [marker]: 1 },
      { unknownMember: marker },
      JSON.parse(`{"__proto__":{"body":"${marker}"}}`) as unknown,
    ]) {
      expectRefusal(await ask(route, { body }), 'invalid_request');
    }
  });

  test('of one megabyte', async () => {
    const raw = JSON.stringify({ body: marker.repeat(Math.ceil(1_000_000 / marker.length)) });
    expectRefusal(await ask(route, { raw }), 'body_too_large');
    const deep = '['.repeat(30_000) + ']'.repeat(30_000);
    expectRefusal(await ask(route, { raw: deep }), 'invalid_request', 'invalid_json');
  });
});

const wrongMembers: readonly (readonly [RouteName, unknown])[] = [
  ['resolveConversation', { phone: 2025550123 }],
  ['resolveConversation', { phone: [marker] }],
  ['resolveConversation', { phone: marker.repeat(10) }],
  ['resolveConversation', { contactId: {} }],
  ['resolveConversation', { phone: '+12145550101', line: 1 }],
  ['patchConversation', { status: marker }],
  ['patchConversation', { readVersion: -1 }],
  ['patchConversation', { readVersion: 1.5 }],
  ['patchConversation', { readVersion: '3' }],
  ['patchConversation', { hold: 'opt_out_request' }],
  ['patchConversation', { assignee: 7 }],
  ['sendMessage', { body: 12 }],
  ['sendMessage', { body: null }],
  ['sendMessage', { body: [marker] }],
  ['sendMessage', { body: marker, sendAt: 1_800_000_000 }],
  ['sendMessage', { body: marker, sendAt: marker }],
  ['sendMessage', { body: marker, sendAt: '2027-01-01' }],
  ['sendMessage', { body: marker, sendAt: '2027-01-01T10:00:00' }],
  ['sendMessage', { body: marker, sendAt: '2027-02-30T10:00:00Z' }],
  ['sendMessage', { body: marker, sendAt: '2027-01-01T10:00:00Z', timeZone: 'Mars/Olympus' }],
  ['sendMessage', { body: marker, seenVersion: 'latest' }],
  ['sendMessage', { body: marker, cancelOnReply: 'yes' }],
  ['sendMessage', { body: marker, confirmWarnings: 1 }],
  ['sendMessage', { body: marker, mediaIds: 'x' }],
  ['editMessage', { body: {} }],
  ['editMessage', { sendAt: null }],
  ['editMessage', { sendAt: 'tomorrow' }],
  ['editMessage', { timeZone: 'Mars/Olympus' }],
  ['settleMessage', { outcome: marker }],
  ['checkPhi', { text: 12 }],
  ['checkPhi', {}],
  ['putPhiSettings', { alwaysBlock: marker, neverBlock: [], confirmWarnings: false }],
  ['putPhiSettings', { alwaysBlock: [], neverBlock: [] }],
];

test.each(wrongMembers)('%s refuses %j and names the member', async (name, body) => {
  const answer = await ask(routes[name], { body });
  expectRefusal(answer, 'invalid_request');
  const { errors } = answer.body as { errors: { path: string; message: string }[] };
  expect(errors.length).toBeGreaterThan(0);
  for (const { message } of errors) expect(message).not.toBe('');
});

test.each(withQuery)('the query of %s', async (_name, route) => {
  const path = addressOf(route);
  for (const query of [
    'limit=0',
    'limit=101',
    'limit=many',
    'limit=',
    `${marker}=1`,
    `cursor=${'a'.repeat(3000)}`,
    `cursor=${marker}`,
  ]) {
    expectRefusal(await ask(route, { path: `${path}?${query}` }), 'invalid_request');
  }
});

test('the versions and statuses of a query', async () => {
  const path = `/api/conversations/${conversationId}`;
  for (const query of [
    `${path}/messages?sinceVersion=-1`,
    `${path}/messages?sinceVersion=1.5`,
    `${path}/messages?sinceVersion=${marker}`,
    `${path}/messages?before=${marker}`,
    `${path}/scheduled?status=${marker}`,
    `/api/conversations?status=${marker}`,
    '/api/conversations?unread=perhaps',
  ]) {
    expectRefusal(await operator.get(query), 'invalid_request');
  }
  expect(await operator.changes(conversationId, 999_999)).toMatchObject({ messages: [] });
});

test.each([
  ...['123', 'abc', '+', '+1202555', '++12025550123', '2025550123 x5', '+1 (202) 555-01234567', '0', '@'],
  ...['+999999999999999', '٢٠٢', '<script>', "' OR 1=1", '\u0000', '+1202555O123', '911'],
])('%j is no phone number', async (written) => {
  expectRefusal(
    await operator.post('/api/conversations/resolve', { phone: written }),
    'invalid_phone',
    'context_required',
  );
});

test('who is wanted must be said, and be known', async () => {
  const resolve = (body: unknown) => operator.post('/api/conversations/resolve', body);
  expectRefusal(await resolve({}), 'context_required');
  expectRefusal(await resolve({ phone: '  ' }), 'context_required');
  for (const member of ['contactId', 'leadId', 'partnerId']) {
    expectRefusal(await resolve({ [member]: marker }), 'contact_not_found');
  }
  expectRefusal(await resolve({ leadId: 'contact-1' }), 'contact_not_found');
  for (const line of ['+12145550199', '+13125550100', 'abc', '']) {
    expectRefusal(await resolve({ phone: '+12145550101', line }), 'unknown_line');
  }
});

test('a text that may not be sent', async () => {
  const send = (body: object, headers?: Record<string, string>) =>
    ask(routes.sendMessage, { body, ...(headers ? { headers } : {}) });
  const inDays = (days: number) => new Date(product.clock.now() + days * 86_400_000).toISOString();
  expectRefusal(await send({ body: '' }), 'body_empty');
  expectRefusal(await send({ body: ' \n\t' }), 'body_empty');
  expectRefusal(await send({ body: 'a'.repeat(1001) }), 'body_too_long');
  expectRefusal(await send({ body: marker, sendAt: inDays(-1) }), 'send_at_in_past');
  expectRefusal(await send({ body: marker, sendAt: inDays(367) }), 'send_at_too_far');
  expectRefusal(await send({ body: 'Your A1c is 9.2' }), 'phi_blocked');
  expectRefusal(await send({ body: marker }, { 'idempotency-key': ' ' }), 'idempotency_key_required');
  expectRefusal(await send({ body: marker }, { 'idempotency-key': 'k'.repeat(201) }), 'invalid_request');
  expectRefusal(
    await operator.post(`/api/conversations/${conversationId}/messages`, { body: marker }),
    'idempotency_key_required',
  );
  const media = await send({ body: marker, mediaIds: ['one'] });
  expect(expectProblem(media, 'not_available_yet').status).toBe(501);
  expect(receivedBy(product, phone)).toEqual([]);
});

test('a scheduled text that may not be edited so', async () => {
  const edit = (body: unknown) => operator.patch(`/api/messages/${scheduled.id}`, body);
  expectRefusal(await edit({ body: '' }), 'body_empty');
  expectRefusal(await edit({ body: 'a'.repeat(1001) }), 'body_too_long');
  expectRefusal(await edit({ body: 'Your A1c is 9.2' }), 'phi_blocked');
  expectRefusal(await edit({ sendAt: '2020-01-01T00:00:00Z' }), 'send_at_in_past');
  expectRefusal(await edit({ sendAt: '2999-01-01T00:00:00Z' }), 'send_at_too_far');
  expectRefusal(await ask(routes.retryMessage), 'not_retryable');
  expectRefusal(await ask(routes.settleMessage, { body: { outcome: 'sent' } }), 'not_unconfirmed');
});

const unknownIds = [
  'nothing',
  'nothing.at-all',
  '.',
  '..%2Fconversations',
  '%00',
  'C%23x',
  '%F0%9F%A6%93',
  'a'.repeat(300),
];
const goodBodies: Partial<Record<RouteName, unknown>> = {
  sendMessage: { body: 'Hello.' },
  settleMessage: { outcome: 'sent' },
  patchConversation: { status: 'closed' },
  editMessage: { body: 'Hello.' },
};
test.each(withId)('%s of what is not there', async (name, route) => {
  for (const id of unknownIds) {
    const path = route.path.replace(/\{\w+\}/, id === '.' ? '%2E' : id);
    const body = goodBodies[name];
    const answer = await ask(route, { path, ...(body === undefined ? {} : { body }) });
    expect(answer.status, `${id}: ${answer.text}`).toBe(404);
    // A path that cannot be is the gateway's own 404.
    if (answer.headers.get('content-type') === 'application/problem+json') {
      expectRefusal(answer, 'not_found', 'contact_not_found');
    }
  }
});

test.each(planned)('%s is planned, and says so', async (_name, route) => {
  const answer = await ask(route, route.method === 'GET' ? {} : { body: { name: marker } });
  expect(expectProblem(answer, 'not_available_yet').status).toBe(501);
  expect(answer.text).not.toContain(marker);
});

test('the OpenAPI document names every route', async () => {
  const answer = await operator.get<{ openapi: string; paths: Record<string, Record<string, unknown>> }>(
    '/api/openapi.json',
  );
  expect(answer.status).toBe(200);
  expect(answer.body.openapi).toMatch(/^3\.1/);
  for (const [name, { method, path }] of allRoutes) {
    expect(answer.body.paths[path]?.[method.toLowerCase()], name).toBeDefined();
  }
});

describe('webhooks', () => {
  const lineOf = (number: string) => product.lines.find(({ line }) => line.phone === number)!;
  const post = (path: string, raw: string, headers: Record<string, string>) =>
    operator.call('POST', `/webhooks/${path}`, { raw, headers, token: null });

  const instantEvent = (to: string): string =>
    JSON.stringify({
      uuid: randomUUID(),
      event: '/restapi/v1.0/account/1/extension/2/message-store/instant?type=SMS',
      timestamp: new Date(product.clock.now()).toISOString(),
      subscriptionId: randomUUID(),
      ownerId: '2',
      body: {
        id: '900001',
        to: [{ phoneNumber: to, target: true }],
        from: { phoneNumber: phone },
        type: 'SMS',
        creationTime: new Date(product.clock.now()).toISOString(),
        lastModifiedTime: new Date(product.clock.now()).toISOString(),
        direction: 'Inbound',
        availability: 'Alive',
        subject: marker,
        messageStatus: 'Received',
        attachments: [],
      },
    });

  test('RingCentral’s, without the line’s own token or with what is no event', async () => {
    const { line, secret } = lineOf(lines.ringcentral);
    const token = secret.carrier === 'ringcentral' ? secret.verificationToken : '';
    const rivalSecret = lineOf('+13125550100').secret;
    const rivalToken = rivalSecret.carrier === 'ringcentral' ? rivalSecret.verificationToken : '';
    const own = `ringcentral/${line.lineKey}`;
    const event = instantEvent(line.phone);
    const verified = { 'verification-token': token };

    expect((await post(own, event, {})).status).toBe(400);
    for (const wrong of ['wrong', `${token}x`, token.slice(1), rivalToken, 'null']) {
      expectRefusal(await post(own, event, { 'verification-token': wrong }), 'invalid_signature');
    }
    expectRefusal(await post('ringcentral/nobody', event, verified), 'unknown_line_key');
    expectRefusal(await post(`twilio/${line.lineKey}/inbound`, event, verified), 'unknown_line_key');
    for (const garbage of ['', marker, '{', '[]', 'null', '{"uuid":1}', `{"${marker}`]) {
      expect((await post(own, garbage, verified)).status, garbage).toBe(400);
    }
    // What is verified but not about this line is acknowledged, or the carrier would repeat it, and not kept.
    expect((await post(own, instantEvent('+13125550100'), verified)).status).toBe(200);
  });

  test('Twilio’s, without a signature of these very parameters for this very address', async () => {
    const { line, secret } = lineOf(lines.twilio);
    const authToken = secret.carrier === 'twilio' ? secret.authToken : '';
    const parameters = {
      MessageSid: `SM${'0'.repeat(31)}9`,
      From: phone,
      To: line.phone,
      Body: marker,
      NumMedia: '0',
    };
    const form = new URLSearchParams(parameters).toString();
    const sign = (path: string, fields: Record<string, string>, key = authToken): string =>
      createHmac('sha1', key)
        .update(
          `${product.origin}/webhooks/${path}${Object.keys(fields)
            .sort()
            .map((name) => name + fields[name]!)
            .join('')}`,
        )
        .digest('base64');
    const asForm = (signature?: string) => ({
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      ...(signature === undefined ? {} : { 'x-twilio-signature': signature }),
    });
    for (const path of [
      `twilio/${line.lineKey}/inbound`,
      `twilio/${line.lineKey}/status`,
      `twilio/${line.lineKey}/status/attempt`,
    ]) {
      expect((await post(path, form, asForm())).status).toBe(400);
      for (const wrong of [
        'wrong',
        '',
        sign(path, parameters, 'another key'),
        sign(`${path}x`, parameters),
        sign(path, { ...parameters, Body: 'Another text' }),
      ]) {
        const answer = await post(path, form, asForm(wrong));
        expect([400, 403], wrong).toContain(answer.status);
        expect(answer.text).not.toContain(marker);
      }
      for (const fields of [{}, { From: phone }, { [marker]: marker }]) {
        const garbage = new URLSearchParams(fields as Record<string, string>).toString();
        expect((await post(path, garbage, asForm(sign(path, fields as Record<string, string>)))).status).toBe(
          400,
        );
      }
    }
    const unknown = 'twilio/nobody/inbound';
    expectRefusal(await post(unknown, form, asForm(sign(unknown, parameters))), 'unknown_line_key');
    const json = { 'content-type': 'application/json', 'x-twilio-signature': 'wrong' };
    expect((await post(`twilio/${line.lineKey}/inbound`, `{"${marker}`, json)).status).toBe(403);
  });
});

describe('the websocket', () => {
  test('opens with a fresh ticket alone, and only once', async () => {
    const used = await operator.ticket();
    const socket = await openSocket(used);
    expect(await refusedHandshake(used)).toBe(401);
    const unused = await operator.ticket();
    await operator.advance(31);
    expect(await refusedHandshake(unused)).toBe(401);
    const address = used.split('?')[0]!;
    const forged = used.slice(0, -4) + (used.endsWith('AAAA') ? 'BBBB' : 'AAAA');
    const token = await product.token('operator');
    for (const url of [
      address,
      `${address}?ticket=`,
      `${address}?ticket=${marker}`,
      `${address}?ticket=${'a'.repeat(5000)}`,
      `${address}?token=${token}`,
      forged,
    ]) {
      expect(await refusedHandshake(url), url.split('?')[1]?.slice(0, 20)).toBe(401);
    }
    await socket.ask({ action: 'ping' }, 'pong');
    socket.close();
  });

  test('answers what it does not understand, and goes on', async () => {
    const socket = await openSocket(await operator.ticket());
    for (const frame of [
      marker,
      '',
      '{',
      'null',
      '[]',
      '{}',
      { action: marker },
      { action: 7 },
      { action: '$connect' },
      { action: '$disconnect' },
      { action: '__proto__' },
      { action: 'subscribe' },
      { action: 'subscribe', topics: [] },
      { action: 'subscribe', topics: 'queue' },
      { action: 'subscribe', topics: [7] },
      { action: 'subscribe', topics: Array.from({ length: 51 }, (_, index) => `conversation:${index}`) },
      { action: 'subscribe', topics: [`conversation:${'a'.repeat(300)}`] },
      { action: 'unsubscribe', topics: null },
      { action: 'presence', conversationId, state: marker },
    ]) {
      const error = await socket.ask(frame, 'error');
      expect(error.code, JSON.stringify(frame)).toBe('invalid_frame');
      expect(JSON.stringify(error)).not.toContain(marker);
    }
    for (const topic of ['', 'queue:all', 'conversation:', 'conversation:nobody', 'message:1', '#']) {
      const error = await socket.ask({ action: 'subscribe', topics: [topic] }, 'error');
      expect(error.code, topic).toBe('not_found');
    }
    await socket.ask({ action: 'ping' }, 'pong');
    socket.close();
  });

  test('closes on what is too large or no text', async () => {
    for (const frame of ['x'.repeat(33 * 1024), 'x'.repeat(200 * 1024), Buffer.from([1, 2, 3])]) {
      const socket = new WebSocket(await operator.ticket());
      await once(socket, 'open');
      socket.send(frame);
      const [code] = (await once(socket, 'close')) as [number];
      expect([1003, 1009]).toContain(code);
    }
  });
});

test('after all that the product is well, and its log knows no number, no text and no token', async () => {
  expect(receivedBy(product, phone)).toEqual([]);
  expect(product.failures.count()).toBe(0);
  const { id } = await operator.resolve(phone);
  expect(id).toBe(conversationId);
  const answer = await operator.send(id, { body: `All is well, ${marker}.` });
  await expect.poll(async () => (await operator.message(id, answer.id)).status, patience).toBe('delivered');
  expect(receivedBy(product, phone)).toEqual([`All is well, ${marker}.`]);
  await product.settle();

  const log = readFileSync(join(product.dataDirectory, 'log', 'functions.log'), 'utf8');
  expect(log).toContain('"code":"invalid_json"');
  expect(log).toContain('delivery_accepted');
  // Random hexadecimal ids hold ten such digits in a row now and then.
  const idsAndTimes =
    /"(?:timestamp|xray_trace_id)":"[^"]*"|[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g;
  const lost = log.split('\n').filter((row) => /\+?1?\d{3}555\d{4}/.test(row.replaceAll(idsAndTimes, '')));
  expect(lost).toEqual([]);
  for (const word of [marker, 'Hello there', 'In a month', 'A1c is', 'Olivia', 'ticket=']) {
    expect(log.includes(word), word).toBe(false);
  }
  // Header and claims: three letters alone stand in a random id now and then.
  expect(log).not.toMatch(/eyJ[\w-]*\.eyJ/);
  for (const { secret } of product.lines) {
    for (const [name, value] of Object.entries(secret)) {
      if (name !== 'carrier' && !value.startsWith('http')) expect(log.includes(value), name).toBe(false);
    }
  }
  before = await stored();
});
