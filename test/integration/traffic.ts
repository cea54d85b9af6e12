import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import type { Message } from '@sms/contract';
import type { LocalProduct } from '@sms/local';
import { lines, receivedBy, type Api, type CarrierName } from './client.ts';

/** Runs work on many items, a few at a time. */
export const inParallel = async <T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> => {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};

/** A person with whom a line has a conversation. */
export type Party = { readonly id: string; readonly phone: string; readonly line: string };

export const meet = async (
  api: Api,
  line: string,
  newPhone: () => string,
  count: number,
): Promise<readonly Party[]> => {
  const parties: Party[] = [];
  await inParallel(Array.from({ length: count }, newPhone), 8, async (phone) => {
    const { id } = await api.resolve(phone, line);
    parties.push({ id, phone, line });
  });
  return parties;
};

/** A text that an operator wants to be sent; the words are like no other's. */
export type Intent = { readonly party: Party; readonly body: string; readonly key: string };

/** So many texts to each, each person's in this order. */
export const intentsFor = (parties: readonly Party[], each: number, about: string): readonly Intent[] =>
  Array.from({ length: each }, (_, round) =>
    parties.map((party, place) => ({
      party,
      body: `Note ${String.fromCharCode(97 + round)} for guest ${String(place)} about ${about} on our ${
        party.line === lines.twilio ? 'second' : 'first'
      } line.`,
      key: randomUUID(),
    })),
  ).flat();

/** Sends as the page does: what is not answered, or answered 5xx, is asked again under the same key. */
export const sendUntilAnswered = async (api: Api, { party, body, key }: Intent): Promise<Message> => {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const answer = await api.trySend(party.id, { body }, key);
    if (answer.status < 500) {
      assert.equal(answer.status, 201, answer.text);
      return answer.body;
    }
  }
  throw new Error('A text was not taken in fifty tries.');
};

/** Whether anything may still happen to a text by itself. `sent` is on its way: the stand-in carriers always say more. */
export const isAtRest = ({ direction, status, error }: Message): boolean =>
  direction === 'inbound' ||
  ['delivered', 'undelivered', 'failed', 'cancelled'].includes(status) ||
  (status === 'unconfirmed' && error?.code === 'unconfirmed_needs_decision');

/** Moves the clock until every text of these conversations is at rest; answers their threads, by conversation. */
export const untilAtRest = async (
  api: Api,
  parties: readonly Party[],
  { rounds = 30, stepSeconds = 600 }: { readonly rounds?: number; readonly stepSeconds?: number } = {},
): Promise<ReadonlyMap<string, readonly Message[]>> => {
  const threads = new Map<string, readonly Message[]>();
  let moving = parties;
  for (let round = 0; round < rounds && moving.length > 0; round += 1) {
    if (round > 0) await api.advance(stepSeconds);
    const still: Party[] = [];
    await inParallel(moving, 4, async (party) => {
      const thread = await api.thread(party.id);
      threads.set(party.id, thread);
      if (!thread.every(isAtRest)) still.push(party);
    });
    moving = still;
  }
  return threads;
};

export type Finding = { readonly problem: string; readonly status?: string; readonly atPhone?: number };

/**
 * Compares what the API says became of the texts with what the phones received: each at most once, each exactly once
 * if it is said to be delivered, none if it is said not to be, and each person's in the order they were asked for.
 */
export const compareWithPhones = (
  product: Pick<LocalProduct, 'carriers'>,
  intents: readonly Intent[],
  threads: ReadonlyMap<string, readonly Message[]>,
): { readonly findings: readonly Finding[]; readonly statuses: Readonly<Record<string, number>> } => {
  const findings: Finding[] = [];
  const statuses: Record<string, number> = {};
  const asked = new Map<string, string[]>();
  for (const { party, body } of intents) {
    asked.set(party.id, [...(asked.get(party.id) ?? []), body]);
    const atPhone = receivedBy(product, party.phone, party.line).filter((words) => words === body).length;
    const messages = (threads.get(party.id) ?? []).filter((message) => message.body === body);
    const [message] = messages;
    if (!message || messages.length > 1) {
      findings.push({ problem: `in the thread ${String(messages.length)} times`, atPhone });
      continue;
    }
    const { status } = message;
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (!isAtRest(message)) findings.push({ problem: 'not at rest', status, atPhone });
    else if (status === 'delivered' && atPhone !== 1) findings.push({ problem: 'not once', status, atPhone });
    else if (['failed', 'undelivered', 'cancelled'].includes(status) && atPhone !== 0)
      findings.push({ problem: 'said not to have left', status, atPhone });
    else if (atPhone > 1) findings.push({ problem: 'twice', status, atPhone });
  }
  for (const { party } of intents) {
    const order = asked.get(party.id);
    if (order === undefined) continue;
    asked.delete(party.id);
    const received = receivedBy(product, party.phone, party.line).filter((body) => order.includes(body));
    const inOrder = order.filter((body) => received.includes(body));
    if (received.join('\n') !== inOrder.join('\n'))
      findings.push({ problem: 'another order than asked for' });
  }
  return { findings, statuses };
};

/** Texts that people sent, each to be found once in its thread. */
export type Inbound = { readonly party: Party; readonly body: string };

export const inboundFrom = (parties: readonly Party[], each: number, about: string): readonly Inbound[] =>
  Array.from({ length: each }, (_, round) =>
    parties.map((party, place) => ({
      party,
      body: `Guest ${String(place)} writes ${about} ${String(round)}`,
    })),
  ).flat();

/** How often each text is in its thread, where that is not once. */
export const notOnce = (
  inbound: readonly Inbound[],
  threads: ReadonlyMap<string, readonly Message[]>,
): readonly string[] =>
  inbound.flatMap(({ party, body }) => {
    const times = (threads.get(party.id) ?? []).filter(
      (message) => message.direction === 'inbound' && message.body === body,
    ).length;
    return times === 1 ? [] : [`${String(times)} times: ${body}`];
  });

type WebhookRequest = {
  readonly path: string;
  readonly raw: string;
  readonly headers: Readonly<Record<string, string>>;
};

const lineOf = (product: Pick<LocalProduct, 'lines'>, phone: string) => {
  const found = product.lines.find(({ line }) => line.phone === phone);
  assert(found, 'There is no such line.');
  return found;
};

/** The event that RingCentral sends for a text, as its subscription's own: with the line's verification token. */
const ringCentralEvent = (product: LocalProduct, { party, body }: Inbound, id: string): WebhookRequest => {
  const { line, secret } = lineOf(product, party.line);
  assert(secret.carrier === 'ringcentral');
  const at = new Date(product.clock.now()).toISOString();
  return {
    path: `/webhooks/ringcentral/${line.lineKey}`,
    headers: { 'verification-token': secret.verificationToken, 'user-agent': 'RingCentral-Webhook/8.3' },
    raw: JSON.stringify({
      uuid: randomUUID(),
      event: '/restapi/v1.0/account/1/extension/2/message-store/instant?type=SMS',
      timestamp: at,
      subscriptionId: randomUUID(),
      ownerId: '2',
      body: {
        id,
        to: [{ phoneNumber: party.line, target: true }],
        from: { phoneNumber: party.phone },
        type: 'SMS',
        creationTime: at,
        lastModifiedTime: at,
        readStatus: 'Unread',
        priority: 'Normal',
        attachments: [{ id, type: 'Text', contentType: 'text/plain' }],
        direction: 'Inbound',
        availability: 'Alive',
        subject: body,
        messageStatus: 'Received',
        eventType: 'Create',
      },
    }),
  };
};

/** The signed form that Twilio posts for a text. */
const twilioForm = (product: LocalProduct, { party, body }: Inbound, id: string): WebhookRequest => {
  const { line, secret } = lineOf(product, party.line);
  assert(secret.carrier === 'twilio');
  const path = `/webhooks/twilio/${line.lineKey}/inbound`;
  const sid = `SM${id.padStart(32, '0')}`;
  const fields: Record<string, string> = {
    MessageSid: sid,
    SmsSid: sid,
    SmsMessageSid: sid,
    AccountSid: secret.accountSid,
    From: party.phone,
    To: party.line,
    Body: body,
    NumMedia: '0',
    NumSegments: '1',
    SmsStatus: 'received',
    ApiVersion: '2010-04-01',
  };
  const signed = Object.keys(fields)
    .sort()
    .map((name) => name + (fields[name] ?? ''))
    .join('');
  return {
    path,
    raw: new URLSearchParams(fields).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': createHmac('sha1', secret.authToken)
        .update(product.origin + path + signed)
        .digest('base64'),
    },
  };
};

/** The webhook of a text, as its carrier sends it. `id` is the carrier's, of digits. */
export const webhookOf = (product: LocalProduct, inbound: Inbound, id: string): WebhookRequest =>
  (inbound.party.line === lines.twilio ? twilioForm : ringCentralEvent)(product, inbound, id);

/** Posts a webhook and posts it again while it is not answered 2xx, as a patient carrier does. */
export const postUntilTaken = async (
  api: Api,
  { path, raw, headers }: WebhookRequest,
): Promise<{ readonly tries: number }> => {
  for (let tries = 1; tries <= 20; tries += 1) {
    const { status, text } = await api.call('POST', path, { raw, headers, token: null });
    if (status >= 200 && status < 300) return { tries };
    assert(status >= 500, text);
  }
  throw new Error('A webhook was not taken in twenty tries.');
};

export const carrierNames = Object.keys(lines) as readonly CarrierName[];
