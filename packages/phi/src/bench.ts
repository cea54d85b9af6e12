import { readFileSync } from 'node:fs';
import { OpenRedaction } from 'openredaction';
import { SyncRedactor } from 'redact-pii';
import { checkPhi } from './index.ts';

export type Figure = {
  name: string;
  value: number;
  unit: string;
  yardstick: { name: string; value: number } | null;
  ratio: number | null;
  goal: { max?: number; min?: number } | null;
};

type Line = { text: string; block: boolean };

const lengthMeasured = 320;

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Times of single checks in microseconds, after a warm-up over the same texts, until they are compiled and no longer change. */
const timesOf = async (
  texts: readonly string[],
  check: (text: string) => boolean | Promise<boolean>,
  warmUps: number,
  rounds: number,
): Promise<{ p50: number; p99: number }> => {
  for (let round_ = 0; round_ < warmUps; round_++) for (const text of texts) await check(text);
  const times: number[] = [];
  for (let round_ = 0; round_ < rounds; round_++) {
    for (const text of texts) {
      const start = performance.now();
      const answer = check(text);
      if (typeof answer !== 'boolean') await answer;
      times.push((performance.now() - start) * 1000);
    }
  }
  times.sort((a, b) => a - b);
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
};

const accuracyOf = async (
  lines: readonly Line[],
  check: (text: string) => boolean | Promise<boolean>,
): Promise<{ recall: number; falseBlock: number }> => {
  let phi = 0;
  let caught = 0;
  let clean = 0;
  let blocked = 0;
  for (const { text, block } of lines) {
    const answer = await check(text);
    if (block) {
      phi++;
      if (answer) caught++;
    } else {
      clean++;
      if (answer) blocked++;
    }
  }
  return { recall: caught / phi, falseBlock: blocked / clean };
};

/**
 * Measures the engine on texts of 320 characters made of corpus lines, and beside it two general redaction libraries
 * on the same texts: speed and, on the corpus lines, recall and false blocks.
 */
export async function benchPhi(): Promise<Figure[]> {
  const lines = readFileSync(new URL('../../phi-corpus/dev.jsonl', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
  const texts: string[] = [];
  for (let index = 0; index < 300; index++) {
    let text = '';
    for (let next = 0; text.length < lengthMeasured; next++)
      text += `${lines[(index * 7 + next) % lines.length]!.text} `;
    texts.push(text.slice(0, lengthMeasured));
  }
  const redactor = new SyncRedactor();
  const open = new OpenRedaction();
  const engines: {
    name: string;
    warmUps: number;
    rounds: number;
    check: (text: string) => boolean | Promise<boolean>;
  }[] = [
    { name: 'phi', warmUps: 50, rounds: 20, check: (text) => checkPhi(text).block },
    { name: 'redact-pii', warmUps: 50, rounds: 2, check: (text) => redactor.redact(text) !== text },
    {
      name: 'openredaction',
      warmUps: 2,
      rounds: 1,
      check: async (text) => (await open.detect(text)).detections.length > 0,
    },
  ];
  const measured = [];
  for (const { name, warmUps, rounds, check } of engines)
    measured.push({
      name,
      ...(await timesOf(name === 'openredaction' ? texts.slice(0, 60) : texts, check, warmUps, rounds)),
      ...(await accuracyOf(lines, check)),
    });
  const [ours, ...others] = measured;
  const figures: Figure[] = [];
  const figure = (
    name: string,
    value: number,
    unit: string,
    yardstick: { name: string; value: number } | null,
    goal: Figure['goal'],
  ): void => {
    figures.push({
      name,
      value,
      unit,
      yardstick,
      ratio: yardstick === null || yardstick.value === 0 ? null : round(value / yardstick.value, 4),
      goal,
    });
  };
  const yardstick = others[0]!;
  figure(
    'phi.p50Us',
    round(ours!.p50, 1),
    'µs',
    { name: `${yardstick.name}, same texts`, value: round(yardstick.p50, 1) },
    { max: 50 },
  );
  figure(
    'phi.p99Us',
    round(ours!.p99, 1),
    'µs',
    { name: `${yardstick.name}, same texts`, value: round(yardstick.p99, 1) },
    { max: 1000 },
  );
  figure(
    'phi.devRecall',
    round(ours!.recall, 4),
    'share',
    { name: `${yardstick.name}, same lines`, value: round(yardstick.recall, 4) },
    { min: 0.99 },
  );
  figure(
    'phi.devFalseBlock',
    round(ours!.falseBlock, 4),
    'share',
    { name: `${yardstick.name}, same lines`, value: round(yardstick.falseBlock, 4) },
    { max: 0.005 },
  );
  for (const other of others) {
    figure(`phi.${other.name}.p50Us`, round(other.p50, 1), 'µs', null, null);
    figure(`phi.${other.name}.devRecall`, round(other.recall, 4), 'share', null, null);
    figure(`phi.${other.name}.devFalseBlock`, round(other.falseBlock, 4), 'share', null, null);
  }
  return figures;
}

if (import.meta.main) console.table(await benchPhi());
