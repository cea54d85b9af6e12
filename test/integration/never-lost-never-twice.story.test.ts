import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { LocalProduct } from '@sms/local';
import type { SendFault } from '@sms/stand-in-carriers/options';
import { createRandom } from '../simulation/random.ts';
import { createApi, createPhoneBook, lines, watch, type Api } from './client.ts';
import { startProduct } from './product.ts';
import {
  carrierNames,
  compareWithPhones,
  inboundFrom,
  inParallel,
  intentsFor,
  meet,
  notOnce,
  postUntilTaken,
  sendUntilAnswered,
  untilAtRest,
  webhookOf,
  type Intent,
  type Party,
} from './traffic.ts';

let product: LocalProduct;
let operator: Api;
const newPhone = createPhoneBook(410);
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

/** How much goes through. `FULL=1` takes minutes: what every change should survive, rather than every run of the tests. */
const size =
  process.env['FULL'] === '1'
    ? { textsPerFault: 50, textsEachWay: 50, inbound: 1000, killedEachWay: 60 }
    : { textsPerFault: 4, textsEachWay: 8, inbound: 40, killedEachWay: 8 };

beforeAll(async () => {
  product = await startProduct({
    seed: false,
    carrierDelays: { statusDelayMs: 10, lostAnswerDelayMs: 100 },
  });
  operator = createApi(product);
}, 120_000);
afterEach(() => {
  product.carriers.clearFaults();
  product.carriers.setWebhooksReachable(true);
});
afterAll(() => product?.stop());

/** People on both lines, so many on each. */
const people = async (each: number): Promise<readonly Party[]> =>
  (await Promise.all(carrierNames.map((carrier) => meet(operator, lines[carrier], newPhone, each)))).flat();

/** The faults of a call that sends, and the last word on a text that meets one. */
const lastWords: Readonly<Record<SendFault, string>> = {
  timeout_before: 'unconfirmed',
  timeout_after: 'delivered',
  server_error: 'unconfirmed',
  reject: 'failed',
  undelivered: 'undelivered',
  rate_limit: 'delivered',
};
const sendFaults = Object.keys(lastWords) as readonly SendFault[];

/** Each person's own texts one after the other, as one operator would send them. */
const sendAll = (parties: readonly Party[], intents: readonly Intent[]): Promise<void> =>
  inParallel(parties, 12, async (party) => {
    for (const intent of intents) if (intent.party === party) await sendUntilAnswered(operator, intent);
  });

const expectAllHeard = async (live: Awaited<ReturnType<typeof watch>>, parties: readonly Party[]) => {
  for (const { id } of parties) await live.at(id, (await operator.conversation(id)).version);
  expect(live.holes).toEqual([]);
  live.close();
};

const watchAll = (parties: readonly Party[]) =>
  watch(
    operator,
    parties.map(({ id }) => id),
  );

test(`texts over both lines, ${String(size.textsPerFault)} for each fault of a carrier`, async () => {
  const parties = await people(size.textsPerFault);
  const live = await watchAll(parties);
  const intents = intentsFor(parties, 3, 'opening hours');
  // Each call that sends takes the next fault, so that every text meets one; who is limited comes again without.
  for (const fault of sendFaults) product.carriers.setFault(fault, size.textsPerFault);
  await sendAll(parties, intents);
  const threads = await untilAtRest(operator, parties);
  const { findings, statuses } = compareWithPhones(product, intents, threads);
  expect(findings).toEqual([]);
  const expected = Object.groupBy(sendFaults, (fault) => lastWords[fault]);
  expect(statuses).toEqual(
    Object.fromEntries(
      Object.entries(expected).map(([status, faults = []]) => [status, faults.length * size.textsPerFault]),
    ),
  );
  await expectAllHeard(live, parties);
}, 240_000);

test.each(['duplicate_webhooks', 'reorder_webhooks'] as const)(
  'texts each way over both lines with %s',
  async (fault) => {
    const parties = await people(Math.ceil(size.textsEachWay / 4));
    const live = await watchAll(parties);
    const intents = intentsFor(parties, 2, 'the new door');
    const inbound = inboundFrom(parties, 2, 'meanwhile');
    // Every text is told of several times.
    product.carriers.setFault(fault, 1000);
    for (const { party, body } of inbound) {
      await product.carriers.handsetSend({ from: party.phone, to: party.line, body });
    }
    await sendAll(parties, intents);
    await product.settle();
    const threads = await untilAtRest(operator, parties);
    const { findings, statuses } = compareWithPhones(product, intents, threads);
    expect(findings).toEqual([]);
    expect(statuses).toEqual({ delivered: intents.length });
    expect(notOnce(inbound, threads)).toEqual([]);
    await expectAllHeard(live, parties);
  },
  120_000,
);

test.each([
  ['forty people', 20, size.inbound / 40],
  ['two people', 1, size.inbound / 20],
])(
  'webhooks of %s, each three times, at once and in any order, are each one message',
  async (_who, eachLine, each) => {
    const random = createRandom(seed);
    const parties = await people(eachLine);
    const live = await watchAll(parties);
    const inbound = inboundFrom(parties, each, 'in a hurry');
    const webhooks = inbound.flatMap((text, place) => {
      const id = String(7_000_000_000 + random.integer(0, 999) * 1_000_000 + place);
      return [0, 1, 2].map(() => webhookOf(product, text, id));
    });
    const shuffled = webhooks
      .map((webhook) => ({ webhook, place: random.integer(0, 1_000_000_000) }))
      .sort((left, right) => left.place - right.place)
      .map(({ webhook }) => webhook);
    await inParallel(shuffled, 16, async (webhook) => {
      await postUntilTaken(operator, webhook);
    });
    const threads = await untilAtRest(operator, parties);
    expect(notOnce(inbound, threads)).toEqual([]);
    for (const { id } of parties) {
      const thread = threads.get(id) ?? [];
      expect(thread).toHaveLength(each);
      const { version, unreadCount } = await operator.conversation(id);
      // Each text is one version, after the one in which the conversation was made.
      expect(thread.map((message) => message.version)).toEqual(
        Array.from({ length: each }, (_, place) => place + 2),
      );
      expect({ version, unreadCount }).toEqual({ version: each + 1, unreadCount: each });
      await live.at(id, version);
    }
    expect(live.holes).toEqual([]);
    live.close();
  },
  180_000,
);

test('what people text while no webhook arrives is there within two sweeps', async () => {
  const parties = await people(13);
  await operator.advance(60);
  product.carriers.setWebhooksReachable(false);
  const inbound = inboundFrom(parties, 2, 'into the void');
  for (const { party, body } of inbound) {
    await product.carriers.handsetSend({ from: party.phone, to: party.line, body });
  }
  await product.settle();
  expect(await operator.thread(parties[0]!.id)).toEqual([]);
  product.carriers.setWebhooksReachable(true);
  await operator.advance(60);
  await operator.advance(60);
  const threads = await untilAtRest(operator, parties, { rounds: 1 });
  expect(notOnce(inbound, threads)).toEqual([]);
});

test(`with every function killed again and again while texts flow both ways (seed ${String(seed)})`, async () => {
  const random = createRandom(seed);
  const parties = await people(size.killedEachWay / 4);
  const intents = intentsFor(parties, 2, 'the long week');
  const inbound = inboundFrom(parties, 2, 'in between');
  let steps = 0;
  let nextKill = random.integer(6, 12);
  const maybeKill = async (): Promise<void> => {
    steps += 1;
    if (steps < nextKill) return;
    nextKill = steps + random.integer(12, 24);
    await product.restartFunctions();
  };
  const flows = [
    ...parties.map((party) => async () => {
      for (const intent of intents) {
        if (intent.party !== party) continue;
        await sendUntilAnswered(operator, intent);
        await maybeKill();
      }
    }),
    ...parties.map((party) => async () => {
      for (const text of inbound) {
        if (text.party !== party) continue;
        await product.carriers.handsetSend({ from: party.phone, to: party.line, body: text.body });
        await maybeKill();
      }
    }),
  ]
    .map((flow) => ({ flow, place: random.integer(0, 1_000_000) }))
    .sort((left, right) => left.place - right.place);
  await inParallel(flows, 8, ({ flow }) => flow());
  await product.settle();
  await operator.advance(60);
  const threads = await untilAtRest(operator, parties);
  const { findings, statuses } = compareWithPhones(product, intents, threads);
  expect(findings).toEqual([]);
  expect(Object.keys(statuses).filter((status) => !['delivered', 'unconfirmed'].includes(status))).toEqual(
    [],
  );
  expect(notOnce(inbound, threads)).toEqual([]);
}, 180_000);
