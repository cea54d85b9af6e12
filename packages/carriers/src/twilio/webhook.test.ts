import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { statusCallbackOf } from './callback.ts';
import { twilioSignature } from './signature.ts';
import { parseTwilioWebhook, type TwilioWebhookRequest } from './webhook.ts';

const authToken = '0123456789abcdef0123456789abcdef';
const receivedAt = '2026-01-05T15:04:05.000Z';
const url = 'https://sms.example.test/webhooks/twilio/key/inbound';
const contentType = 'application/x-www-form-urlencoded; charset=UTF-8';

const inbound = {
  ToCountry: 'US',
  ToState: '',
  SmsMessageSid: 'SM00000000000000000000000000000001',
  NumMedia: '0',
  SmsSid: 'SM00000000000000000000000000000001',
  SmsStatus: 'received',
  Body: 'Can I come at 4 + bring "A&B"? 👍',
  To: '+12025550101',
  NumSegments: '1',
  MessageSid: 'SM00000000000000000000000000000001',
  AccountSid: 'AC00000000000000000000000000000001',
  From: '+12025550123',
  ApiVersion: '2010-04-01',
};

const status = {
  SmsSid: 'SM00000000000000000000000000000002',
  SmsStatus: 'delivered',
  MessageStatus: 'delivered',
  To: '+12025550123',
  MessageSid: 'SM00000000000000000000000000000002',
  AccountSid: 'AC00000000000000000000000000000001',
  From: '+12025550101',
  ApiVersion: '2010-04-01',
  RawDlrDoneDate: '2601051504',
};

const signed = (
  fields: Readonly<Record<string, string>>,
  patch: Partial<TwilioWebhookRequest> = {},
): TwilioWebhookRequest => {
  const parameters = new URLSearchParams(fields);
  const request = {
    kind: 'inbound' as const,
    url,
    body: Buffer.from(parameters.toString()),
    receivedAt,
    ...patch,
  };
  return {
    headers: {
      'Content-Type': contentType,
      'X-Twilio-Signature': twilioSignature(authToken, request.url, parameters),
    },
    ...request,
  };
};

const parse = (request: TwilioWebhookRequest) => parseTwilioWebhook(request, { authToken });

const withStatus = (fields: Readonly<Record<string, string>>, attempt?: string) =>
  parse(signed({ ...status, ...fields }, { kind: 'status', ...(attempt === undefined ? {} : { attempt }) }));

describe('a person’s text', () => {
  test('with all its characters', () => {
    expect(parse(signed(inbound))).toEqual({
      kind: 'events',
      events: [
        {
          kind: 'inbound',
          record: {
            carrierMessageId: 'SM00000000000000000000000000000001',
            direction: 'inbound',
            from: '+12025550123',
            to: '+12025550101',
            body: 'Can I come at 4 + bring "A&B"? 👍',
            media: [],
            at: receivedAt,
            status: null,
            error: null,
          },
        },
      ],
    });
  });

  test('with pictures', () => {
    const media = 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1';
    const request = signed({
      ...inbound,
      Body: '',
      NumMedia: '2',
      MediaUrl0: media,
      MediaContentType0: 'image/jpeg',
    });
    expect(parse(request)).toMatchObject({
      events: [
        {
          record: {
            body: '',
            media: [{ carrierMediaId: 'ME1', contentType: 'image/jpeg', size: null, url: media }],
          },
        },
      ],
    });
  });

  test('that Twilio took for a wish to stop, or to start', () => {
    for (const [OptOutType, optedOut] of [
      ['STOP', true],
      ['START', false],
    ] as const) {
      expect(parse(signed({ ...inbound, Body: 'basta', OptOutType }))).toMatchObject({
        events: [
          { kind: 'inbound' },
          { kind: 'consent', line: '+12025550101', phone: '+12025550123', optedOut },
        ],
      });
    }
    expect(parse(signed({ ...inbound, OptOutType: 'HELP' }))).toMatchObject({
      events: [{ kind: 'inbound' }],
    });
  });

  test('from a short code belongs to no conversation', () => {
    expect(parse(signed({ ...inbound, From: '22395' }))).toEqual({ kind: 'events', events: [] });
  });
});

describe('a report', () => {
  const ids = {
    messageId: 'AAAAAAAAAAAAAAAAAAAA-_.BBBBBBBBBBBBBBBBBBBBBB',
    attemptId: '01KTZ0QCX1ABCDEFGHJKMNPQRS',
  };

  test('says whose it is', () => {
    const callback = statusCallbackOf('https://sms.example.test', 'key', ids);
    expect(callback).toBe(
      `https://sms.example.test/webhooks/twilio/key/status/${ids.messageId}~${ids.attemptId}#rc=3&rp=all`,
    );
    // What is signed is what was given: no part of it changes when a URL is parsed.
    expect(new URL(callback).href).toBe(callback);
    const attempt = decodeURIComponent(new URL(callback).pathname.split('/').at(-1) ?? '');
    const request = signed(status, { kind: 'status', url: callback.split('#')[0] ?? '', attempt });
    expect(parse(request)).toEqual({
      kind: 'events',
      events: [
        {
          kind: 'status',
          carrierMessageId: 'SM00000000000000000000000000000002',
          from: '+12025550101',
          to: '+12025550123',
          status: 'delivered',
          error: null,
          attempt: ids,
          at: receivedAt,
        },
      ],
    });
  });

  test.each([undefined, '', 'a', 'a~', '~b', 'a~b~c', '../x~y', 'a b~c'])(
    'of an attempt that is none: %s',
    (attempt) => {
      expect(withStatus({}, attempt)).toMatchObject({ events: [{ attempt: null }] });
    },
  );

  test.each<[string, object[]]>([
    ['queued', []],
    ['accepted', []],
    ['sending', []],
    ['received', []],
    ['something new', []],
    ['sent', [{ status: 'sent', error: null }]],
    ['delivered', [{ status: 'delivered', error: null }]],
    ['read', [{ status: 'delivered', error: null }]],
    ['canceled', [{ status: 'failed' }]],
  ])('%s', (MessageStatus, events) => {
    expect(withStatus({ MessageStatus })).toMatchObject({ kind: 'events', events });
  });

  test.each<[string, string, object]>([
    ['30003', 'undelivered', { code: '30003', retryable: true }],
    ['30004', 'undelivered', { code: '30004', retryable: false }],
    ['30005', 'undelivered', { code: '30005', retryable: false }],
    ['30007', 'undelivered', { code: '30007', retryable: false }],
    ['30034', 'undelivered', { code: 'carrier_configuration', retryable: true }],
    ['30036', 'failed', { code: '30036', retryable: true }],
    ['21610', 'failed', { code: 'opted_out', retryable: false }],
    ['39999', 'failed', { code: '39999', retryable: false }],
    ['', 'failed', { retryable: true }],
  ])('of failure %s', (ErrorCode, MessageStatus, error) => {
    const result = withStatus({ ErrorCode, MessageStatus });
    expect(result).toMatchObject({ events: [{ status: MessageStatus, error }] });
    if (ErrorCode) expect(JSON.stringify(result)).toContain(`(${ErrorCode})`);
  });
});

describe('who may speak', () => {
  test('nobody without the auth token', () => {
    const request = signed(inbound);
    const { 'X-Twilio-Signature': signature, ...bare } = request.headers;
    expect(parse({ ...request, headers: bare })).toEqual({ kind: 'refused', status: 400 });
    for (const forged of ['', 'x', signature?.toLowerCase() ?? '', `${signature} `]) {
      const headers = { ...bare, 'x-twilio-signature': forged };
      expect(parse({ ...request, headers })).toEqual({ kind: 'refused', status: 403 });
    }
    expect(parse({ ...request, body: Buffer.from(`${request.body.toString()}&Extra=`) })).toMatchObject({
      status: 403,
    });
    expect(parse({ ...request, url: `${url}/` })).toMatchObject({ status: 403 });
    expect(parseTwilioWebhook(request, { authToken: 'another' })).toMatchObject({ status: 403 });
  });

  test('a form that does not call itself one is not trusted', () => {
    const request = signed({});
    const headers = { ...request.headers, 'Content-Type': 'application/json' };
    expect(parse({ ...request, headers, body: Buffer.from('{}') })).toEqual({ kind: 'refused', status: 403 });
  });

  test('what is signed and says nothing is invalid', () => {
    expect(parse(signed({ AccountSid: 'AC1' }))).toEqual({ kind: 'invalid', status: 400 });
  });

  test('parameters that nobody knew are part of what is signed', () => {
    expect(parse(signed({ ...inbound, ZNew: '', 'A new': 'ä' })).kind).toBe('events');
  });
});

test('whatever comes under the signature, nothing is thrown', () => {
  const name = fc.constantFrom(
    'MessageSid',
    'From',
    'To',
    'Body',
    'NumMedia',
    'MediaUrl0',
    'MessageStatus',
    'ErrorCode',
  );
  const value = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('+12025550123', '10', 'failed', 'SM1'),
  );
  fc.assert(
    fc.property(
      fc.dictionary(name, value),
      fc.constantFrom('inbound', 'status'),
      fc.string(),
      (fields, kind, attempt) => {
        expect(['events', 'invalid']).toContain(parse(signed({ ...fields }, { kind, attempt })).kind);
      },
    ),
  );
});
