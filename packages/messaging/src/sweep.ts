import type { MessageState } from '@sms/domain';
import { deliver } from './deliver-message.ts';
import { deliverDue, reserveForAnswers } from './dispatch.ts';
import { catchUp } from './catch-up.ts';
import { tryToTellConsents } from './consent-sync.ts';
import { fetchDueMedia } from './fetch-media.ts';
import type { World } from './ports.ts';

/** How many due texts one sweep looks at; the next one goes on. */
const textsPerSweep = 2_000;

/** So long after it began a sweep asks for no more pictures, in milliseconds: its function may run for 55 seconds. */
const mediaLimitMilliseconds = 30_000;

const atOnce = 8;

const inParallel = async <T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> => {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
};

/**
 * One text of each conversation, the longest due first, then the next one of each: no conversation takes a line's
 * allowance from the others, and no two workers meet in one.
 */
const roundsOf = (messages: readonly MessageState[]): readonly (readonly MessageState[])[] => {
  const rounds: MessageState[][] = [];
  for (const own of Map.groupBy(messages, ({ conversationId }) => conversationId).values())
    for (const [place, message] of own.entries()) (rounds[place] ??= []).push(message);
  return rounds;
};

export type SweepReport = {
  readonly due: number;
  readonly failed: number;
  readonly linesUnavailable: number;
};

/**
 * Finds what a crash, a lost alarm or a carrier's silence left half done: texts whose time has come, texts that nobody
 * works on any more, texts whose fate is unknown, what the carriers' records hold and no webhook told, and pictures that
 * have not come yet.
 */
export const sweep = async (world: World): Promise<SweepReport> => {
  let failed = 0;
  let linesUnavailable = 0;
  const begunAt = world.clock.now();
  const due = await world.store.listDueWork(begunAt.toISOString(), textsPerSweep);
  const { outbound = [], inbound = [] } = Object.groupBy(due, ({ direction }) => direction);
  const attempt = async (message: MessageState, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch {
      failed += 1;
      world.log('sweep_failed_item', { messageId: message.id });
    }
  };
  const options = { reserve: reserveForAnswers, texts: 1, usedUp: new Set<string>() };
  for (const round of roundsOf(outbound)) {
    await inParallel(round, (message) =>
      attempt(message, () =>
        message.status === 'scheduled'
          ? deliverDue(world, message.id, options)
          : deliver(world, message.organisation, message.conversationId, options),
      ),
    );
  }
  await inParallel(await world.store.listAllLines(), async (line) => {
    try {
      await tryToTellConsents(world, line);
      if ((await catchUp(world, line)) === 'unavailable') linesUnavailable += 1;
    } catch {
      linesUnavailable += 1;
      world.log('catch_up_failed');
    }
  });
  // Pictures come last: a carrier that is slow to give them keeps no text back.
  const mediaUntil = begunAt.getTime() + mediaLimitMilliseconds;
  for (const round of roundsOf(inbound)) {
    await inParallel(round, (message) =>
      attempt(message, async () => {
        if (world.clock.now().getTime() < mediaUntil) await fetchDueMedia(world, message.id);
      }),
    );
  }
  return { due: due.length, failed, linesUnavailable };
};
