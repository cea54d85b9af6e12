import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import { person, setup, twilioClient, twilioLine, twilioSend } from './test-bench.ts';
import { signature } from './twilio/signature.ts';

type Message = { sid: string; status: string; error_code: number | null; body: string; date_created: string };
type Listed = { messages: Message[]; next_page_uri: string | null };

const read = async <T>(response: Response | Promise<Response>): Promise<T> =>
  (await (await response).json()) as T;
const { accountSid, authToken } = twilioLine.twilio;
const form = (body: string) => Object.fromEntries(new URLSearchParams(body));

describe('signature', () => {
  const params = Object.entries({
    AccountSid: 'AC00000000000000000000000000000001',
    ApiVersion: '2010-04-01',
    Body: 'Yes, 3 pm is fine',
    From: '+12025550123',
    MessageSid: 'SM00000000000000000000000000000001',
    NumMedia: '0',
    NumSegments: '1',
    SmsMessageSid: 'SM00000000000000000000000000000001',
    To: '+12025550199',
    ToCountry: 'US',
  });

  test.each([
    ['https://hooks.example.test/twilio/inbound?practice=p1', 'k6wDknmIdu6ARh2/RpNdaWa5MVU='],
    ['https://hooks.example.test/twilio/inbound?practice=p1#rc=3&rp=all', 'k6wDknmIdu6ARh2/RpNdaWa5MVU='],
    ['https://hooks.example.test/twilio/inbound/?practice=p1', 'F6mF4hWTjw/pwmZxJrlj1AuR3Bs='],
    ['https://hooks.example.test:443/twilio/inbound?practice=p1', '3VluEGWjDYYLDDXY9J9ryHjZiyM='],
    ['https://hooks.example.test/twilio/inbound', 'vwCT0zOfI6uQTqeeHCi2vmXFOV0='],
  ])('%s', (url, expected) => {
    expect(signature(authToken, url, params)).toBe(expected);
  });

  test('takes repeated and empty values as the vendor does', () => {
    const url = 'https://hooks.example.test/s';
    const repeated: [string, string][] = [
      ['b', '2'],
      ['a', ''],
      ['b', '1'],
      ['b', '2'],
    ];
    expect(
      twilio.validateRequest(authToken, signature(authToken, url, repeated), url, {
        a: '',
        b: ['2', '1', '2'],
      }),
    ).toBe(true);
  });
});

describe('creating', () => {
  test('a text is queued with every field, reaches the phone, and calls back each status', async () => {
    const { carriers, receiver } = await setup();
    const call = twilioClient(carriers);
    const address = `${receiver.url}/webhooks/twilio/tw-key/status?a=1`;
    const response = await twilioSend(call, 'hello 👋', { StatusCallback: `${address}#rc=2` });
    expect(response.status).toBe(201);
    expect(response.headers.get('twilio-request-id')).toMatch(/^RQ/);
    const created = await read<Message>(response);
    expect(created).toMatchObject({
      sid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
      status: 'queued',
      num_segments: '1',
      num_media: '0',
      date_sent: null,
      direction: 'outbound-api',
      error_code: null,
    });
    expect(created.date_created).toMatch(/^\w{3}, \d{2} \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/);
    await carriers.settle();
    expect(receiver.received.map(({ body }) => form(body).MessageStatus).sort()).toEqual([
      'delivered',
      'sending',
      'sent',
    ]);
    for (const { path, headers, body } of receiver.received) {
      expect(path).toBe('/webhooks/twilio/tw-key/status?a=1');
      expect(
        twilio.validateRequest(authToken, String(headers['x-twilio-signature']), address, form(body)),
      ).toBe(true);
    }
    expect(carriers.handsetMessages(person)).toMatchObject([{ from: twilioLine.phone, body: 'hello 👋' }]);
    expect(await read(call('GET', `Messages/${created.sid}.json`))).toMatchObject({ status: 'delivered' });
  });

  test.each([
    [{ To: '' }, 400, 21604],
    [{ From: '' }, 400, 21603],
    [{ Body: '' }, 400, 21619],
    [{ Body: 'x'.repeat(1601) }, 400, 21617],
    [{ To: 'nonsense' }, 400, 21211],
    [{ To: twilioLine.phone }, 400, 21211],
    [{ From: '+12025550199' }, 400, 21606],
    [{ MediaUrl: 'nonsense' }, 400, 21620],
    [{ StatusCallback: 'nonsense' }, 400, 21609],
    [{ From: '+15005550008' }, 429, 21611],
    [{ To: '+15005550009' }, 400, 21614],
  ])('%o is refused', async (change, status, code) => {
    const { carriers } = await setup();
    const response = await twilioSend(twilioClient(carriers), 'hello', change);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code, status });
  });

  test('a wrong password is 20003, a foreign account 20404', async () => {
    const { carriers } = await setup();
    const get = (path: string, password: string) =>
      fetch(`${carriers.url}/2010-04-01/Accounts/${path}/Messages.json`, {
        headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${password}`).toString('base64')}` },
      });
    expect(await read(get(accountSid, 'wrong'))).toMatchObject({ code: 20003, status: 401 });
    expect(await read(get('AC2', authToken))).toMatchObject({ code: 20404, status: 404 });
  });

  test('a scheduled message waits for its time, and can be cancelled until then', async () => {
    const { carriers, clock } = await setup();
    const call = twilioClient(carriers);
    const scheduled = (body: string) =>
      read<Message>(
        call('POST', 'Messages.json', {
          To: person,
          MessagingServiceSid: `MG${'0'.repeat(32)}`,
          Body: body,
          ScheduleType: 'fixed',
          SendAt: new Date(clock.now() + 3_600_000).toISOString(),
        }),
      );
    const kept = await scheduled('later');
    const dropped = await scheduled('never');
    expect(kept).toMatchObject({ status: 'scheduled', from: null });
    expect(await read(call('POST', `Messages/${dropped.sid}.json`, { Status: 'canceled' }))).toMatchObject({
      status: 'canceled',
    });
    await carriers.advance();
    expect(carriers.handsetMessages(person)).toEqual([]);
    clock.advance(3601);
    await carriers.advance();
    expect(carriers.handsetMessages(person).map(({ body }) => body)).toEqual(['later']);
    expect(await read(call('POST', `Messages/${kept.sid}.json`, { Status: 'canceled' }))).toMatchObject({
      status: 400,
    });
  });
});

describe('reading', () => {
  test('lists by To and From in pages, newest first; redacts and deletes', async () => {
    const { carriers } = await setup();
    const call = twilioClient(carriers);
    for (const body of ['one', 'two', 'three']) await twilioSend(call, body);
    await twilioSend(call, 'other', { To: '+12025550177' });
    await carriers.settle();
    const first = await read<Listed>(call('GET', 'Messages.json?To=%2B12025550123&PageSize=2'));
    expect(first.messages.map(({ body }) => body)).toEqual(['three', 'two']);
    const next = new URL(first.next_page_uri!, carriers.url);
    const second = await read<Listed>(call('GET', `Messages.json${next.search}`));
    expect(second).toMatchObject({ messages: [{ body: 'one' }], next_page_uri: null });
    const today = new Date().toISOString().slice(0, 10);
    const dated = await read<Listed>(call('GET', `Messages.json?DateSent%3E=${today}`));
    expect(dated.messages).toHaveLength(4);
    const { sid } = second.messages[0]!;
    expect(await read(call('POST', `Messages/${sid}.json`, { Body: '' }))).toMatchObject({ body: '' });
    expect((await call('DELETE', `Messages/${sid}.json`)).status).toBe(204);
    expect(await read(call('GET', `Messages/${sid}.json`))).toMatchObject({ code: 20404 });
  });
});

describe('inbound', () => {
  test('is a signed form, with media behind a login', async () => {
    const { carriers, receiver } = await setup();
    const { id } = await carriers.handsetSend({
      from: person,
      to: twilioLine.phone,
      body: '1 + 1 = ¿2? 👍',
      mediaUrls: ['data:image/png;base64,aGVsbG8='],
    });
    await carriers.settle();
    const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = receiver.received;
    expect(path).toBe('/webhooks/twilio/tw-key/inbound');
    expect(headers['content-type']).toContain('application/x-www-form-urlencoded');
    const params = form(body);
    expect(params).toMatchObject({
      MessageSid: id,
      From: person,
      To: twilioLine.phone,
      Body: '1 + 1 = ¿2? 👍',
      NumMedia: '1',
      MediaContentType0: 'image/png',
      SmsStatus: 'received',
    });
    const address = `${receiver.url}/webhooks/twilio/tw-key/inbound`;
    expect(twilio.validateRequest(authToken, String(headers['x-twilio-signature']), address, params)).toBe(
      true,
    );
    expect((await fetch(params.MediaUrl0!)).status).toBe(401);
    const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
    const media = await fetch(params.MediaUrl0!, { headers: { authorization } });
    expect(await media.text()).toBe('hello');
  });

  test.each([
    ['text/xml', '<Response><Message>Thanks &amp; bye</Message></Response>', ['Thanks & bye']],
    ['text/xml', '<Response><Message><Body>Hi</Body></Message></Response>', ['Hi']],
    ['text/xml', '<Response/>', []],
    ['text/plain', 'OK', ['OK']],
    ['application/json', '{}', []],
  ])('an answer of type %s %s is acted upon', async (type, body, expected) => {
    const { carriers, receiver } = await setup();
    receiver.answerWith(() => ({ status: 200, headers: { 'content-type': type }, body }));
    await carriers.handsetSend({ from: person, to: twilioLine.phone, body: 'hello' });
    await carriers.settle();
    expect(carriers.handsetMessages(person).map((message) => message.body)).toEqual(expected);
  });

  test('a failed webhook is tried again only as the address allows, with the same token', async () => {
    const { carriers, receiver } = await setup();
    receiver.answerWith(() => ({ status: 500 }));
    const call = twilioClient(carriers);
    await carriers.handsetSend({ from: person, to: twilioLine.phone, body: 'hello' });
    await carriers.settle();
    expect(receiver.received).toHaveLength(1);
    await twilioSend(call, 'hello', {
      To: '+12025550177',
      StatusCallback: `${receiver.url}/s#rc=2&rp=5xx`,
    });
    await carriers.settle();
    const sent = receiver.received.filter(({ body }) => form(body).MessageStatus === 'sent');
    expect(sent).toHaveLength(3);
    expect(new Set(sent.map(({ headers }) => headers['i-twilio-idempotency-token'])).size).toBe(1);
  });

  test('STOP blocks the pair until START; Twilio answers both by itself', async () => {
    const { carriers, receiver } = await setup();
    const call = twilioClient(carriers);
    const text = (body: string) => carriers.handsetSend({ from: person, to: twilioLine.phone, body });
    await text('stop please');
    expect((await twilioSend(call, 'still fine')).status).toBe(201);
    await text('Stop');
    expect(await read(twilioSend(call, 'not fine'))).toMatchObject({ code: 21610, status: 400 });
    await text('HELP');
    await text('YES');
    expect((await twilioSend(call, 'fine again')).status).toBe(201);
    await carriers.settle();
    expect(receiver.received).toHaveLength(4);
    const bodies = carriers.handsetMessages(person).map(({ body }) => body);
    expect(bodies).toHaveLength(4);
    // What was sent and what Twilio answers by itself come by different ways, in any order.
    expect(bodies).toEqual(
      expect.arrayContaining([
        expect.stringContaining('unsubscribed'),
        expect.stringContaining('re-subscribed'),
        'still fine',
        'fine again',
      ]),
    );
  });
});
