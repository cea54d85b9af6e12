import { describe, expect, test } from 'vitest';
import { login, person, ringCentralClient, ringCentralLine, ringCentralSend, setup } from './test-bench.ts';

const extension = 'v1.0/account/~/extension/~';

type Record_ = {
  id: number;
  messageStatus: string;
  subject: string;
  direction: string;
  deliveryErrorCode?: string;
  conversation: { id: string };
  attachments: { id: number; type: string; uri: string; contentType: string }[];
};
type Listed = { records: Record_[]; paging: { totalElements: number }; syncInfo: { syncToken: string } };
type Failure = { errorCode: string; errors: { errorCode: string; parameterName?: string }[] };

const read = async <T>(response: Response | Promise<Response>): Promise<T> =>
  (await (await response).json()) as T;

describe('sessions', () => {
  test('a JWT gives a token; wrong client, grant or content type are told apart', async () => {
    const { carriers } = await setup();
    const good = await login(carriers);
    expect(good.status).toBe(200);
    expect(await good.json()).toMatchObject({
      token_type: 'bearer',
      expires_in: 3600,
      owner_id: expect.any(String),
    });
    const wrongJwt = await login(carriers, { assertion: 'other' });
    expect(wrongJwt.status).toBe(400);
    expect(await wrongJwt.json()).toMatchObject({
      error: 'invalid_grant',
      errors: [{ errorCode: 'OAU-213' }],
    });
    const wrongGrant = await login(carriers, { grant_type: 'password' });
    expect(await wrongGrant.json()).toMatchObject({ errors: [{ errorCode: 'OAU-251' }] });
    const noForm = await fetch(`${carriers.url}/restapi/oauth/token`, { method: 'POST', body: '{}' });
    expect(await noForm.json()).toMatchObject({ errors: [{ errorCode: 'OAU-250' }] });
  });

  test('the sixth session ends the first; a token ends after its hour', async () => {
    const { carriers, clock } = await setup();
    const first = await ringCentralClient(carriers);
    for (let more = 0; more < 4; more += 1) await login(carriers);
    expect((await first('GET', `${extension}/phone-number`)).status).toBe(200);
    await login(carriers);
    const refused = await first('GET', `${extension}/phone-number`);
    expect(refused.status).toBe(401);
    expect((await read<Failure>(refused)).errors[0]!.errorCode).toBe('OAU-213');

    const second = await ringCentralClient(carriers);
    clock.advance(3601);
    expect((await read<Failure>(second('GET', `${extension}/phone-number`))).errors[0]!.errorCode).toBe(
      'OAU-128',
    );
  });

  test('past the limit a group is refused, and each further call starts the penalty anew', async () => {
    const { carriers, clock } = await setup({ limits: { Light: 2 } });
    const call = await ringCentralClient(carriers);
    const numbers = () => call('GET', `${extension}/phone-number`);
    const first = await numbers();
    expect(first.headers.get('x-rate-limit-remaining')).toBe('1');
    expect(first.headers.get('x-rate-limit-group')).toBe('light');
    await numbers();
    const refused = await numbers();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('60');
    clock.advance(50);
    expect((await numbers()).status).toBe(429);
    clock.advance(50);
    expect((await numbers()).status).toBe(429);
    clock.advance(61);
    expect((await numbers()).status).toBe(200);
  });
});

describe('sending', () => {
  test('a text is queued with a full record, reaches the phone, and ends delivered', async () => {
    const { carriers } = await setup();
    const call = await ringCentralClient(carriers);
    const response = await ringCentralSend(call, 'Your visit is at 3 pm. ¿Sí? 👍');
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).toMatch(/"conversationId":\d{19}[,}]/);
    const sent = JSON.parse(text) as Record_;
    expect(sent).toMatchObject({ messageStatus: 'Queued', direction: 'Outbound', type: 'SMS' });
    expect(sent.id).toBeGreaterThan(2 ** 40);
    await carriers.settle();
    expect(carriers.handsetMessages(person)).toMatchObject([
      { from: ringCentralLine.phone, to: person, body: 'Your visit is at 3 pm. ¿Sí? 👍' },
    ]);
    const later = await read<Record_>(call('GET', `${extension}/message-store/${sent.id}`));
    expect(later).toMatchObject({ messageStatus: 'Delivered', smsDeliveryTime: expect.any(String) });
  });

  test.each([
    [{ to: [{ phoneNumber: '+1202' }] }, 400, 'CMN-101', 'to.phoneNumber'],
    [{ to: [] }, 400, 'CMN-101', 'to'],
    [{ to: [{ phoneNumber: person }, { phoneNumber: '(202) 555-0123' }] }, 400, 'CMN-406', undefined],
    [{ text: '' }, 400, 'CMN-101', 'text'],
    [{ text: 'x'.repeat(1001) }, 400, 'CMN-101', 'text'],
    [{ from: { phoneNumber: '+12025550199' } }, 403, 'MSG-304', 'from.phoneNumber'],
    [{ country: { id: '1', isoCode: 'US' } }, 400, 'MSG-365', undefined],
  ])('%o is refused', async (change, status, code, parameterName) => {
    const { carriers } = await setup();
    const call = await ringCentralClient(carriers);
    const response = await call('POST', `${extension}/sms`, {
      from: { phoneNumber: ringCentralLine.phone },
      to: [{ phoneNumber: person }],
      text: 'hello',
      ...change,
    });
    expect(response.status).toBe(status);
    const failure = await read<Failure>(response);
    expect(failure.errors[0]!.errorCode).toBe(code);
    expect(failure.errors[0]!.parameterName).toBe(parameterName);
  });

  test.each(['multipart/mixed', 'multipart/form-data'])('a picture goes as %s', async (type) => {
    const { carriers } = await setup();
    const call = await ringCentralClient(carriers);
    const { access_token: token } = await read<{ access_token: string }>(login(carriers));
    const json = JSON.stringify({
      from: { phoneNumber: ringCentralLine.phone },
      to: [{ phoneNumber: person }],
      text: 'a picture',
    });
    const body = [
      '--frontier',
      'Content-Disposition: form-data; name="json"',
      'Content-Type: application/json',
      '',
      json,
      '--frontier',
      'Content-Disposition: form-data; name="attachment"; filename="cat.png"',
      'Content-Type: image/png',
      '',
      'bytes\r\nof a cat',
      '--frontier--',
      '',
    ].join('\r\n');
    const response = await fetch(`${carriers.url}/restapi/${extension}/mms`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': `${type}; boundary=frontier` },
      body,
    });
    const sent = await read<Record_>(response);
    expect(sent.attachments.map((attachment) => attachment.type)).toEqual(['Text', 'MmsAttachment']);
    await carriers.settle();
    const [received] = carriers.handsetMessages(person);
    expect(await (await fetch(received!.mediaUrls[0]!)).text()).toBe('bytes\r\nof a cat');
    const content = new URL(sent.attachments[1]!.uri);
    expect(await (await call('GET', content.pathname.replace('/restapi/', ''))).text()).toBe(
      'bytes\r\nof a cat',
    );
    expect((await fetch(content)).status).toBe(401);
  });
});

describe('reading', () => {
  test('list filters by person, direction and time, in pages', async () => {
    const { carriers, clock } = await setup();
    let call = await ringCentralClient(carriers);
    await ringCentralSend(call, 'one');
    await ringCentralSend(call, 'two');
    await ringCentralSend(call, 'three', '+12025550177');
    await carriers.handsetSend({ from: person, to: ringCentralLine.phone, body: 'four' });
    const list = (query: string) => read<Listed>(call('GET', `${extension}/message-store?${query}`));
    const subjects = (listed: Listed) => listed.records.map(({ subject }) => subject).sort();
    expect(subjects(await list(''))).toEqual(['four', 'one', 'three', 'two']);
    expect(subjects(await list('direction=Outbound&phoneNumber=%2B12025550123'))).toEqual(['one', 'two']);
    const page = await list('perPage=3&page=2');
    expect(page.paging.totalElements).toBe(4);
    expect(page.records).toHaveLength(1);
    clock.advance(90_000);
    call = await ringCentralClient(carriers);
    expect((await list('')).records).toEqual([]);
    expect((await list('dateFrom=2020-01-01T00:00:00Z')).records).toHaveLength(4);
  });

  test('sync tells what is new or changed since the token, with five seconds of overlap', async () => {
    const { carriers, clock } = await setup();
    const call = await ringCentralClient(carriers);
    await ringCentralSend(call, 'one');
    await carriers.settle();
    const sync = (query: string) => read<Listed>(call('GET', `${extension}/message-sync?${query}`));
    const full = await sync('syncType=FSync&messageType=SMS');
    expect(full.records.map(({ subject }) => subject)).toEqual(['one']);
    const again = await sync(`syncType=ISync&syncToken=${full.syncInfo.syncToken}`);
    expect(again.records).toHaveLength(1);
    clock.advance(10);
    const quiet = await sync(`syncType=ISync&syncToken=${again.syncInfo.syncToken}`);
    clock.advance(10);
    await ringCentralSend(call, 'two');
    await carriers.settle();
    const changed = await sync(`syncType=ISync&syncToken=${quiet.syncInfo.syncToken}`);
    expect(changed.records).toMatchObject([{ subject: 'two', messageStatus: 'Delivered' }]);
    await call('DELETE', `${extension}/message-store/${changed.records[0]!.id}`);
    const gone = await sync(`syncType=ISync&syncToken=${changed.syncInfo.syncToken}`);
    expect(gone.records[0]).toMatchObject({ availability: 'Deleted' });
    expect(gone.records[0]).not.toHaveProperty('subject');
    const dead = await read<Failure>(
      call('GET', `${extension}/message-sync?syncType=ISync&syncToken=nonsense`),
    );
    expect(dead.errors[0]!.errorCode).toBe('MSG-333');
  });

  test('several records come as a multi-status answer', async () => {
    const { carriers } = await setup();
    const call = await ringCentralClient(carriers);
    const { id } = await read<Record_>(ringCentralSend(call, 'one'));
    const response = await call('GET', `${extension}/message-store/${id},12345`, undefined, {
      accept: 'application/vnd.ringcentral.multipart+json',
    });
    expect(response.status).toBe(207);
    expect(await response.json()).toMatchObject([
      { resourceId: String(id), status: 200, body: { subject: 'one' } },
      { resourceId: '12345', status: 404 },
    ]);
  });
});

describe('events', () => {
  test('an inbound text comes whole, with string ids and the token, before the product subscribed', async () => {
    const { carriers, receiver } = await setup();
    const { id } = await carriers.handsetSend({
      from: '(202) 555-0123',
      to: ringCentralLine.phone,
      body: 'Can I come at 4?',
      mediaUrls: ['data:image/png;base64,aGVsbG8='],
    });
    await carriers.settle();
    expect(receiver.received).toHaveLength(1);
    const { path, headers, body } = receiver.received[0]!;
    expect(path).toBe('/webhooks/ringcentral/rc-key');
    expect(headers['verification-token']).toBe('rc-token');
    const event = JSON.parse(body) as {
      event: string;
      body: Record<string, unknown> & { attachments: { uri: string }[] };
    };
    expect(event.event).toMatch(/message-store\/instant\?type=SMS$/);
    expect(event.body).toMatchObject({
      id,
      subject: 'Can I come at 4?',
      from: { phoneNumber: person },
      to: [{ phoneNumber: ringCentralLine.phone, target: true }],
      messageStatus: 'Received',
    });
    expect(event.body).not.toHaveProperty('conversationId');
    const call = await ringCentralClient(carriers);
    const content = new URL(event.body.attachments[1]!.uri).pathname.replace('/restapi/', '');
    const partial = await call('GET', content, undefined, { range: 'bytes=1-3' });
    expect(partial.status).toBe(206);
    expect(await partial.text()).toBe('ell');
  });

  test('every change of an outbound text is told in counts only', async () => {
    const { carriers, receiver } = await setup();
    const call = await ringCentralClient(carriers);
    const { id } = await read<Record_>(ringCentralSend(call, 'hello'));
    await carriers.settle();
    const changes = receiver.received.map(
      ({ body }) => (JSON.parse(body) as { body: { changes: unknown[] } }).body.changes[0],
    );
    expect(changes).toHaveLength(3);
    expect(changes).toContainEqual({ type: 'SMS', newCount: 1, updatedCount: 0, newMessageIds: [id] });
    expect(changes).toContainEqual({ type: 'SMS', newCount: 0, updatedCount: 1 });
  });

  test('unreachable webhooks are lost, and the store still has the text', async () => {
    const { carriers, receiver } = await setup();
    carriers.setWebhooksReachable(false);
    await carriers.handsetSend({ from: person, to: ringCentralLine.phone, body: 'anyone?' });
    await carriers.settle();
    carriers.setWebhooksReachable(true);
    await carriers.settle();
    expect(receiver.received).toEqual([]);
    const call = await ringCentralClient(carriers);
    const listed = await read<Listed>(call('GET', `${extension}/message-store?direction=Inbound`));
    expect(listed.records).toMatchObject([{ subject: 'anyone?' }]);
  });
});

describe('subscriptions', () => {
  const wish = (address: string, more: Record<string, unknown> = {}) => ({
    eventFilters: ['/restapi/v1.0/account/~/extension/~/message-store/instant?type=SMS'],
    deliveryMode: { transportType: 'WebHook', address, verificationToken: 'my-token' },
    ...more,
  });
  type Subscription = { id: string; status: string; expiresIn: number; eventFilters: string[] };

  test('one made by the product replaces the pre-made one, and carries its own token', async () => {
    const { carriers, receiver } = await setup();
    const call = await ringCentralClient(carriers);
    const address = `${receiver.url}/webhooks/ringcentral/rc-key`;
    const made = await read<Subscription>(call('POST', 'v1.0/subscription', wish(address)));
    expect(made).toMatchObject({ status: 'Active', deliveryMode: { address } });
    expect(made.expiresIn).toBe(604_800);
    expect(made.eventFilters[0]).toMatch(/\/account\/\d+\/extension\/\d+\//);
    const listed = await read<{ records: Subscription[] }>(call('GET', 'v1.0/subscription'));
    expect(listed.records.map(({ id }) => id)).toEqual([made.id]);
    await carriers.handsetSend({ from: person, to: ringCentralLine.phone, body: 'hello' });
    await carriers.settle();
    expect(receiver.received.map(({ headers }) => headers['verification-token'])).toEqual(['my-token']);
  });

  test('the handshake fails for an address that does not echo the token', async () => {
    const { carriers, receiver } = await setup();
    const call = await ringCentralClient(carriers);
    const address = `${receiver.url}/webhooks/ringcentral/rc-key`;
    receiver.answerWith(() => ({ status: 404 }));
    const refused = await read<Failure>(call('POST', 'v1.0/subscription', wish(address)));
    expect(refused.errors[0]!.errorCode).toBe('SUB-525');
    receiver.answerWith(() => ({ status: 200, body: 'x'.repeat(1000) }));
    const tooLarge = await read<Failure>(call('POST', 'v1.0/subscription', wish(address)));
    expect(tooLarge.errors[0]!.errorCode).toBe('SUB-525');
    carriers.setWebhooksReachable(false);
    const unreachable = await read<Failure>(call('POST', 'v1.0/subscription', wish(address)));
    expect(unreachable.errors[0]!.errorCode).toBe('SUB-521');
  });

  test('a life: ignored inside deliveryMode, kept by renew, default by an empty PUT, silent end', async () => {
    const { carriers, receiver, clock } = await setup({ presubscribed: false });
    const call = await ringCentralClient(carriers);
    const address = `${receiver.url}/x`;
    const made = await read<Subscription>(
      call('POST', 'v1.0/subscription', wish(address, { expiresIn: 1000 })),
    );
    clock.advance(900);
    const renewed = await read<Subscription>(call('POST', `v1.0/subscription/${made.id}/renew`));
    expect(renewed.expiresIn).toBe(1000);
    const put = await read<Subscription>(call('PUT', `v1.0/subscription/${made.id}`, {}));
    expect(put.expiresIn).toBe(604_800);
    clock.advance(604_801);
    await carriers.handsetSend({ from: person, to: ringCentralLine.phone, body: 'hello' });
    await carriers.settle();
    expect(receiver.received).toEqual([]);
    const later = await ringCentralClient(carriers);
    const gone = await later('GET', `v1.0/subscription/${made.id}`);
    expect(gone.status).toBe(404);
    expect((await read<Failure>(gone)).errors[0]!.errorCode).toBe('SUB-507');
  });

  test('ten minutes of failures end in Blacklisted, with the reason', async () => {
    const { carriers, receiver, clock } = await setup({ presubscribed: false });
    const call = await ringCentralClient(carriers);
    const made = await read<Subscription>(call('POST', 'v1.0/subscription', wish(`${receiver.url}/x`)));
    receiver.answerWith(() => ({ status: 503 }));
    for (let minute = 0; minute <= 12; minute += 2) {
      await carriers.handsetSend({ from: person, to: ringCentralLine.phone, body: 'hello' });
      await carriers.settle();
      clock.advance(120);
    }
    const after = await read<Subscription>(call('GET', `v1.0/subscription/${made.id}`));
    expect(after).toMatchObject({
      status: 'Blacklisted',
      blacklistedData: { reason: 'Webhook responses with code: [503]' },
    });
    const count = receiver.received.length;
    await carriers.handsetSend({ from: person, to: ringCentralLine.phone, body: 'hello' });
    await carriers.settle();
    expect(receiver.received).toHaveLength(count);
  });

  test('a reminder comes within the threshold', async () => {
    const { carriers, receiver, clock } = await setup({ presubscribed: false });
    const call = await ringCentralClient(carriers);
    await call(
      'POST',
      'v1.0/subscription',
      wish(`${receiver.url}/x`, {
        eventFilters: ['/restapi/v1.0/subscription/~?threshold=100&interval=50'],
        expiresIn: 1000,
      }),
    );
    await carriers.advance();
    expect(receiver.received).toHaveLength(0);
    clock.advance(920);
    await carriers.advance();
    expect(receiver.received).toHaveLength(1);
  });
});

describe('opt-out', () => {
  test('STOP blocks the pair, the carrier confirms, later sends fail with SMS-RC-413; START lifts it', async () => {
    const { carriers, receiver } = await setup();
    const call = await ringCentralClient(carriers);
    await carriers.handsetSend({ from: person, to: ringCentralLine.phone, body: ' stop ' });
    await carriers.settle();
    expect(carriers.handsetMessages(person)).toHaveLength(1);
    const events = receiver.received.map(({ body }) => (JSON.parse(body) as { event: string }).event);
    expect(events.some((event) => event.endsWith('/sms/consents'))).toBe(true);
    expect(events.some((event) => event.includes('/instant'))).toBe(true);

    const response = await ringCentralSend(call, 'still there?');
    expect(response.status).toBe(200);
    const { id } = await read<Record_>(response);
    await carriers.settle();
    expect(await read(call('GET', `${extension}/message-store/${id}`))).toMatchObject({
      messageStatus: 'SendingFailed',
      deliveryErrorCode: 'SMS-RC-413',
    });
    expect(carriers.handsetMessages(person)).toHaveLength(1);
    expect(await read(call('GET', 'v2/accounts/~/sms/consents'))).toMatchObject({
      records: [{ from: ringCentralLine.phone, to: person, optStatus: 'OptOut', source: 'Recipient' }],
    });

    await carriers.handsetSend({ from: person, to: ringCentralLine.phone, body: 'START' });
    await ringCentralSend(call, 'welcome back');
    await carriers.settle();
    expect(carriers.handsetMessages(person).at(-1)!.body).toBe('welcome back');
  });

  test('the register can be changed by the app, and says what it could not', async () => {
    const { carriers } = await setup();
    const call = await ringCentralClient(carriers);
    const answer = await read<{ records: unknown[]; failedRecords: unknown[] }>(
      call('PATCH', 'v2/accounts/~/sms/consents', {
        records: [
          { from: '*', to: person, optStatus: 'OptOut', source: 'Api' },
          { from: '+12025550199', to: person, optStatus: 'OptOut', source: 'Api' },
        ],
      }),
    );
    expect(answer.records).toHaveLength(1);
    expect(answer.failedRecords).toHaveLength(1);
  });
});
