import { parentPort, workerData } from 'node:worker_threads';
import { runSeed, shrink, type Report } from './run.ts';

/** Seeds from `first` on, every `step`th, as one of several threads that share them. */
export type Share = { readonly first: number; readonly count: number; readonly step: number };

export type Told =
  | { readonly kind: 'violated'; readonly report: Report }
  | { readonly kind: 'done'; readonly hits: Report['hits'] };

const { first, count, step } = workerData as Share;
const hits: Report['hits'] = new Map();
const tell = (told: Told): void => parentPort?.postMessage(told);

for (let seed = first; seed < first + count; seed += step) {
  const report = await runSeed(seed);
  for (const [name, times] of report.hits) hits.set(name, (hits.get(name) ?? 0) + times);
  if (report.violations.length > 0) tell({ kind: 'violated', report: await shrink(report) });
}
tell({ kind: 'done', hits });
