import type { Line } from '@sms/domain';
import { recordEvent } from './record-event.ts';
import type { World } from './ports.ts';

/*
 * Reading what changed in a carrier's records since the last time: statuses that no webhook tells, and texts whose
 * webhook never came. Carriers tell of changes in bursts and count the questions they are asked, so one process reads
 * for a line at a time: who finds it reading leaves a mark, and whoever reads looks once more before it lets go. So no
 * change is missed that was told of, and many are learnt by one question. Should the reader die, its turn ends by itself
 * and the sweep reads on.
 */

/** How long a reader is taken for alive after it has asked, in milliseconds. */
const turnMilliseconds = 30_000;

/** A reader that the marks keep at it gives up after so long: its function may run for 28 seconds. */
const longestTurnMilliseconds = 12_000;

/**
 * A question to the records takes so much of a line's time, of which so much may be taken ahead: 10 questions at once,
 * then one in two seconds. The carrier with the fewest allows 50 a minute to all who read, and the search for lost
 * answers is one of them.
 */
const questionMilliseconds = 2_000;
const aheadMilliseconds = 10 * questionMilliseconds;

/** How often a value that others change too is read anew. */
const attemptLimit = 40;

/** What is kept of a line's reading: one value, so that every step is one compare-and-set. */
type Reading = {
  /** Everything before it is stored; null before the first time. */
  readonly position: string | null;
  readonly turn: { readonly id: string; readonly until: string } | null;
  /** Something was told of after the reader had begun. */
  readonly again: boolean;
  /** Up to when questions have taken the line's time. */
  readonly takenUntil: string;
};

type Kept = { readonly reading: Reading; readonly revision: number };

const keyOf = (line: Line): string => `catch-up:${line.lineKey}`;

const nothingRead: Reading = {
  position: null,
  turn: null,
  again: false,
  takenUntil: '',
};

const load = async ({ store }: Pick<World, 'store'>, line: Line): Promise<Kept> => {
  const kept = await store.getValue(keyOf(line));
  return kept
    ? { reading: JSON.parse(kept.value) as Reading, revision: kept.revision }
    : { reading: nothingRead, revision: 0 };
};

/** Writes a reading in place of the one that was seen; null when another was faster. */
const replace = async (
  { store }: Pick<World, 'store'>,
  line: Line,
  { revision }: Kept,
  reading: Reading,
): Promise<Kept | null> =>
  (await store.putValue(keyOf(line), JSON.stringify(reading), revision))
    ? { reading, revision: revision + 1 }
    : null;

/** Decides on what is kept, and writes, until nobody was faster. */
const untilReplaced = async <T>(
  world: World,
  line: Line,
  decide: (kept: Kept) => { readonly write: Reading; readonly answer: T } | { readonly answer: T },
): Promise<{ readonly kept: Kept; readonly answer: T }> => {
  for (let attempt = 0; attempt < attemptLimit; attempt += 1) {
    const seen = await load(world, line);
    const decision = decide(seen);
    if (!('write' in decision)) return { kept: seen, answer: decision.answer };
    const kept = await replace(world, line, seen, decision.write);
    if (kept) return { kept, answer: decision.answer };
    await world.pause(attempt);
  }
  throw new Error('A line was read by others too often; nothing was read.');
};

const later = (instant: Date, milliseconds: number): string =>
  new Date(instant.getTime() + milliseconds).toISOString();

/** The reading in which `id` asks as soon as the line's time allows, and how long that is, in milliseconds. */
const asking = (
  world: World,
  reading: Reading,
  id: string,
): { readonly reading: Reading; readonly wait: number } => {
  const now = world.clock.now();
  const taken = Math.max(now.getTime(), Date.parse(reading.takenUntil) || 0);
  const wait = Math.max(0, taken - now.getTime() - aheadMilliseconds);
  return {
    wait,
    reading: {
      ...reading,
      turn: { id, until: later(now, wait + turnMilliseconds) },
      again: false,
      takenUntil: later(new Date(taken), questionMilliseconds),
    },
  };
};

type Turn = Kept & { readonly wait: number };

/** Takes the turn to read; null when another has it, who is left the mark. */
const begin = async (world: World, line: Line): Promise<Turn | null> => {
  const id = world.newId();
  const { kept, answer } = await untilReplaced<number | null>(world, line, ({ reading }) => {
    if (reading.turn && reading.turn.until > world.clock.now().toISOString())
      return reading.again ? { answer: null } : { write: { ...reading, again: true }, answer: null };
    const { reading: write, wait } = asking(world, reading, id);
    return { write, answer: wait };
  });
  return answer === null ? null : { ...kept, wait: answer };
};

/**
 * Moves on to a position and gives the turn back, or keeps it where the mark says so and `mayGoOn`; null when there is
 * no turn any more. Without a position, that is after a failure, it only gives the turn back.
 */
const end = async (
  world: World,
  line: Line,
  mine: Kept,
  position: string | null,
  mayGoOn = false,
): Promise<Turn | null> => {
  const id = mine.reading.turn?.id ?? '';
  const ended = (reading: Reading): Reading => ({
    ...reading,
    position: position ?? reading.position,
    turn: null,
    again: false,
  });
  // As a rule nobody wrote meanwhile.
  if (await replace(world, line, mine, ended(mine.reading))) return null;
  const { kept, answer } = await untilReplaced<number | null>(world, line, ({ reading }) => {
    // Taken for dead: whoever reads now comes to the same, and writes its own position.
    if (reading.turn?.id !== id) return { answer: null };
    if (!reading.again || !mayGoOn) return { write: ended(reading), answer: null };
    const { reading: write, wait } = asking(world, { ...reading, position }, id);
    return { write, answer: wait };
  });
  return answer === null ? null : { ...kept, wait: answer };
};

/** Stores what the carrier says has changed; answers the new position, or null when the carrier cannot say. */
const readOn = async (world: World, line: Line, position: string | null): Promise<string | null> => {
  const carrier = await world.carrierFor(line);
  const changes = await carrier.changesSince(line, position);
  if (changes === null) return null;
  for (const event of changes.events) {
    if (event.kind !== 'records_changed') await recordEvent(world, line, event);
  }
  return changes.position;
};

/**
 * Reads what changed in the carrier's records. The position moves on only when everything before it is stored.
 * `unavailable`: the carrier cannot say now. `left_to_reader`: another reads, and will look once more.
 */
export const catchUp = async (
  world: World,
  line: Line,
): Promise<'caught_up' | 'unavailable' | 'left_to_reader'> => {
  const startedAt = world.clock.now().getTime();
  const begun = await begin(world, line);
  if (!begun) return 'left_to_reader';
  for (let turn: Turn | null = begun; turn;) {
    const mine: Turn = turn;
    if (mine.wait > 0) await world.sleep(mine.wait);
    const position = await readOn(world, line, mine.reading.position).catch(async (error: unknown) => {
      await end(world, line, mine, null);
      throw error;
    });
    if (position === null) {
      await end(world, line, mine, null);
      return 'unavailable';
    }
    const mayGoOn = world.clock.now().getTime() - startedAt < longestTurnMilliseconds;
    turn = await end(world, line, mine, position, mayGoOn);
  }
  return 'caught_up';
};
