import { randomUUID } from 'node:crypto';
import { stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { startLocal } from '@sms/local';
import { faultNames } from '@sms/stand-in-carriers/options';
import { createApi, createPhoneBook, lines, receivedBy } from '../integration/client.ts';
import {
  carrierNames,
  compareWithPhones,
  inParallel,
  meet,
  notOnce,
  sendUntilAnswered,
  untilAtRest,
  type Inbound,
  type Intent,
} from '../integration/traffic.ts';
import { createRandom } from '../simulation/random.ts';

/*
 * Texts flow both ways over both lines while carriers misbehave and every function is killed again and again; then the
 * clock moves until all is at rest, and every text is looked for: none lost, none twice. Exit code 1 if any is.
 */

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '120' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    people: { type: 'string', default: '20' },
  },
});
const seed = Number(values.seed);
const random = createRandom(seed);
const write = (line: string): void => {
  stdout.write(`${line}\n`);
};

write(`Seed ${String(seed)}; replay what was drawn with --seed ${String(seed)}.`);
const product = await startLocal({
  port: 0,
  inMemory: true,
  build: 'none',
  seed: false,
  carrierDelays: { statusDelayMs: 10, lostAnswerDelayMs: 100 },
});
try {
  const api = createApi(product);
  const newPhone = createPhoneBook(610);
  const parties = (
    await Promise.all(
      carrierNames.map((carrier) =>
        meet(api, lines[carrier], newPhone, Math.ceil(Number(values.people) / 2)),
      ),
    )
  ).flat();
  const intents: Intent[] = [];
  const inbound: Inbound[] = [];
  let kills = 0;
  const faults: Record<string, number> = {};
  const deadline = Date.now() + Number(values.seconds) * 1000;

  /** One person's texts: each way in turn by chance, one after the other, so that their order is known. */
  const talk = async (party: (typeof parties)[number]): Promise<void> => {
    while (Date.now() < deadline) {
      if (random.chance(50)) {
        const body = `Note ${String(intents.length)} of the long day.`;
        const intent = { party, body, key: randomUUID() };
        intents.push(intent);
        await sendUntilAnswered(api, intent);
      } else {
        const text = { party, body: `Guest note ${String(inbound.length)} of the long day` };
        inbound.push(text);
        await product.carriers.handsetSend({ from: party.phone, to: party.line, body: text.body });
      }
    }
  };

  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const disturb = async (): Promise<void> => {
    while (Date.now() < deadline) {
      // Functions need a second to start again: killed faster than that, nothing would flow at all.
      await pause(random.integer(2000, 8000));
      if (random.chance(50)) {
        const fault = random.pick(faultNames);
        product.carriers.setFault(fault, random.integer(1, 5));
        faults[fault] = (faults[fault] ?? 0) + 1;
      }
      if (random.chance(20)) {
        product.carriers.setWebhooksReachable(false);
        await pause(random.integer(100, 1000));
        product.carriers.setWebhooksReachable(true);
      }
      await product.restartFunctions();
      kills += 1;
    }
  };

  /** Texts wait for their lines' allowance: without the clock's help most would only queue. */
  const moveClock = async (): Promise<void> => {
    while (Date.now() < deadline) {
      await pause(2000);
      await api.advance(60);
    }
  };

  await Promise.all([inParallel(parties, 8, talk), disturb(), moveClock()]);
  write(
    `${String(intents.length)} texts out, ${String(inbound.length)} in, ${String(kills)} kills of all functions, ` +
      `faults ${JSON.stringify(faults)}. Moving the clock until all is at rest.`,
  );
  product.carriers.clearFaults();
  await product.settle();
  const threads = await untilAtRest(api, parties, { rounds: 200 });
  const { findings, statuses } = compareWithPhones(product, intents, threads);
  const lostOrTwice = notOnce(inbound, threads);
  const strangers = parties.flatMap((party) =>
    receivedBy(product, party.phone).filter(
      (body) => !intents.some((intent) => intent.party === party && intent.body === body),
    ),
  );
  write(
    JSON.stringify(
      {
        seed,
        out: intents.length,
        in: inbound.length,
        kills,
        faults,
        statuses,
        findings,
        lostOrTwice,
        strangers,
      },
      null,
      2,
    ),
  );
  process.exitCode = findings.length + lostOrTwice.length + strangers.length === 0 ? 0 : 1;
} finally {
  await product.stop();
}
