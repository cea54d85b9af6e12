import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { largestMediaBytes } from '@sms/messaging/ports';
import {
  createDependencies,
  ringCentralLine,
  ringCentralSecretOf,
  twilioLine,
  twilioSecretOf,
} from '../test/world.ts';
import { createCarrierFor } from './carrier-for.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A server that hands out files, and remembers which authorization came with each request. */
const serve = async (answer: Answer) => {
  const seen: { readonly path: string; readonly authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    seen.push({ path: request.url ?? '', authorization: request.headers.authorization });
    if (request.url === '/restapi/oauth/token') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ access_token: `token-${seen.length}`, expires_in: 3600 }));
    } else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
};

const png = Buffer.from([137, 80, 78, 71, 0, 255]);
const givePng: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'image/png' }).end(png);
};
const status =
  (code: number): Answer =>
  (_request, response) => {
    response.writeHead(code).end('words');
  };

const ringCentral = (serverUrl: string) =>
  createCarrierFor(createDependencies(ringCentralSecretOf(serverUrl)))(ringCentralLine);
const twilio = (baseUrl: string, fetch?: typeof globalThis.fetch) =>
  createCarrierFor(createDependencies(twilioSecretOf(baseUrl), fetch ? { fetch } : {}))(twilioLine);

const basic = `Basic ${btoa('AC00000000000000000000000000000001:0123456789abcdef0123456789abcdef')}`;

describe.each(['ringcentral', 'twilio'] as const)('%s', (name) => {
  const fetchFrom = async (server: { readonly url: string }, path = '/file') => {
    const carrier = name === 'twilio' ? await twilio(server.url) : await ringCentral(server.url);
    return carrier.fetchMedia(name === 'twilio' ? twilioLine : ringCentralLine, server.url + path);
  };

  test('gives the bytes and their type to whoever shows the credentials', async () => {
    const server = await serve(givePng);
    const file = await fetchFrom(server);
    expect(file).toEqual({ bytes: png, contentType: 'image/png' });
    expect(server.seen.at(-1)?.authorization).toBe(name === 'twilio' ? basic : 'Bearer token-1');
  });

  test.each<[string, Answer, 'gone' | null]>([
    ['404', status(404), 'gone'],
    ['410', status(410), 'gone'],
    ['403', status(403), null],
    ['429', status(429), null],
    ['500', status(500), null],
    ['a dropped connection', (request) => request.socket.destroy(), null],
    [
      'a file that says it is too large',
      (_request, response) => {
        response.writeHead(200, { 'content-length': String(largestMediaBytes + 1) });
        response.write('x');
      },
      'gone',
    ],
    [
      'a file that turns out too large',
      (_request, response) => {
        response.writeHead(200);
        response.end(Buffer.alloc(largestMediaBytes + 1));
      },
      'gone',
    ],
  ])('%s', async (_name, answer, expected) => {
    expect(await fetchFrom(await serve(answer))).toBe(expected);
  });

  test('the credentials go to no other host', async () => {
    const server = await serve(givePng);
    const carrier = name === 'twilio' ? await twilio(server.url) : await ringCentral(server.url);
    const line = name === 'twilio' ? twilioLine : ringCentralLine;
    for (const url of ['https://evil.example/file', 'ftp://127.0.0.1/file', 'nonsense'])
      expect(await carrier.fetchMedia(line, url)).toBe('gone');
    expect(server.seen).toEqual([]);
  });
});

describe('ringcentral', () => {
  test('a token refused on the way is renewed once', async () => {
    const server = await serve((request, response) =>
      (request.headers.authorization === 'Bearer token-1' ? status(401) : givePng)(request, response),
    );
    const carrier = await ringCentral(server.url);
    expect(await carrier.fetchMedia(ringCentralLine, `${server.url}/file`)).toMatchObject({ bytes: png });
  });

  test('knows the media host beside its own API, and no look-alike', async () => {
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = async (url) => {
      asked.push(String(url));
      return String(url).endsWith('/oauth/token')
        ? Response.json({ access_token: 'token', expires_in: 3600 })
        : new Response(png, { headers: { 'content-type': 'image/png' } });
    };
    const secret = ringCentralSecretOf('https://platform.ringcentral.com');
    const carrier = await createCarrierFor(createDependencies(secret, { fetch }))(ringCentralLine);
    const own = 'https://media.ringcentral.com/restapi/v1.0/account/1/extension/2/message-store/3/content/4';
    expect(await carrier.fetchMedia(ringCentralLine, own)).toMatchObject({ contentType: 'image/png' });
    for (const host of ['http://media.ringcentral.com', 'https://media.ringcentral.com.evil.example'])
      expect(await carrier.fetchMedia(ringCentralLine, `${host}/x`)).toBe('gone');
    expect(asked.at(-1)).toBe(own);
  });
});

describe('twilio', () => {
  test('is followed to where the file is, without the credentials', async () => {
    const files = await serve(givePng);
    const api = await serve((_request, response) => {
      response.writeHead(307, { location: `${files.url}/temporary` }).end();
    });
    const carrier = await twilio(api.url);
    expect(await carrier.fetchMedia(twilioLine, `${api.url}/Media/ME1`)).toMatchObject({ bytes: png });
    expect(api.seen[0]?.authorization).toBe(basic);
    expect(files.seen).toEqual([{ path: '/temporary', authorization: undefined }]);
  });

  test('is not followed to a foreign host, nor for ever', async () => {
    const api = await serve((request, response) => {
      const location = request.url === '/away' ? 'http://169.254.169.254/latest' : '/round';
      response.writeHead(302, { location }).end();
    });
    const carrier = await twilio(api.url);
    expect(await carrier.fetchMedia(twilioLine, `${api.url}/away`)).toBeNull();
    expect(api.seen).toHaveLength(1);
    expect(await carrier.fetchMedia(twilioLine, `${api.url}/round`)).toBeNull();
    expect(api.seen.length).toBeLessThan(8);
  });

  test('keeps its files on hosts of its own', async () => {
    const hosts = [
      'https://mms.twiliocdn.com/AC1/x',
      'https://s3-external-1.amazonaws.com/media.twiliocdn.com/x',
    ];
    for (const location of [...hosts, 'https://s3.amazonaws.com/other/x']) {
      const fetch: typeof globalThis.fetch = async (url) =>
        String(url) === location
          ? new Response(png, { headers: { 'content-type': 'image/png' } })
          : new Response(null, { status: 307, headers: { location } });
      const carrier = await twilio('https://api.dublin.ie1.twilio.com', fetch);
      const file = await carrier.fetchMedia(twilioLine, 'https://api.twilio.com/2010-04-01/Media/ME1');
      expect(file === null).toBe(!hosts.includes(location));
    }
  });
});
