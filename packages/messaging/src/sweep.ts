import type { MessageState } from '@sms/domain';
import { deliverDue } from './dispatch.ts';
import { catchUp } from './catch-up.ts';
import { tryToTellConsents } from './consent-sync.ts';
import { fetchDueMedia } from './fetch-media.ts';
import type { World } from './ports.ts';

/** How many due texts one sweep looks at; the next one goes on. */
const textsPerSweep = 500;

/** Share of a line's allowance that the sweep leaves for what people answer meanwhile. */
const reserveForAnswers = 6;

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
  // One worker a conversation: two would only meet each other's writes.
  const forEach = (messages: readonly MessageState[], work: (id: string) => Promise<void>): Promise<void> =>
    inParallel([...Map.groupBy(messages, (message) => message.conversationId).values()], async (own) => {
      for (const message of own) {
        try {
          await work(message.id);
        } catch {
          failed += 1;
          world.log('sweep_failed_item', { messageId: message.id });
        }
      }
    });
  await forEach(outbound, (id) => deliverDue(world, id, { reserve: reserveForAnswers }));
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
  await forEach(inbound, async (id) => {
    if (world.clock.now().getTime() < mediaUntil) await fetchDueMedia(world, id);
  });
  return { due: due.length, failed, linesUnavailable };
};
