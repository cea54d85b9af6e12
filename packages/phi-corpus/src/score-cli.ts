/**
 * `node packages/phi-corpus/src/score-cli.ts GOLD.jsonl PREDICTIONS.jsonl [--json] [--errors N]`
 *
 * A prediction line is `{"id","block","findings":[{"start","end","type","severity"}]}`; `spans` is read where
 * `findings` is absent. Exit code 2 when predictions are missing or unknown, 64 on wrong usage.
 * `--errors` prints ids only, so that scoring the unseen half shows none of its texts.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { parseLabelledMessages } from './corpus.ts';
import { score } from './score.ts';
import type { Prediction, Score } from './score.ts';

const Finding = z.object({
  start: z.int(),
  end: z.int(),
  type: z.string().default(''),
  severity: z.enum(['block', 'warn']).default('block'),
});
const PredictionLine = z
  .object({
    id: z.string(),
    block: z.boolean(),
    findings: z.array(Finding).optional(),
    spans: z.array(Finding).optional(),
  })
  .transform(({ id, block, findings, spans }): Prediction => ({
    id,
    block,
    findings: findings ?? spans ?? [],
  }));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, errors: { type: 'string', default: '0' } },
});
const [goldPath, predictionsPath] = positionals;

if (goldPath === undefined || predictionsPath === undefined) {
  process.stderr.write('usage: score-cli.ts GOLD.jsonl PREDICTIONS.jsonl [--json] [--errors N]\n');
  process.exitCode = 64;
} else {
  const gold = parseLabelledMessages(readFileSync(goldPath, 'utf8'));
  const predictions = readFileSync(predictionsPath, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => PredictionLine.parse(JSON.parse(line)));
  const result = score(gold, predictions);
  process.stdout.write(
    `${values.json ? JSON.stringify(result, null, 2) : report(result, Number(values.errors))}\n`,
  );
  if (result.missingPredictions.length > 0 || result.unknownPredictions.length > 0) process.exitCode = 2;
}

function report(result: Score, errors: number): string {
  const byTag = Object.entries(result.recallByTag).map(
    ([tag, { messages, blocked }]) => `${tag} ${blocked}/${messages}`,
  );
  const falseBlocks = Object.entries(result.falseBlocksByTag).map(
    ([tag, { messages, blocked }]) => `${tag} ${blocked}/${messages}`,
  );
  const perType = Object.entries(result.perType)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(
      ([type, counts]) =>
        `  ${type.padEnd(14)} ${counts.found}/${counts.spans} found, ${counts.foundWithType} with the right type`,
    );
  return [
    `messages ${result.messages}: caught ${result.truePositives}, missed ${result.falseNegatives}, ` +
      `falsely blocked ${result.falsePositives}, rightly passed ${result.trueNegatives}`,
    `message  precision ${percent(result.precision)}  recall ${percent(result.recall)}  F1 ${percent(result.f1)}`,
    `span     precision ${percent(result.spanPrecision)}  recall ${percent(result.spanRecall)}  F1 ${percent(result.spanF1)}` +
      `  recall with type ${percent(result.typedSpanRecall)}`,
    `false-block rate ${percent(result.falseBlockRate)} [${result.falseBlockRateInterval.map(percent).join(', ')}]` +
      `  miss rate ${percent(result.missRate)} [${result.missRateInterval.map(percent).join(', ')}]` +
      `  blocked for a labelled reason ${percent(result.groundedRecall)}`,
    `warn tier flagged ${result.warnTier.flagged}/${result.warnTier.messages}, blocked ${result.warnTier.blocked}; ` +
      `pass tier warned ${result.passTier.warnedOnly}/${result.passTier.messages}`,
    ...perType,
    `caught by tag: ${byTag.join(', ')}`,
    `falsely blocked by tag: ${falseBlocks.join(', ')}`,
    ...(errors > 0
      ? [
          `missed: ${result.missedIds.slice(0, errors).join(' ')}`,
          `falsely blocked: ${result.falselyBlockedIds.slice(0, errors).join(' ')}`,
        ]
      : []),
  ].join('\n');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
