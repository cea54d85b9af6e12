import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { outboundStatuses, outboundTransitions } from '@sms/domain/message-status';
import type { Hits } from './loop.ts';
import { configure, runSeed, shrink, type Report } from './run.ts';
import type { Share, Told } from './worker.ts';

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, seed: { type: 'string' } },
});

const merge = (into: Hits, from: Hits): void => {
  for (const [name, count] of from) into.set(name, (into.get(name) ?? 0) + count);
};

const print = (report: Report): void => {
  console.log(`seed ${report.configuration.seed}: ${report.violations.length} violations`);
  console.log(`  weather ${JSON.stringify(report.configuration)}`);
  for (const { property, what } of report.violations.slice(0, 10)) console.log(`  ${property}: ${what}`);
};

const hits: Hits = new Map();
const first = values.seed === undefined ? Math.floor(Math.random() * 0x3fffffff) : Number(values.seed);
const count = values.seed === undefined ? Number(values.seeds ?? 300) : 1;
let violated = 0;
const startedAt = performance.now();

/** Plays the seeds on all cores; each seed is a world of its own. */
const playAll = async (): Promise<void> => {
  const threads = Math.min(count, availableParallelism());
  const play = (place: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const share: Share = { first: first + place, count: count - place, step: threads };
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: share });
      worker.on('message', (told: Told) => {
        if (told.kind === 'done') return merge(hits, told.hits);
        violated += 1;
        print(told.report);
        console.log(`  replay: npm run -s simulate -- --seed ${told.report.configuration.seed}`);
      });
      worker.on('error', reject);
      worker.on('exit', (code) =>
        code === 0 ? resolve() : reject(new Error('A thread ended before its seeds.')),
      );
    });
  await Promise.all(Array.from({ length: threads }, (_, place) => play(place)));
};

if (values.seed === undefined) await playAll();
else {
  const report = await runSeed(first);
  merge(hits, report.hits);
  violated = report.violations.length > 0 ? 1 : 0;
  print(violated > 0 ? await shrink(report) : report);
}
const points = ['before', 'after'].flatMap((side) =>
  [
    'commit',
    'getConversation',
    'getMessage',
    'getValue',
    'putValue',
    'takeSendSlot',
    'carrier.send',
    'carrier.answer',
    'carrier.findSent',
    'carrier.changesSince',
  ].map((effect) => `crash ${side} ${effect}`),
);
const transitions = outboundStatuses.flatMap((from) =>
  outboundTransitions[from].map((to) => `transition ${from} → ${to}`),
);
const faults = [
  ...Object.keys(configure(1).carrier).map((name) =>
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  ),
  ...['table_throttled', 'table_answer_lost', 'alarm_twice', 'frame_lost', 'frame_twice'],
].map((name) => `fault ${name}`);
for (const name of [...points, ...transitions, ...faults]) hits.set(name, hits.get(name) ?? 0);
const neverHit = [...hits].filter(([, times]) => times === 0).map(([name]) => name);

console.log('\nWhat was hit:');
for (const [name, times] of [...hits].sort(([one], [other]) => one.localeCompare(other))) {
  console.log(`  ${String(times).padStart(9)}  ${name}`);
}
if (values.seed === undefined)
  console.log(`\nNever hit: ${neverHit.length === 0 ? 'nothing' : neverHit.join(', ')}`);
console.log(
  `\n${count} seeds from ${first}: ${violated} with violations, ${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
);
process.exitCode = violated === 0 ? 0 : 1;
