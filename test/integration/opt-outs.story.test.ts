import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCarrierFor } from '@sms/carriers';
import type { Carrier } from '@sms/messaging/ports';
import { createMemoryStore } from '@sms/store/memory';
import type { LocalProduct } from '@sms/local';
import { createApi, createPhoneBook, expectProblem, lines, patience, type Api } from './client.ts';
import { startProduct } from './product.ts';

let product: LocalProduct;
let operator: Api;
/** The carrier as another app of the same account sees it. */
let carrier: Carrier;
let optOuts: () => Promise<readonly string[]>;
let line: LocalProduct['lines'][number]['line'];
const newPhone = createPhoneBook();

beforeAll(async () => {
  product = await startProduct();
  operator = createApi(product, 'operator');
  const found = product.lines.find((each) => each.line.phone === lines.ringcentral)!;
  line = found.line;
  carrier = await createCarrierFor({
    readSecret: async () => found.secret,
    store: createMemoryStore(),
    clock: { now: () => new Date() },
    newId: () => 'id',
    publicUrl: product.origin,
  })(line);
  optOuts = async () => ((await carrier.listOptOuts?.(line)) ?? []).map(({ phone }) => phone);
}, 120_000);
afterAll(() => product?.stop());

const texts = (from: string, body: string) =>
  product.carriers.handsetSend({ from, to: lines.ringcentral, body });

test('a stop in words that the carrier does not know is in its register before long, and so is its end', async () => {
  const phone = newPhone();
  await texts(phone, 'Alto');
  await expect.poll(optOuts, patience).toContain(phone);
  const { id } = await operator.resolve(phone);
  expectProblem(await operator.trySend(id, { body: 'Hello?' }), 'opted_out');
  await texts(phone, 'Comenzar');
  await expect.poll(optOuts, patience).not.toContain(phone);
  const sent = await operator.send(id, { body: 'Welcome back' });
  await expect.poll(async () => (await operator.message(id, sent.id)).status, patience).toBe('delivered');
  // The carrier confirms what it was told by the person's own words alone.
  expect(product.carriers.handsetMessages(phone).map(({ body }) => body)).toEqual(['Welcome back']);
});

test('an opt-out that only the carrier knows of is taken over by its upkeep', async () => {
  const phone = newPhone();
  const { id } = await operator.resolve(phone);
  product.carriers.setWebhooksReachable(false);
  try {
    expect(await carrier.setConsent?.(line, phone, true)).toBe('set');
    await product.settle();
  } finally {
    product.carriers.setWebhooksReachable(true);
  }
  expect((await operator.conversation(id)).consent).toBe('pending');
  await product.invoke('carrier-upkeep', {});
  expect((await operator.conversation(id)).consent).toBe('opted_out');
  expectProblem(await operator.trySend(id, { body: 'Hello?' }), 'opted_out');
});
