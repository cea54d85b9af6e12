import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { afterEach } from 'vitest';
import { startStandInCarriers } from './index.ts';
import type { StandInCarriers, StandInLine, StandInOptions } from './index.ts';

/** Invented secrets of two invented lines. */
export const ringCentralLine: StandInLine & Required<Pick<StandInLine, 'ringcentral'>> = {
  phone: '+12025550100',
  carrier: 'ringcentral',
  lineKey: 'rc-key',
  ringcentral: {
    clientId: 'app',
    clientSecret: 'app-secret',
    jwt: 'user-jwt',
    verificationToken: 'rc-token',
  },
};
export const twilioLine: StandInLine & Required<Pick<StandInLine, 'twilio'>> = {
  phone: '+12025550101',
  carrier: 'twilio',
  lineKey: 'tw-key',
  twilio: { accountSid: `AC${'0'.repeat(31)}1`, authToken: '0123456789abcdef0123456789abcdef' },
};
export const person = '+12025550123';

export type Received = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

type Answer = { status: number; headers?: Record<string, string>; body?: string };

/** The product's side: keeps every webhook request, answers handshakes, and else as told. */
export const startReceiver = async () => {
  const received: Received[] = [];
  let answer: (request: Received) => Answer = () => ({ status: 200 });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const got = {
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      const validation = request.headers['validation-token'];
      if (typeof validation !== 'string') received.push(got);
      const { status, headers, body } =
        typeof validation === 'string'
          ? {
              ...answer(got),
              headers: { 'content-type': 'application/json', 'validation-token': validation },
            }
          : answer(got);
      response.writeHead(status, headers).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    answerWith(next: (request: Received) => Answer) {
      answer = next;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};

/** A clock that a test moves. */
export const startClock = () => {
  let ahead = 0;
  return { now: () => Date.now() + ahead, advance: (seconds: number) => void (ahead += seconds * 1000) };
};

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Stand-ins, a receiver and a clock for one test; closed after it. */
export const setup = async (options: Partial<StandInOptions> = {}) => {
  const receiver = await startReceiver();
  const clock = startClock();
  const carriers: StandInCarriers = await startStandInCarriers({
    port: 0,
    now: clock.now,
    lines: [ringCentralLine, twilioLine],
    publicUrl: receiver.url,
    statusDelayMs: 2,
    lostAnswerDelayMs: 20,
    ...options,
  });
  closing.push(
    () => carriers.close(),
    () => receiver.close(),
  );
  return { carriers, receiver, clock };
};

export const login = (carriers: StandInCarriers, overrides: Record<string, string> = {}): Promise<Response> =>
  fetch(`${carriers.url}/restapi/oauth/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from('app:app-secret').toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: 'user-jwt',
      ...overrides,
    }).toString(),
  });

/** A logged-in RingCentral client: `call(method, path below /restapi, body)`. */
export const ringCentralClient = async (carriers: StandInCarriers) => {
  const { access_token: token } = (await (await login(carriers)).json()) as { access_token: string };
  return (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> =>
    fetch(`${carriers.url}/restapi/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
};

const extension = 'v1.0/account/~/extension/~';

export const ringCentralSend = (
  call: Awaited<ReturnType<typeof ringCentralClient>>,
  text: string,
  to = person,
): Promise<Response> =>
  call('POST', `${extension}/sms`, {
    from: { phoneNumber: ringCentralLine.phone },
    to: [{ phoneNumber: to }],
    text,
  });

/** A Twilio client: `call(method, path below the account, form)`. */
export const twilioClient =
  (carriers: StandInCarriers) =>
  (method: string, path: string, form?: Record<string, string>): Promise<Response> => {
    const { accountSid, authToken } = twilioLine.twilio;
    return fetch(`${carriers.url}/2010-04-01/Accounts/${accountSid}/${path}`, {
      method,
      headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
  };

export const twilioSend = (
  call: ReturnType<typeof twilioClient>,
  body: string,
  more: Record<string, string> = {},
): Promise<Response> =>
  call('POST', 'Messages.json', { To: person, From: twilioLine.phone, Body: body, ...more });
