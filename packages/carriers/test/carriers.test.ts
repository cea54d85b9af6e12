import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CarrierEvent } from '@sms/messaging/ports';
import { startStandInCarriers } from '@sms/stand-in-carriers';
import {
  parseLineSecret,
  parseRingCentralWebhook,
  parseTwilioWebhook,
  type LineSecret,
  type WebhookResult,
} from '../src/index.ts';
import { describeCarrier, type CarrierUnderTest } from './carrier-contract.ts';
import { ringCentralLine, ringCentralSecretOf, twilioLine, twilioSecretOf } from './world.ts';

const environment = process.env;

/** A server that the environment names: a sandbox account, or any server of the same protocol. */
const named = {
  ringcentral: parseLineSecret({
    carrier: 'ringcentral',
    serverUrl: environment.RINGCENTRAL_SERVER_URL,
    clientId: environment.RINGCENTRAL_CLIENT_ID,
    clientSecret: environment.RINGCENTRAL_CLIENT_SECRET,
    jwt: environment.RINGCENTRAL_JWT,
    verificationToken: environment.RINGCENTRAL_VERIFICATION_TOKEN,
  }),
  twilio: parseLineSecret({
    carrier: 'twilio',
    baseUrl: environment.TWILIO_BASE_URL,
    accountSid: environment.TWILIO_ACCOUNT_SID,
    authToken: environment.TWILIO_AUTH_TOKEN,
  }),
};

const lines = { ringcentral: ringCentralLine, twilio: twilioLine };

const openNamed = (secret: LineSecret) => (): Promise<CarrierUnderTest> =>
  Promise.resolve({
    line: { ...lines[secret.carrier], phone: environment.CONTRACT_LINE ?? lines[secret.carrier].phone },
    secret,
    recipient: environment.CONTRACT_RECIPIENT ?? '+12025550123',
    publicUrl: environment.PUBLIC_URL ?? 'http://localhost:4000',
    control: null,
    close: () => Promise.resolve(),
  });

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** The product's webhook addresses, with nothing behind them but the adapter's own reading. */
const listen = async (read: (request: IncomingMessage, url: string, body: Buffer) => WebhookResult) => {
  const events: CarrierEvent[] = [];
  let publicUrl = '';
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const result = read(request, `${publicUrl}${request.url}`, body);
      if (result.kind === 'events') events.push(...result.events);
      response.writeHead('status' in result ? result.status : 200, {
        'content-type': 'application/json',
        ...('validationToken' in result && result.validationToken
          ? { 'validation-token': result.validationToken }
          : {}),
      });
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { events, publicUrl, close };
};

const readFor =
  (secret: LineSecret) =>
  ({ headers }: IncomingMessage, url: string, body: Buffer): WebhookResult => {
    const flat = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    if (secret.carrier === 'ringcentral') return parseRingCentralWebhook({ headers: flat, body }, secret);
    const attempt = /\/status\/(.+)$/.exec(url)?.[1];
    return parseTwilioWebhook(
      {
        kind: url.endsWith('/inbound') ? 'inbound' : 'status',
        url,
        headers: flat,
        body,
        ...(attempt === undefined ? {} : { attempt: decodeURIComponent(attempt) }),
      },
      secret,
    );
  };

const openStandIn = (carrier: LineSecret['carrier']) => async (): Promise<CarrierUnderTest> => {
  const line = lines[carrier];
  const secretOf = (url: string): LineSecret =>
    carrier === 'ringcentral' ? ringCentralSecretOf(url) : twilioSecretOf(url);
  const webhooks = await listen(readFor(secretOf('http://unused.test')));
  const { clientId, clientSecret, jwt, verificationToken } = ringCentralSecretOf('http://unused.test');
  const { accountSid, authToken } = twilioSecretOf('http://unused.test');
  const carriers = await startStandInCarriers({
    port: 0,
    now: () => Date.now(),
    publicUrl: webhooks.publicUrl,
    lines: [
      {
        phone: line.phone,
        carrier,
        lineKey: line.lineKey,
        ...(carrier === 'ringcentral'
          ? { ringcentral: { clientId, clientSecret, jwt, verificationToken } }
          : { twilio: { accountSid, authToken } }),
      },
    ],
  });
  return {
    line,
    secret: secretOf(carriers.url),
    recipient: '+12025550123',
    publicUrl: webhooks.publicUrl,
    control: {
      setFault: (fault) => carriers.setFault(fault, 1),
      textLine: async (from, body) => {
        await carriers.handsetSend({ from, to: line.phone, body });
        await carriers.settle();
      },
      events: () => webhooks.events,
    },
    close: async () => {
      await carriers.close();
      await webhooks.close();
    },
  };
};

for (const carrier of ['ringcentral', 'twilio'] as const) {
  const secret = named[carrier];
  if (secret)
    describeCarrier(`${carrier}, as the environment names it`, openNamed(secret), {
      carrier,
      isStandIn: false,
    });
  else describeCarrier(`${carrier}, its stand-in`, openStandIn(carrier), { carrier, isStandIn: true });
}
