import { deliverDue } from './dispatch.ts';
import { catchUp } from './carrier-events.ts';
import type { World } from './ports.ts';

/** How many due texts one sweep looks at; the next one goes on. */
const textsPerSweep = 500;

/** Share of a line's allowance that the sweep leaves for what people answer meanwhile. */
const reserveForAnswers = 6;

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
 * works on any more, texts whose fate is unknown, and what the carriers' records hold and no webhook told.
 */
export const sweep = async (world: World): Promise<SweepReport> => {
  let failed = 0;
  let linesUnavailable = 0;
  const due = await world.store.listDueWork(world.clock.now().toISOString(), textsPerSweep);
  // One worker a conversation: two would only meet each other's writes.
  const byConversation = Map.groupBy(due, (message) => message.conversationId);
  await inParallel([...byConversation.values()], async (messages) => {
    for (const message of messages) {
      try {
        await deliverDue(world, message.id, { reserve: reserveForAnswers });
      } catch {
        failed += 1;
        world.log('sweep_failed_item', { messageId: message.id });
      }
    }
  });
  await inParallel(await world.store.listAllLines(), async (line) => {
    try {
      if ((await catchUp(world, line)) === 'unavailable') linesUnavailable += 1;
    } catch {
      linesUnavailable += 1;
      world.log('catch_up_failed');
    }
  });
  return { due: due.length, failed, linesUnavailable };
};
