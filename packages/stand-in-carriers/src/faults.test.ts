import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startStandInCarriers } from './index.ts';
import {
  person,
  ringCentralClient,
  ringCentralLine,
  ringCentralSend,
  setup,
  twilioClient,
  twilioLine,
  twilioSend,
} from './test-bench.ts';

const sender = {
  ringcentral: async (carriers: Awaited<ReturnType<typeof setup>>['carriers']) => {
    const call = await ringCentralClient(carriers);
    return {
      send: (text: string) => ringCentralSend(call, text),
      stored: async () => {
        const response = await call('GET', 'v1.0/account/~/extension/~/message-store?direction=Outbound');
        return ((await response.json()) as { records: { messageStatus: string }[] }).records.map(
          ({ messageStatus }) => messageStatus,
        );
      },
    };
  },
  twilio: async (carriers: Awaited<ReturnType<typeof setup>>['carriers']) => {
    const call = twilioClient(carriers);
    return {
      send: (text: string) => twilioSend(call, text),
      stored: async () => {
        const response = await call('GET', 'Messages.json');
        return ((await response.json()) as { messages: { status: string }[] }).messages.map(
          ({ status }) => status,
        );
      },
    };
  },
};

describe.each(['ringcentral', 'twilio'] as const)('%s', (carrier) => {
  test('timeout_before: no answer and nothing sent', async () => {
    const { carriers } = await setup();
    const { send, stored } = await sender[carrier](carriers);
    carriers.setFault('timeout_before', 1);
    await expect(send('one')).rejects.toThrow();
    await carriers.settle();
    expect(await stored()).toEqual([]);
    expect((await send('two')).ok).toBe(true);
  });

  test('timeout_after: no answer, yet it arrives', async () => {
    const { carriers } = await setup();
    const { send, stored } = await sender[carrier](carriers);
    carriers.setFault('timeout_after', 1);
    await expect(send('one')).rejects.toThrow();
    await carriers.settle();
    expect(await stored()).toHaveLength(1);
    expect(carriers.handsetMessages(person).map(({ body }) => body)).toEqual(['one']);
  });

  test('rate_limit, server_error and reject: refused, nothing sent, each as often as told', async () => {
    const { carriers } = await setup();
    const { send, stored } = await sender[carrier](carriers);
    carriers.setFault('rate_limit', 1);
    carriers.setFault('server_error', 2);
    carriers.setFault('reject', 1);
    const limited = await send('one');
    expect(limited.status).toBe(429);
    expect(limited.headers.get('retry-after')).toBe('1');
    const broken = [(await send('two')).status, (await send('three')).status];
    expect(broken.sort()).toEqual([500, 503]);
    expect((await send('four')).status).toBe(carrier === 'ringcentral' ? 403 : 400);
    expect(await stored()).toEqual([]);
    expect((await send('five')).ok).toBe(true);
  });

  test('undelivered: accepted, then failed', async () => {
    const { carriers } = await setup();
    const { send, stored } = await sender[carrier](carriers);
    carriers.setFault('undelivered', 1);
    expect((await send('one')).ok).toBe(true);
    await carriers.settle();
    expect(await stored()).toEqual([carrier === 'twilio' ? 'undelivered' : 'DeliveryFailed']);
    expect(carriers.handsetMessages(person)).toEqual([]);
  });

  test('duplicate_webhooks: the same event twice; reorder_webhooks: another order; clearing ends both', async () => {
    const { carriers, receiver } = await setup();
    const to = carrier === 'twilio' ? twilioLine.phone : ringCentralLine.phone;
    const text = (body: string) => carriers.handsetSend({ from: person, to, body });
    const bodies = () =>
      receiver.received
        .splice(0)
        .map(({ body }) =>
          carrier === 'twilio'
            ? new URLSearchParams(body).get('Body')
            : (JSON.parse(body) as { body: { subject: string } }).body.subject,
        );

    carriers.setFault('duplicate_webhooks', 1);
    await text('one');
    await text('two');
    await carriers.settle();
    expect(bodies().sort()).toEqual(['one', 'one', 'two']);

    carriers.setFault('reorder_webhooks', 3);
    for (const body of ['one', 'two', 'three']) await text(body);
    await carriers.settle();
    const order = bodies();
    expect(order).not.toEqual(['one', 'two', 'three']);
    expect(order.sort()).toEqual(['one', 'three', 'two']);

    carriers.setFault('duplicate_webhooks', 5);
    carriers.clearFaults();
    await text('one');
    await carriers.settle();
    expect(bodies()).toEqual(['one']);
  });
});

describe('the world around', () => {
  test('staff text from the carrier’s own app, and a line may text another line', async () => {
    const { carriers, receiver } = await setup();
    await carriers.appSend({ line: ringCentralLine.phone, to: person, body: 'from the app' });
    await carriers.appSend({ line: twilioLine.phone, to: person, body: 'from the console' });
    await carriers.settle();
    expect(
      carriers
        .handsetMessages(person)
        .map(({ body }) => body)
        .sort(),
    ).toEqual(['from the app', 'from the console']);
    await carriers.appSend({ line: ringCentralLine.phone, to: twilioLine.phone, body: 'to a line' });
    await carriers.settle();
    const inbound = receiver.received.filter(({ path }) => path.endsWith('/inbound'));
    expect(new URLSearchParams(inbound[0]!.body).get('Body')).toBe('to a line');
  });

  test('listeners hear what a phone receives', async () => {
    const { carriers } = await setup();
    const heard: string[] = [];
    const stop = carriers.onHandsetMessage(({ body }) => heard.push(body));
    await carriers.appSend({ line: twilioLine.phone, to: person, body: 'one' });
    await carriers.settle();
    stop();
    await carriers.appSend({ line: twilioLine.phone, to: person, body: 'two' });
    await carriers.settle();
    expect(heard).toEqual(['one']);
  });

  test('unknown lines and impossible numbers are refused', async () => {
    const { carriers } = await setup();
    await expect(carriers.handsetSend({ from: person, to: '+12025550199', body: 'x' })).rejects.toThrow(
      'not a line',
    );
    await expect(carriers.handsetSend({ from: 'me', to: ringCentralLine.phone, body: 'x' })).rejects.toThrow(
      'not a phone number',
    );
  });

  test('everything survives a restart, a text on its way included', async () => {
    const stateFile = join(await mkdtemp(join(tmpdir(), 'stand-in-')), 'carriers.json');
    const first = await setup({ stateFile, statusDelayMs: 60_000 });
    const call = await ringCentralClient(first.carriers);
    await ringCentralSend(call, 'on its way');
    await first.carriers.handsetSend({ from: person, to: twilioLine.phone, body: 'STOP' });
    await first.carriers.close();
    const port = Number(new URL(first.carriers.url).port);
    const again = await startStandInCarriers({
      port,
      now: () => Date.now(),
      lines: [ringCentralLine, twilioLine],
      publicUrl: first.receiver.url,
      statusDelayMs: 2,
      stateFile,
    });
    await again.settle();
    expect(again.handsetMessages(person).map(({ body }) => body)).toEqual([
      expect.stringContaining('unsubscribed'),
      'on its way',
    ]);
    expect((await ringCentralSend(call, 'the session lives on')).status).toBe(200);
    expect(await (await twilioSend(twilioClient(again), 'x')).json()).toMatchObject({ code: 21610 });
    await again.close();
  });

  test('a jump of the clock brings what would have happened meanwhile', async () => {
    const { carriers, clock } = await setup({ statusDelayMs: 500 });
    await twilioSend(twilioClient(carriers), 'hello');
    clock.advance(60);
    await carriers.advance();
    expect(carriers.handsetMessages(person)).toHaveLength(1);
  });

  test('a taken port is an error', async () => {
    const { carriers } = await setup();
    const port = Number(new URL(carriers.url).port);
    await expect(
      startStandInCarriers({ port, now: () => Date.now(), lines: [], publicUrl: 'http://localhost:1' }),
    ).rejects.toThrow('EADDRINUSE');
  });
});
