import { parseArgs } from 'node:util';
import { outboundStatuses, outboundTransitions } from '@sms/domain/message-status';
import type { Hits } from './loop.ts';
import { configure, runSeed, type Report } from './run.ts';

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, seed: { type: 'string' } },
});

const merge = (into: Hits, from: Hits): void => {
  for (const [name, count] of from) into.set(name, (into.get(name) ?? 0) + count);
};

/** The fewest acts with which a seed still violates something. */
const shrink = async (report: Report): Promise<Report> => {
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
for (let seed = first; seed < first + count; seed += 1) {
  const report = await runSeed(seed);
  merge(hits, report.hits);
  if (report.violations.length > 0) {
    violated += 1;
    print(await shrink(report));
    console.log(`  replay: npm run -s simulate -- --seed ${seed}`);
  } else if (values.seed !== undefined) print(report);
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
