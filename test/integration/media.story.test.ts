import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Media, Message } from '@sms/contract';
import type { LocalProduct } from '@sms/local';
import {
  createApi,
  createPhoneBook,
  expectProblem,
  follow,
  lines,
  type Api,
  type CarrierName,
} from './client.ts';
import { startProduct } from './product.ts';

let product: LocalProduct;
let operator: Api;
const newPhone = createPhoneBook();

beforeAll(async () => {
  product = await startProduct();
  operator = createApi(product, 'operator');
}, 120_000);
afterEach(() => product.carriers.setMediaReachable(true));
afterAll(() => product?.stop());

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);
const dataUrl = (contentType: string, bytes: Buffer): string =>
  `data:${contentType};base64,${bytes.toString('base64')}`;

/** Somebody texts files to a line, and an operator watches. */
const receive = async (carrier: CarrierName, mediaUrls: readonly string[]) => {
  const phone = newPhone();
  const { id } = await operator.resolve(phone, lines[carrier]);
  const live = await follow(operator, id);
  await product.carriers.handsetSend({ from: phone, to: lines[carrier], body: 'Look at this', mediaUrls });
  const first = await live.messageThat(({ direction }) => direction === 'inbound', 'the text');
  return { id, live, messageId: first.id };
};

const hasAll = ({ media }: Message, status: Media['status'], count: number): boolean =>
  media.length === count && media.every((each) => each.status === status);

const open = async (url: string | null | undefined, user = 'operator') => {
  const response = await fetch(`${product.origin}${url ?? '/api/media/none/none'}`, {
    headers: { authorization: `Bearer ${await product.token(user)}` },
  });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
};

describe.each(['ringcentral', 'twilio'] as const)('a picture that comes over %s', (carrier) => {
  test('is shown live with the very bytes, also when the carrier has deleted it', async () => {
    const { live, messageId } = await receive(carrier, [
      dataUrl('image/png', png),
      dataUrl('text/html', png),
    ]);
    const message = await live.messageThat(
      (each) => each.id === messageId && hasAll(each, 'stored', 2),
      'stored pictures',
    );
    expect(message.media[0]).toMatchObject({ contentType: 'image/png', size: png.length });
    product.carriers.deleteMedia();
    await product.restartFunctions();
    const { response, bytes } = await open(message.media[0]?.url);
    expect(response.status).toBe(200);
    expect(bytes).toEqual(png);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'inline',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    });
    // What could run in a browser is only ever downloaded.
    const other = await open(message.media[1]?.url);
    expect(other.bytes).toEqual(png);
    expect(other.response.headers.get('content-disposition')).toBe('attachment');
    expect(other.response.headers.get('content-type')).toBe('application/octet-stream');
    expect(live.holes).toEqual([]);
    live.close();
  });

  test('comes by the sweep when the carrier was silent for a while; the text itself did not wait', async () => {
    product.carriers.setMediaReachable(false);
    const { id, live, messageId } = await receive(carrier, [dataUrl('image/png', png)]);
    await product.settle();
    expect((await operator.message(id, messageId)).media).toMatchObject([{ status: 'fetching', url: null }]);
    await operator.advance(90);
    product.carriers.setMediaReachable(true);
    await operator.advance(180);
    const message = await live.messageThat(
      (each) => each.id === messageId && hasAll(each, 'stored', 1),
      'the picture',
    );
    expect((await open(message.media[0]?.url)).bytes).toEqual(png);
    live.close();
  });

  test('that the carrier has lost is said to be unavailable', async () => {
    product.carriers.setMediaReachable(false);
    const { id, live, messageId } = await receive(carrier, [dataUrl('image/png', png)]);
    await product.settle();
    product.carriers.deleteMedia();
    product.carriers.setMediaReachable(true);
    await operator.advance(240);
    await live.messageThat((each) => each.id === messageId && hasAll(each, 'unavailable', 1), 'its end');
    expect((await operator.message(id, messageId)).media[0]?.url).toBeNull();
    live.close();
  });
});

describe('a stored picture', () => {
  test('is shown to its organisation alone, and only to whoever is signed in', async () => {
    const { live, messageId } = await receive('ringcentral', [dataUrl('image/png', png)]);
    const message = await live.messageThat(
      (each) => each.id === messageId && hasAll(each, 'stored', 1),
      'the picture',
    );
    const url = message.media[0]?.url ?? '';
    const as = (user: string) => createApi(product, user).get(url);
    expectProblem(await as('rival'), 'not_found');
    expectProblem(await as('viewer'), 'forbidden');
    expect((await operator.get(url, { token: null })).status).toBe(401);
    expectProblem(await operator.get(`/api/media/${messageId}/other`), 'not_found');
    // The bucket itself opens to nobody who has no key to it.
    const [bucket] = product.blueprint.buckets;
    const direct = `http://localhost:${String(product.ports.aws)}/${bucket?.name ?? ''}/acme/${messageId}/1`;
    expect((await fetch(direct)).status).toBe(403);
    live.close();
  });

  test('that is too large for one answer is read from the bucket, by an address that ends', async () => {
    const large = randomBytes(5_000_000);
    const { live, messageId } = await receive('twilio', [dataUrl('video/mp4', large)]);
    const message = await live.messageThat(
      (each) => each.id === messageId && hasAll(each, 'stored', 1),
      'the film',
    );
    const url = product.origin + (message.media[0]?.url ?? '');
    const authorization = `Bearer ${await product.token('operator')}`;
    const answer = await fetch(url, { redirect: 'manual', headers: { authorization } });
    expect(answer.status).toBe(302);
    const address = answer.headers.get('location') ?? '';
    const read = await fetch(address, { headers: { origin: product.origin } });
    expect(read.headers.get('access-control-allow-origin')).toBe(product.origin);
    expect(read.headers.get('content-disposition')).toBe('inline');
    expect(Buffer.from(await read.arrayBuffer()).equals(large)).toBe(true);
    await operator.advance(61);
    expect((await fetch(address)).status).toBe(403);
    live.close();
  });
});
