import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importJWK, SignJWT, generateKeyPair, type JWK } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Message } from '@sms/contract';
import type { LocalProduct } from '@sms/local';
import {
  createApi,
  createPhoneBook,
  expectProblem,
  follow,
  lines,
  openSocket,
  patience,
  receivedBy,
  type Api,
  type CarrierName,
} from './client.ts';
import { startProduct } from './product.ts';

let product: LocalProduct;
let operator: Api;
let operator2: Api;
let viewer: Api;
let rival: Api;
const newPhone = createPhoneBook();

beforeAll(async () => {
  product = await startProduct();
  operator = createApi(product, 'operator');
  operator2 = createApi(product, 'operator2');
  viewer = createApi(product, 'viewer');
  rival = createApi(product, 'rival');
}, 120_000);
afterEach(() => product.carriers.clearFaults());
afterAll(() => product?.stop());

const inSeconds = (seconds: number): string => new Date(product.clock.now() + seconds * 1000).toISOString();

const personTexts = (from: string, body: string, to: string = lines.ringcentral) =>
  product.carriers.handsetSend({ from, to, body });

/** A conversation that has begun with a text of the person. */
const begun = async (line: string = lines.ringcentral) => {
  const phone = newPhone();
  const { id } = await operator.resolve(phone, line);
  const live = await follow(operator, id);
  await personTexts(phone, 'Hello, it is me', line);
  await live.messageThat(({ direction }) => direction === 'inbound');
  return { phone, id, live, line };
};

const fresh = async (line: string = lines.ringcentral) => {
  const phone = newPhone();
  const { id } = await operator.resolve(phone, line);
  return { phone, id, line };
};

/** Moves the clock until a message has a status. */
const untilStatus = async (
  id: string,
  messageId: string,
  ...statuses: readonly string[]
): Promise<Message> => {
  for (let round = 0; round < 30; round += 1) {
    const message = await operator.message(id, messageId);
    if (statuses.includes(message.status)) return message;
    await operator.advance(60);
  }
  return operator.message(id, messageId);
};

const forwards = ['scheduled', 'queued', 'sending', 'unconfirmed', 'sent', 'delivered'];

describe.each(Object.keys(lines) as CarrierName[])('over a %s line', (carrier) => {
  const line = lines[carrier];

  test('a text from a phone is heard live, and the answer arrives and is reported as delivered', async () => {
    const phone = newPhone();
    const { id, version } = await operator.resolve(phone, line);
    const live = await follow(operator, id);
    expect(live.start).toBe(version);

    await personTexts(phone, 'Can I come on Tuesday?', line);
    const question = await live.messageThat(({ direction }) => direction === 'inbound');
    expect(question).toMatchObject({ body: 'Can I come on Tuesday?', status: 'received', author: null });
    expect(live.conversation()).toMatchObject({
      unreadCount: 1,
      consent: 'pending',
      lastMessage: { direction: 'inbound', preview: 'Can I come on Tuesday?' },
    });

    const answer = await operator.send(id, { body: 'Yes, Tuesday at three suits us.' });
    expect(answer.author).toEqual({ id: 'operator', name: 'Olivia Operator' });
    const delivered = await live.messageWith(answer.id, 'delivered');
    expect(delivered.sentAt).not.toBeNull();
    expect(delivered.deliveredAt).not.toBeNull();
    expect(receivedBy(product, phone, line)).toEqual(['Yes, Tuesday at three suits us.']);

    const heard = live.statusesOf(answer.id).map((status) => forwards.indexOf(status));
    expect(heard).toEqual([...heard].sort((left, right) => left - right));
    expect(live.holes).toEqual([]);
    live.close();
  });

  test('a text that the carrier refuses fails with a reason, and a retry is a new attempt', async () => {
    const { phone, id, live } = await begun(line);
    product.carriers.setFault('reject', 1);
    const failed = await operator.send(id, { body: 'We moved to the second floor.' });
    expect(failed).toMatchObject({
      status: 'failed',
      error: { code: 'carrier_configuration', retryable: true },
    });
    expect(receivedBy(product, phone, line)).toEqual([]);

    const retried = await operator.post<Message>(`/api/messages/${failed.id}/retry`);
    expect(retried.status).toBe(201);
    expect(retried.body).toMatchObject({ retryOf: failed.id, body: failed.body });
    expect(retried.body.id).not.toBe(failed.id);
    await live.messageWith(retried.body.id, 'delivered');
    expect(receivedBy(product, phone, line)).toEqual(['We moved to the second floor.']);
    expect((await operator.message(id, failed.id)).status).toBe('failed');

    expectProblem(await operator.post(`/api/messages/${failed.id}/retry`), 'not_retryable');
    expectProblem(await operator.post(`/api/messages/${retried.body.id}/retry`), 'not_retryable');
    expect(receivedBy(product, phone, line)).toHaveLength(1);
    expect(live.holes).toEqual([]);
    live.close();
  });

  test('an undelivered text says so, and can be retried', async () => {
    const { phone, id, live } = await begun(line);
    product.carriers.setFault('undelivered', 1);
    const { id: messageId } = await operator.send(id, { body: 'Please call us back.' });
    const undelivered = await live.messageWith(messageId, 'undelivered');
    expect(undelivered.error).toMatchObject({ retryable: true });
    const retried = await operator.post<Message>(`/api/messages/${messageId}/retry`);
    await live.messageWith(retried.body.id, 'delivered');
    expect(receivedBy(product, phone, line)).toEqual(['Please call us back.']);
    live.close();
  });

  test('STOP ends texting at once and for what was scheduled; START lifts it', async () => {
    const { phone, id, live } = await begun(line);
    const later = await operator.send(id, { body: 'See you tomorrow.', sendAt: inSeconds(600) });
    await personTexts(phone, 'STOP', line);
    await live.conversationThat(({ consent }) => consent === 'opted_out');
    await product.settle();
    const before = receivedBy(product, phone, line).length;

    expectProblem(await operator.trySend(id, { body: 'One more thing.' }), 'opted_out');
    await operator.advance(700);
    expect(await operator.message(id, later.id)).toMatchObject({
      status: 'failed',
      error: { code: 'opted_out', retryable: false },
    });
    expectProblem(await operator.post(`/api/messages/${later.id}/retry`), 'not_retryable', 'opted_out');
    expect(receivedBy(product, phone, line)).toHaveLength(before);
    expect(receivedBy(product, phone, line)).not.toContain('See you tomorrow.');

    await personTexts(phone, 'Start', line);
    await live.conversationThat(({ consent }) => consent === 'consented');
    const welcome = await operator.send(id, { body: 'Welcome back.' });
    await live.messageWith(welcome.id, 'delivered');
    expect(receivedBy(product, phone, line)).toContain('Welcome back.');
    expect(live.holes).toEqual([]);
    live.close();
  });

  test('HELP is answered once, however often the carrier tells of it', async () => {
    const { phone, id, live } = await begun(line);
    product.carriers.setFault('duplicate_webhooks', 1);
    await personTexts(phone, 'HELP', line);
    await live.messageThat(({ body }) => body === 'HELP');
    await expect.poll(() => receivedBy(product, phone, line), patience).toHaveLength(1);
    await operator.advance(60);
    await operator.advance(60);
    expect(receivedBy(product, phone, line)).toHaveLength(1);
    expect((await operator.thread(id)).filter(({ body }) => body === 'HELP')).toHaveLength(1);
    live.close();
  });
});

test('a conversation found by what people type is one and the same', async () => {
  const [first, ...others] = await Promise.all(
    ['+12145550155', '(214) 555-0155', '214.555.0155', '1 214 555 0155', ' +1 (214) 555 0155 '].map((phone) =>
      operator.resolve(phone),
    ),
  );
  expect(first).toMatchObject({ phone: '+12145550155', line: lines.ringcentral });
  expect(new Set(others.map(({ id }) => id))).toEqual(new Set([first!.id]));
  expect((await operator.resolve('+12145550155', lines.twilio)).id).not.toBe(first!.id);
  const contact = await operator.post<{ contact: { name: string } }>('/api/conversations/resolve', {
    contactId: 'contact-1',
  });
  expect(contact.body.contact.name).toBe('Maria Lindgren');
});

test('a text with health information is refused with its findings, and nothing leaves', async () => {
  const { phone, id } = await fresh();
  const answer = await operator.trySend(id, { body: 'Your A1c is 9.2, DOB 7-22-88' });
  const problem = expectProblem(answer, 'phi_blocked');
  const findings = problem['findings'] as { start: number; end: number; severity: string }[];
  expect(findings.filter(({ severity }) => severity === 'block').length).toBeGreaterThan(0);
  expect(JSON.stringify(problem)).not.toContain('9.2');
  const check = await operator.post('/api/phi/check', { text: 'Your A1c is 9.2, DOB 7-22-88' });
  expect(check.body).toMatchObject({ block: true, findings });
  const later = { body: 'Your A1c is 9.2', sendAt: inSeconds(600) };
  expectProblem(await operator.trySend(id, later), 'phi_blocked');
  expect(receivedBy(product, phone)).toEqual([]);
  expect((await operator.changes(id, 0)).messages).toEqual([]);
});

describe('one key is one text', () => {
  test('the same key and body is the same message; another body is a conflict', async () => {
    const { phone, id } = await fresh();
    const key = randomUUID();
    const first = await operator.send(id, { body: 'Only once, please.' }, key);
    const again = await operator.send(id, { body: 'Only once, please.' }, key);
    expect(again.id).toBe(first.id);
    expectProblem(await operator.trySend(id, { body: 'Something else.' }, key), 'idempotency_conflict');
    const { id: other } = await fresh();
    expect((await operator.send(other, { body: 'Only once, please.' }, key)).id).not.toBe(first.id);
    await product.settle();
    expect(receivedBy(product, phone)).toEqual(['Only once, please.']);
  });

  test('many at once are one at the phone', async () => {
    const { phone, id } = await fresh();
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => operator.send(id, { body: 'Six clicks, one text.' }, key)),
    );
    expect(new Set(answers.map((message) => message.id)).size).toBe(1);
    await product.settle();
    expect(receivedBy(product, phone)).toEqual(['Six clicks, one text.']);
    expect(await operator.thread(id)).toHaveLength(1);
  });
});

describe('scheduled texts', () => {
  test('go by themselves at their time, and enter the thread with the same id', async () => {
    const { phone, id, live } = await begun();
    const sendAt = inSeconds(3600);
    const later = await operator.send(id, {
      body: 'Tomorrow at nine?',
      sendAt,
      timeZone: 'America/New_York',
    });
    expect(later).toMatchObject({ status: 'scheduled', sendAt, timeZone: 'America/New_York' });
    expect((await operator.scheduled(id)).map((message) => message.id)).toEqual([later.id]);
    expect((await operator.thread(id)).map((message) => message.id)).not.toContain(later.id);
    await live.messageWith(later.id, 'scheduled');

    await operator.advance(3000);
    expect(receivedBy(product, phone)).toEqual([]);
    await operator.advance(700);
    await live.messageWith(later.id, 'delivered');
    expect(receivedBy(product, phone)).toEqual(['Tomorrow at nine?']);
    expect((await operator.thread(id)).at(-1)).toMatchObject({ id: later.id, status: 'delivered' });
    expect(await operator.scheduled(id)).toEqual([]);
    expect(live.holes).toEqual([]);
    live.close();
  });

  test('a minute ahead, without the alarm clock', async () => {
    const { phone, id } = await fresh();
    const soon = await operator.send(id, { body: 'In a minute.', sendAt: inSeconds(61) });
    await operator.advance(130);
    expect((await untilStatus(id, soon.id, 'delivered')).status).toBe('delivered');
    expect(receivedBy(product, phone)).toEqual(['In a minute.']);
  });

  test('can be edited, in words and time, and go as last edited', async () => {
    const { phone, id } = await fresh();
    const { id: messageId } = await operator.send(id, { body: 'Three o’clock.', sendAt: inSeconds(1200) });
    const sendAt = inSeconds(2400);
    const edited = await operator.patch<Message>(`/api/messages/${messageId}`, {
      body: 'Four o’clock.',
      sendAt,
    });
    expect(edited.status).toBe(200);
    expect(edited.body).toMatchObject({ id: messageId, body: 'Four o’clock.', sendAt, status: 'scheduled' });
    expectProblem(
      await operator.patch(`/api/messages/${messageId}`, { body: 'Your A1c is 9.2' }),
      'phi_blocked',
    );
    expectProblem(
      await operator.patch(`/api/messages/${messageId}`, { sendAt: inSeconds(-60) }),
      'send_at_in_past',
    );
    await operator.advance(1300);
    expect(receivedBy(product, phone)).toEqual([]);
    await operator.advance(1200);
    await expect.poll(() => receivedBy(product, phone), patience).toEqual(['Four o’clock.']);
    const problem = expectProblem(
      await operator.patch(`/api/messages/${messageId}`, { body: 'Too late.' }),
      'not_editable',
    );
    expect(problem['message']).toMatchObject({ id: messageId, body: 'Four o’clock.' });
  });

  test('once cancelled, never leave', async () => {
    const { phone, id, live } = await begun();
    const { id: messageId } = await operator.send(id, { body: 'Never mind.', sendAt: inSeconds(900) });
    const cancelled = await operator.post<Message>(`/api/messages/${messageId}/cancel`);
    expect(cancelled).toMatchObject({ status: 200, body: { id: messageId, status: 'cancelled' } });
    await live.messageWith(messageId, 'cancelled');
    expect((await operator.post(`/api/messages/${messageId}/cancel`)).status).toBe(200);
    expectProblem(await operator.post(`/api/messages/${messageId}/send-now`), 'not_scheduled');
    expectProblem(await operator.patch(`/api/messages/${messageId}`, { body: 'Again.' }), 'not_editable');
    await operator.advance(1200);
    await operator.advance(60);
    expect(receivedBy(product, phone)).toEqual([]);
    expect((await operator.scheduled(id, 'cancelled')).map((message) => message.id)).toEqual([messageId]);
    expect((await operator.thread(id)).map((message) => message.id)).not.toContain(messageId);
    live.close();
  });

  test('sent now, go now and not again at their time', async () => {
    const { phone, id, live } = await begun();
    const { id: messageId } = await operator.send(id, { body: 'No need to wait.', sendAt: inSeconds(900) });
    const answer = await operator.post<Message>(`/api/messages/${messageId}/send-now`);
    expect(answer).toMatchObject({ status: 200, body: { id: messageId } });
    await live.messageWith(messageId, 'delivered');
    expectProblem(await operator.post(`/api/messages/${messageId}/cancel`), 'not_cancellable');
    expectProblem(await operator.post(`/api/messages/${messageId}/send-now`), 'not_scheduled');
    await operator.advance(1200);
    expect(receivedBy(product, phone)).toEqual(['No need to wait.']);
    live.close();
  });

  test('that an answer makes needless are cancelled by it', async () => {
    const { phone, id, live } = await begun();
    const reminder = await operator.send(id, {
      body: 'Did you see our text?',
      sendAt: inSeconds(900),
      cancelOnReply: true,
    });
    const other = await operator.send(id, { body: 'See you then.', sendAt: inSeconds(900) });
    await personTexts(phone, 'Yes I did');
    await live.messageWith(reminder.id, 'cancelled');
    await operator.advance(1200);
    await live.messageWith(other.id, 'delivered');
    expect(receivedBy(product, phone)).toEqual(['See you then.']);
    expect(live.holes).toEqual([]);
    live.close();
  });
});

describe('reading', () => {
  test('the backfill after any version leads to the same thread, and pages fit together', async () => {
    const { phone, id, live } = await begun();
    for (const body of ['One.', 'Two.', 'Three.']) await operator.send(id, { body });
    await operator.send(id, { body: 'Later.', sendAt: inSeconds(7200) });
    await personTexts(phone, 'Four');
    await live.messageThat(({ body }) => body === 'Four');
    await product.settle();

    const { version } = await operator.conversation(id);
    const held = await live.at(version);
    const all = await operator.changes(id, 0, 2);
    expect(all.version).toBe(version);
    expect(all.messages.map((message) => message.version)).toEqual(
      all.messages.map((message) => message.version).sort((left, right) => left - right),
    );
    const byId = (messages: Iterable<Message>) =>
      [...messages].sort((left, right) => left.id.localeCompare(right.id));
    expect(byId(held.values())).toEqual(byId(all.messages));
    for (const since of [1, Math.floor(version / 2), version - 1, version]) {
      const { messages } = await operator.changes(id, since);
      expect(messages).toEqual(all.messages.filter((message) => message.version > since));
    }

    const thread = await operator.thread(id);
    expect(thread.map(({ body }) => body)).toEqual(['Hello, it is me', 'One.', 'Two.', 'Three.', 'Four']);
    expect(await operator.thread(id, 2)).toEqual(thread);
    const newest = await operator.get<{ items: Message[] }>(`/api/conversations/${id}/messages?limit=2`);
    expect(newest.body.items).toEqual(thread.slice(-2));
    expect(live.holes).toEqual([]);
    live.close();
  });

  test('the queue: latest first, by status, unread, waiting and assignee', async () => {
    const { phone, id, live } = await begun();
    const { id: untouched } = await fresh();
    const ids = async (query: string) => (await operator.queue(query)).map((conversation) => conversation.id);
    expect((await ids('status=open'))[0]).toBe(id);
    expect(await ids('status=all')).not.toContain(untouched);
    expect(await ids('unread=true&waiting=true&assignee=none')).toContain(id);

    const { version } = await operator.conversation(id);
    const patched = await operator.patch(`/api/conversations/${id}`, {
      readVersion: version,
      assignee: 'operator',
    });
    expect(patched).toMatchObject({ status: 200, body: { unreadCount: 0, assignee: 'operator' } });
    expect(await ids('unread=true')).not.toContain(id);
    expect(await ids('assignee=me')).toContain(id);
    expect((await operator2.queue('assignee=me')).map((conversation) => conversation.id)).not.toContain(id);
    expect((await operator2.queue('assignee=operator')).map((conversation) => conversation.id)).toContain(id);

    const answer = await operator.send(id, { body: 'On it.' });
    await live.messageWith(answer.id, 'delivered');
    expect(await ids('waiting=true')).not.toContain(id);
    await operator.patch(`/api/conversations/${id}`, { status: 'closed' });
    expect(await ids('status=open')).not.toContain(id);
    expect(await ids('status=closed')).toContain(id);
    await personTexts(phone, 'One more question');
    await live.conversationThat(({ status }) => status === 'open', 'a conversation that is open again');
    expect((await operator.queue('status=open&limit=1')).length).toBe((await ids('status=open')).length);
    live.close();
  });

  test('who has not seen the latest text is told before sending', async () => {
    const { phone, id, live } = await begun();
    const seen = live.version();
    await personTexts(phone, 'Wait, I meant Friday');
    await live.messageThat(({ body }) => body === 'Wait, I meant Friday');
    expectProblem(
      await operator.trySend(id, { body: 'Thursday it is.', seenVersion: seen }),
      'newer_messages',
    );
    expect(receivedBy(product, phone)).toEqual([]);
    await operator.send(id, { body: 'Friday it is.', seenVersion: live.version() });
    await expect.poll(() => receivedBy(product, phone), patience).toEqual(['Friday it is.']);
    live.close();
  });

  test('the queue is heard live, by every operator', async () => {
    const socket = await openSocket(await operator2.ticket());
    await socket.ask({ action: 'subscribe', topics: ['queue'] }, 'subscribed');
    const phone = newPhone();
    await personTexts(phone, 'Is anybody there?', lines.twilio);
    const { conversation } = await socket.until(
      () =>
        socket.frames.find((frame) => frame.type === 'conversation' && frame.conversation.phone === phone) as
          Extract<(typeof socket.frames)[number], { type: 'conversation' }> | undefined,
      'the new conversation',
    );
    expect(conversation).toMatchObject({ unreadCount: 1, line: lines.twilio });
    expect(socket.frames.some(({ type }) => type === 'message')).toBe(false);
    socket.close();
  });
});

describe('who may', () => {
  test('another organisation finds nothing, changes nothing and hears nothing', async () => {
    const { phone, id, live } = await begun();
    const scheduled = await operator.send(id, { body: 'For you alone.', sendAt: inSeconds(86_400) });
    const version = live.version();
    const socket = await openSocket(await rival.ticket());
    const refused = await socket.ask({ action: 'subscribe', topics: [`conversation:${id}`] }, 'error');
    expect(refused.code).toBe('not_found');
    await socket.ask({ action: 'subscribe', topics: ['queue', `conversation:${id}`] }, 'subscribed');

    const key = { headers: { 'idempotency-key': randomUUID() } };
    const answers = await Promise.all([
      rival.get(`/api/conversations/${id}`),
      rival.get(`/api/conversations/${id}/messages`),
      rival.get(`/api/conversations/${id}/messages?sinceVersion=0`),
      rival.get(`/api/conversations/${id}/scheduled`),
      rival.patch(`/api/conversations/${id}`, { status: 'closed' }),
      rival.post(`/api/conversations/${id}/messages`, { body: 'Hello.' }, key),
      rival.post(`/api/messages/${scheduled.id}/cancel`),
      rival.post(`/api/messages/${scheduled.id}/retry`),
      rival.post(`/api/messages/${scheduled.id}/send-now`),
      rival.post(`/api/messages/${scheduled.id}/settle`, { outcome: 'sent' }),
      rival.patch(`/api/messages/${scheduled.id}`, { body: 'Mine now.' }),
    ]);
    for (const answer of answers) expectProblem(answer, 'not_found');
    expectProblem(await rival.get('/api/contacts/contact-1'), 'contact_not_found');
    const byContact = await rival.post('/api/conversations/resolve', { contactId: 'contact-1' });
    expectProblem(byContact, 'contact_not_found');
    const onForeignLine = await rival.post('/api/conversations/resolve', { phone, line: lines.ringcentral });
    expectProblem(onForeignLine, 'unknown_line');
    expect((await rival.queue('status=all')).map((conversation) => conversation.id)).not.toContain(id);
    const own = await rival.resolve(phone);
    expect(own).toMatchObject({ line: '+13125550100', contact: null });
    expect(own.id).not.toBe(id);

    await personTexts(phone, 'For acme only');
    await live.messageThat(({ body }) => body === 'For acme only');
    await personTexts(phone, 'For rival only', '+13125550100');
    await socket.until(() => socket.frames.find(({ type }) => type === 'conversation'), 'its own text');
    const heard = socket.frames.flatMap((frame) =>
      frame.type === 'conversation' || frame.type === 'message' ? [frame.conversationId] : [],
    );
    expect(new Set(heard)).toEqual(new Set([own.id]));
    expect(live.version()).toBeGreaterThan(version);
    expect(await operator.message(id, scheduled.id)).toEqual(scheduled);
    socket.close();
    live.close();
  });

  test('without the permission: 403, with the permission’s name', async () => {
    const { id } = await fresh();
    for (const answer of await Promise.all([
      viewer.get('/api/conversations'),
      viewer.get(`/api/conversations/${id}/messages`),
      viewer.trySend(id, { body: 'Hello.' }),
      viewer.post('/api/phi/check', { text: 'Hello.' }),
      viewer.post('/api/realtime/ticket'),
      viewer.get('/api/templates'),
    ])) {
      expect(expectProblem(answer, 'forbidden')).toMatchObject({ permission: 'ce.sms.admin' });
    }
    expect((await viewer.get('/api/health', { token: null })).status).toBe(200);
  });

  test('without a valid access token: 401', async () => {
    const { id } = await fresh();
    const jwk = JSON.parse(readFileSync(join(product.dataDirectory, 'issuer-key.json'), 'utf8')) as JWK;
    const key = await importJWK(jwk, 'RS256');
    const { privateKey: otherKey } = await generateKeyPair('RS256');
    const clientId = product.blueprint.clientIds[0]!;
    const issuer = `${product.origin}/local/oidc`;
    const claims = {
      sub: 'operator',
      token_use: 'access',
      client_id: clientId,
      organisation: 'acme',
      permissions: 'ce.sms.admin',
    };
    type Change = { claims?: object; key?: typeof key; expires?: string; issuer?: string };
    const token = (change: Change = {}): Promise<string> =>
      new SignJWT({ ...claims, ...change.claims })
        .setProtectedHeader({ alg: 'RS256', kid: jwk.kid! })
        .setIssuedAt()
        .setIssuer(change.issuer ?? issuer)
        .setExpirationTime(change.expires ?? '5 minutes')
        .sign(change.key ?? key);
    const unsigned = [{ alg: 'none' }, { ...claims, iss: issuer, exp: 4_000_000_000 }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');

    const ask = (bearer: string | null) => operator.get(`/api/conversations/${id}`, { token: bearer });
    expect((await ask(await token())).status).toBe(200);
    const bad = {
      none: null,
      garbage: 'garbage',
      empty: '',
      unsigned: `${unsigned}.`,
      expired: await token({ expires: '-1 minute' }),
      'another key': await token({ key: otherKey }),
      'another issuer': await token({ issuer: 'https://issuer.example' }),
      'another client': await token({ claims: { client_id: 'somebody-else' } }),
      'an ID token': await token({ claims: { token_use: 'id', aud: clientId, client_id: undefined } }),
      'no use named': await token({ claims: { token_use: undefined } }),
    };
    const statuses = await Promise.all(
      Object.entries(bad).map(async ([name, bearer]) => [name, (await ask(bearer)).status]),
    );
    expect(Object.fromEntries(statuses)).toEqual(
      Object.fromEntries(Object.keys(bad).map((name) => [name, 401])),
    );
    expectProblem(await ask(await token({ claims: { organisation: undefined } })), 'forbidden');
  });
});
