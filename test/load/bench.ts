import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { startLocal } from '@sms/local';
import { benchPhi } from '@sms/phi/bench';
import { figure, type Figure } from './figure.ts';
import { realtimeFigures } from './realtime.ts';
import { tableFigures } from './table-cost.ts';
import { functionSizes, pageSizes } from './sizes.ts';

const figures: Figure[] = [];
const startedAt = performance.now();
const product = await startLocal({ port: 0, inMemory: true, seed: 'people', build: 'now' });
figures.push(figure('start.seconds', (performance.now() - startedAt) / 1000, 's', { goal: { max: 90 } }));
try {
  figures.push(...functionSizes(product), ...pageSizes(), ...(await realtimeFigures(product)));
} finally {
  await product.stop();
}
figures.push(...(await tableFigures()));
figures.push(...(await benchPhi()));

const results = {
  commit: execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim(),
  at: new Date().toISOString(),
  cores: availableParallelism(),
  figures,
};
writeFileSync(
  fileURLToPath(new URL('../../bench-results.json', import.meta.url)),
  `${JSON.stringify(results, null, 2)}\n`,
);
console.table(
  Object.fromEntries(
    figures.map(({ name, value, unit, ratio, yardstick, goal }) => [
      name,
      {
        value,
        unit,
        ratio: ratio === null ? '' : `${ratio} × ${yardstick?.name ?? ''}`,
        goal: goal === null ? '' : goal.max === undefined ? `≥ ${goal.min}` : `≤ ${goal.max}`,
      },
    ]),
  ),
);
