import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRingCentralWebhook } from './webhook.ts';

const secret = { verificationToken: 'long-random', serverUrl: 'https://platform.ringcentral.com' };

/** The documented instant event, byte for byte (event-filters/instant-message). */
const instantEvent =
  '{"uuid":"6242343638330007102","event":"/restapi/v1.0/account/101/extension/102/message-store/instant?type=SMS",\n "timestamp":"2026-01-05T15:04:05.034Z","subscriptionId":"7e4a7486-0000-4000-8000-000000000001","ownerId":"102",\n "body":{"id":"3064938607016","to":[{"phoneNumber":"+12025550100","name":"Front Desk","location":"Washington, DC","target":true}],\n  "from":{"phoneNumber":"+12025550123","location":"Washington, DC","phoneNumberInfo":{"countryCode":"1","nationalDestinationCode":"202","subscriberNumber":"5550123"}},\n  "type":"SMS","creationTime":"2026-01-05T15:04:05.028Z","lastModifiedTime":"2026-01-05T15:04:05.028Z","readStatus":"Unread","priority":"Normal",\n  "attachments":[{"id":"3064938607016","type":"Text","contentType":"text/plain"},\n   {"id":"675981076016","type":"MmsAttachment","uri":"https://media.ringcentral.com/restapi/v1.0/account/101/extension/102/message-store/3064938607016/content/675981076016","contentType":"image/jpeg","size":461020}],\n  "direction":"Inbound","availability":"Alive","subject":"Can I come at 4?","messageStatus":"Received","conversation":{"id":"1638233798595111162"},\n  "eventType":"Create","owner":{"extensionId":"102","extensionType":"User","name":"Front Desk"}}}';

/** The documented message-store event, byte for byte (event-filters/message). */
const storeEvent =
  '{"uuid":"2661273919712564939","event":"/restapi/v1.0/account/101/extension/102/message-store","timestamp":"2026-01-05T15:04:09.611Z",\n "subscriptionId":"7e4a7486-0000-4000-8000-000000000001","ownerId":"102",\n "body":{"accountId":101,"extensionId":102,"lastUpdated":"2026-01-05T15:04:08.775Z",\n  "changes":[{"type":"SMS","newCount":0,"updatedCount":1}]}}';

const consentsEvent = (records: readonly object[]): string =>
  JSON.stringify({
    uuid: '1',
    event: '/restapi/v2/accounts/101/sms/consents',
    timestamp: '2026-01-05T15:04:09.611+0000',
    body: { records },
  });

const parse = (body: string, headers: Record<string, string> = { 'Verification-Token': 'long-random' }) =>
  parseRingCentralWebhook({ headers, body: Buffer.from(body), line: '+12025550100' }, secret);

const change = (body: string, patch: object): string => {
  const event = JSON.parse(body) as { body: object };
  return JSON.stringify({ ...event, body: { ...event.body, ...patch } });
};

describe('an inbound text', () => {
  test('with its picture', () => {
    expect(parse(instantEvent)).toEqual({
      kind: 'events',
      events: [
        {
          kind: 'inbound',
          record: {
            carrierMessageId: '3064938607016',
            direction: 'inbound',
            from: '+12025550123',
            to: '+12025550100',
            body: 'Can I come at 4?',
            media: [
              {
                carrierMediaId: '675981076016',
                contentType: 'image/jpeg',
                size: 461020,
                url: 'https://media.ringcentral.com/restapi/v1.0/account/101/extension/102/message-store/3064938607016/content/675981076016',
              },
            ],
            at: '2026-01-05T15:04:05.028Z',
            status: null,
            error: null,
          },
        },
      ],
    });
  });

  test('in an older form: numbers for ids, formatted phones, a relative address', () => {
    const body = change(instantEvent, {
      id: 3064938607016,
      conversationId: 1,
      from: { phoneNumber: '(202)555-0123' },
      to: [{ phoneNumber: '(202) 555-0144' }, { phoneNumber: '12025550100', target: true }],
      attachments: [
        { id: 9, type: 'MmsAttachment', uri: '/restapi/v1.0/x/content/9', contentType: 'image/png' },
      ],
    }).replace('"conversationId":1', '"conversationId":1638233798595111162');
    expect(parse(body)).toMatchObject({
      events: [
        {
          record: {
            carrierMessageId: '3064938607016',
            from: '+12025550123',
            to: '+12025550100',
            media: [
              {
                carrierMediaId: '9',
                size: null,
                url: 'https://platform.ringcentral.com/restapi/v1.0/x/content/9',
              },
            ],
          },
        },
      ],
    });
  });

  test('ids beyond 2^53 keep every digit', () => {
    const body = instantEvent.replace('"id":"3064938607016","to"', '"id":9223372036854775807,"to"');
    expect(parse(body)).toMatchObject({ events: [{ record: { carrierMessageId: '9223372036854775807' } }] });
  });

  test.each([
    ['an extension', { from: { extensionNumber: '101' } }],
    ['a short code', { from: { phoneNumber: '22395' } }],
    ['no time', { creationTime: 'yesterday' }],
  ])('that belongs to no conversation: %s', (_name, patch) => {
    expect(parse(change(instantEvent, patch))).toEqual({ kind: 'events', events: [] });
  });
});

describe('other events', () => {
  test('a change of the store says only that there is something to read', () => {
    expect(parse(storeEvent)).toEqual({ kind: 'events', events: [{ kind: 'records_changed' }] });
    expect(parse(change(storeEvent, { changes: [{ type: 'Fax', newCount: 1 }] }))).toEqual({
      kind: 'events',
      events: [],
    });
  });

  test('consents', () => {
    const result = parse(
      consentsEvent([
        {
          from: '+12025550100',
          to: '+12025550123',
          optStatus: 'OptOut',
          source: 'Carrier',
          lastModifiedTime: '2026-01-05T15:00:00Z',
        },
        { from: '*', to: '+12025550124', optStatus: 'OptIn', source: 'Recipient' },
        { from: '+12025550100', to: '+12025550125', optStatus: 'Whatever' },
      ]),
    );
    expect(result).toEqual({
      kind: 'events',
      events: [
        {
          kind: 'consent',
          line: '+12025550100',
          phone: '+12025550123',
          optedOut: true,
          at: '2026-01-05T15:00:00.000Z',
        },
        {
          kind: 'consent',
          line: '+12025550100',
          phone: '+12025550124',
          optedOut: false,
          at: '2026-01-05T15:04:09.611Z',
        },
      ],
    });
  });

  test('a reminder is taken and means nothing', () => {
    const reminder = {
      uuid: '1',
      event: '/restapi/v1.0/subscription/~?threshold=60&interval=15',
      body: { expiresIn: 60 },
    };
    expect(parse(JSON.stringify(reminder))).toEqual({ kind: 'events', events: [] });
  });
});

describe('who may speak', () => {
  test('a trial of the address is echoed', () => {
    const headers = { 'validation-token': 'b0aa-1' };
    expect(parse('', headers)).toEqual({ kind: 'handshake', validationToken: 'b0aa-1' });
    expect(parse('{}', headers)).toEqual({ kind: 'handshake', validationToken: 'b0aa-1' });
    expect(parse('', { ...headers, 'Verification-Token': 'long-random' }).kind).toBe('handshake');
  });

  test('an event under either header, whatever its case', () => {
    for (const name of ['verification-token', 'Verification-Token', 'VERIFICATION-TOKEN']) {
      expect(parse(storeEvent, { [name]: 'long-random' })).toEqual({
        kind: 'events',
        events: [{ kind: 'records_changed' }],
      });
    }
    expect(parse(storeEvent, { 'Validation-Token': 'long-random' })).toEqual({
      kind: 'events',
      events: [{ kind: 'records_changed' }],
      validationToken: 'long-random',
    });
  });

  test('an event that also carries a validation token is an event', () => {
    expect(
      parse(instantEvent, { 'verification-token': 'long-random', 'validation-token': 'other' }),
    ).toMatchObject({
      kind: 'events',
      events: [{ kind: 'inbound' }],
      validationToken: 'other',
    });
  });

  test('nobody else', () => {
    expect(parse(instantEvent, {})).toEqual({ kind: 'refused', status: 400 });
    expect(parse('', {})).toEqual({ kind: 'refused', status: 400 });
    for (const token of ['', 'long-rando', 'long-random ', 'LONG-RANDOM', 'x'.repeat(10_000)]) {
      expect(parse(instantEvent, { 'verification-token': token })).toEqual({ kind: 'refused', status: 403 });
      expect(parse(instantEvent, { 'validation-token': token })).toEqual({ kind: 'refused', status: 403 });
    }
  });

  test('what cannot be read is told so, to the carrier alone', () => {
    for (const body of ['', '{', '[]', 'null', '{"uuid":1}', `{"uuid":"${'x'.repeat(1_000_001)}"}`]) {
      expect(parse(body)).toEqual({ kind: 'invalid', status: 400 });
      expect(parse(body, { 'verification-token': 'wrong' })).toEqual({ kind: 'refused', status: 403 });
    }
  });

  test('a header that no echo should hold is none', () => {
    expect(parse('', { 'validation-token': 'a\r\nset-cookie: x' })).toEqual({ kind: 'refused', status: 403 });
  });
});

test('whatever comes under the token, nothing is thrown', () => {
  const phone = fc.oneof(fc.string(), fc.constantFrom('+12025550123', '22395', '*'));
  const party = fc.record({ phoneNumber: fc.oneof(phone, fc.jsonValue()) }, { requiredKeys: [] });
  const body = fc.oneof(
    fc.jsonValue(),
    fc.record({ changes: fc.jsonValue() }),
    fc.record({ records: fc.array(fc.record({ from: phone, to: phone, optStatus: fc.constant('OptOut') })) }),
    fc.record({
      id: fc.oneof(fc.string(), fc.double()),
      direction: fc.constantFrom('Inbound', 'Outbound'),
      from: party,
      to: fc.array(party),
      creationTime: fc.oneof(fc.string(), fc.constant('2026-01-05T15:04:05.028Z')),
      attachments: fc.array(fc.record({ id: fc.string(), uri: fc.string() })),
    }),
  );
  const event = fc.constantFrom('/x/message-store/instant', '/x/message-store', '/x/sms/consents', '');
  const kinds = ['events', 'invalid', 'refused', 'handshake'];
  fc.assert(
    fc.property(fc.record({ uuid: fc.string(), event, body }), (value) => {
      expect(kinds).toContain(parse(JSON.stringify(value)).kind);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array(), fc.dictionary(fc.string(), fc.string()), (bytes, headers) => {
      expect(kinds).toContain(parseRingCentralWebhook({ headers, body: Buffer.from(bytes) }, secret).kind);
    }),
  );
});
