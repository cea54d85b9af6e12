import type { CarrierFaults } from './carrier.ts';
import type { Hits } from './loop.ts';
import { operators, People, phones } from './people.ts';
import { judge, judgeToldStatuses } from './properties.ts';
import { createRandom } from './random.ts';
import { Watcher } from './watcher.ts';
import { Simulation, type Sabotage, type Violation } from './world.ts';

export type Configuration = {
  readonly seed: number;
  readonly acts: number;
  readonly minutes: number;
  readonly crashPercent: number;
  readonly storeFaultPercent: number;
  readonly carrier: CarrierFaults;
};

export type Report = {
  readonly configuration: Configuration;
  readonly violations: readonly Violation[];
  readonly hits: Hits;
};

const calm: CarrierFaults = {
  acceptedAnswerLost: 0,
  lostBeforeAccepted: 0,
  limited: 0,
  refused: 0,
  undelivered: 0,
  eventTwice: 0,
  eventLost: 0,
  eventLate: 0,
  recordsSilent: 0,
  recordsLate: 0,
};

/** What a seed makes of the weather; each fault is absent in about half of the runs. */
export const configure = (seed: number): Configuration => {
  const random = createRandom(seed ^ 0x5f3759df);
  const some = (max: number): number => (random.chance(50) ? 0 : random.integer(1, max));
  return {
    seed,
    acts: random.integer(6, 24),
    minutes: random.integer(5, 20),
    crashPercent: some(3),
    storeFaultPercent: some(2),
    carrier: {
      acceptedAnswerLost: some(30),
      lostBeforeAccepted: some(20),
      limited: some(25),
      refused: some(15),
      undelivered: some(30),
      eventTwice: some(40),
      eventLost: some(40),
      eventLate: some(40),
      recordsSilent: some(30),
      recordsLate: some(30),
    },
  };
};

const minute = 60_000;

const act = async (simulation: Simulation, people: People): Promise<void> => {
  const { random } = simulation;
  const actor = random.pick(operators);
  const conversationId = people.conversationIds.length > 0 ? random.pick(people.conversationIds) : null;
  const choice = random.integer(0, 99);
  if (conversationId === null || choice < 8)
    return people.open(actor, random.pick(phones), random.pick(['+12025550100', '+12025550101']));
  if (choice < 45) return people.send(actor, conversationId);
  if (choice < 65) return void people.text();
  if (choice < 72) return people.cancel(actor);
  if (choice < 78) return people.edit(actor);
  if (choice < 82) return people.sendNow(actor);
  if (choice < 88) return people.retry(actor);
  if (choice < 91) return people.decide(actor);
  if (choice < 94) return people.patch(actor, conversationId);
  if (choice < 96) return void people.appText();
  if (choice < 98) return people.pry(conversationId);
  if (choice < 99) return people.tightenPolicy(actor);
  simulation.phiDown = true;
  simulation.loop.at(random.integer(1_000, 3 * minute), () => {
    simulation.phiDown = false;
  });
};

/** Opens a person's conversations on both lines, and lets that end. */
const openBoth = async (simulation: Simulation, people: People, phone: (typeof phones)[number]) => {
  for (const line of ['+12025550100', '+12025550101']) void people.open(operators[0]!, phone, line);
  await simulation.loop.runUntil(simulation.loop.now + 1_000);
};

/** Runs one seed to rest and judges it. */
export const runSeed = async (
  seed: number,
  sabotage: Sabotage = {},
  limits: Partial<Pick<Configuration, 'acts'>> = {},
): Promise<Report> => {
  const configuration = { ...configure(seed), ...limits };
  const simulation = new Simulation(seed, sabotage);
  const { loop, random } = simulation;
  await simulation.prepare(configuration.carrier);
  const people = new People(simulation);
  const start = loop.now;
  loop.at(0, () => people.open(operators[0]!, phones[0], '+12025550100'));
  const watchers: Watcher[] = [];
  loop.crashPercent = configuration.crashPercent;
  simulation.storeFaultPercent = configuration.storeFaultPercent;
  for (let index = 0; index < configuration.acts; index += 1) {
    loop.at(random.integer(1_000, configuration.minutes * minute), () => void act(simulation, people));
  }
  // The clock of a machine that slept: minutes pass at once.
  if (random.chance(30)) {
    loop.at(random.integer(minute, configuration.minutes * minute), () => {
      loop.now += random.integer(minute, 10 * minute);
    });
  }
  if (random.chance(20)) {
    const carrier = random.pick([...simulation.carriers.values()]);
    loop.at(minute, () => void (carrier.reachable = false));
    loop.at(4 * minute, () => void (carrier.reachable = true));
  }
  loop.at(2 * minute, () => {
    for (const id of people.conversationIds) watchers.push(new Watcher(simulation, id));
  });
  await loop.runUntil(start + configuration.minutes * minute);

  // The weather clears: whatever was begun must now come to rest by itself.
  loop.crashPercent = 0;
  simulation.storeFaultPercent = 0;
  simulation.phiDown = false;
  for (const carrier of simulation.carriers.values()) {
    carrier.faults = calm;
    carrier.reachable = true;
  }
  await loop.runUntil(loop.now + 45 * minute);
  for (let round = 0; round < 12; round += 1) {
    const open = simulation.store
      .everything()
      .messages.filter(({ error }) => error?.code === 'unconfirmed_needs_decision').length;
    if (open === 0) break;
    for (let index = 0; index < open; index += 1) {
      loop.at(index * 1_000, () => void people.decide(operators[0]!));
    }
    await loop.runUntil(loop.now + 3 * minute);
  }
  await loop.runUntil(loop.now + 10 * minute);
  for (const watcher of watchers) {
    watcher.unreliable = false;
    loop.at(0, () => watcher.fetch());
  }
  await loop.runUntil(loop.now + minute / 2);
  judge(simulation, people, watchers);
  return { configuration, violations: simulation.violations, hits: loop.hits };
};

/**
 * Runs a seed in fair weather and without any sweep: texts both ways, from the page and from the carriers' own apps, in
 * whatever order their events and answers come. What the carriers then know and told of must be what the store shows.
 */
export const runInFairWeather = async (seed: number, sabotage: Sabotage = {}): Promise<Report> => {
  const configuration: Configuration = {
    ...configure(seed),
    minutes: 1,
    crashPercent: 0,
    storeFaultPercent: 0,
    carrier: calm,
  };
  const simulation = new Simulation(seed, sabotage);
  const { loop, random } = simulation;
  await simulation.prepare(calm, { sweeps: false });
  const people = new People(simulation);
  for (const phone of phones) await openBoth(simulation, people, phone);
  // All at once, or spread over a minute: bursts are where events meet.
  const span = random.pick([100, 5_000, minute]);
  for (let index = 0; index < configuration.acts; index += 1) {
    loop.at(random.integer(0, span), () => {
      const choice = random.integer(0, 9);
      if (choice < 6) void people.sendPlainly(operators[0]!, random.pick(people.conversationIds));
      else if (choice < 8) people.text();
      // Twilio tells nobody of such texts: only its records do.
      else people.appText(simulation.lines[0]!.lineKey);
    });
  }
  await loop.runUntil(loop.now + 5 * minute);
  judgeToldStatuses(simulation);
  return { configuration, violations: simulation.violations, hits: loop.hits };
};

/** The fewest acts with which a seed still violates something. */
export const shrink = async (report: Report): Promise<Report> => {
  let best = report;
  for (let acts = 1; acts < report.configuration.acts; acts += 1) {
    const smaller = await runSeed(report.configuration.seed, {}, { acts });
    if (smaller.violations.length > 0) {
      best = smaller;
      break;
    }
  }
  return best;
};
