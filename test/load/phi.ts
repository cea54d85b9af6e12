import { fileURLToPath } from 'node:url';
import { readCorpus, readPublicMessages } from '@sms/phi-corpus/corpus';
import { checkPhi } from '@sms/phi';
import { OpenRedaction } from 'openredaction';
import { SyncRedactor } from 'redact-pii';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { figure, percentile, type Figure } from './figure.ts';

const textLength = 320;
const warmUps = 2_000;
const rounds = 5_000;

/** Real texts put together to the longest that people send: 320 characters. */
const longTexts = (): string[] => {
  const pool = [...readCorpus('dev').map(({ text }) => text), ...readPublicMessages()].join(' ');
  return Array.from({ length: 400 }, (_, index) => pool.slice(index * textLength, (index + 1) * textLength));
};

const microseconds = async (
  check: (text: string) => unknown,
  texts: readonly string[],
  times: number,
): Promise<number[]> => {
  for (let round = 0; round < Math.min(warmUps, times); round += 1) await check(texts[round % texts.length]!);
  const sample: number[] = [];
  for (let round = 0; round < times; round += 1) {
    const start = performance.now();
    await check(texts[round % texts.length]!);
    sample.push((performance.now() - start) * 1000);
  }
  return sample;
};

type Accuracy = { readonly recall: number; readonly falseBlocks: number };

/** In percent, over the corpus that everybody may look at. */
const accuracy = async (blocks: (text: string) => boolean | Promise<boolean>): Promise<Accuracy> => {
  let [caught, bad, blocked, good] = [0, 0, 0, 0];
  for (const { text, block } of readCorpus('dev')) {
    const answer = await blocks(text);
    if (block) {
      bad += 1;
      caught += Number(answer);
    } else {
      good += 1;
      blocked += Number(answer);
    }
  }
  return { recall: (100 * caught) / bad, falseBlocks: (100 * blocked) / good };
};

/** The guard's speed and accuracy, beside two libraries on the same texts in the same run. */
export const phiFigures = async (): Promise<Figure[]> => {
  const texts = longTexts();
  const ours = await microseconds(checkPhi, texts, rounds);
  const redactor = new SyncRedactor();
  const redactPii = await microseconds((text) => redactor.redact(text), texts, 500);
  const open = new OpenRedaction();
  const openRedaction = await microseconds((text) => open.detect(text), texts, 300);
  const yardstick = { name: 'redact-pii, µs at the median', value: percentile(redactPii, 0.5) };
  const { recall, falseBlocks } = await accuracy((text) => checkPhi(text).block);
  const theirs = await accuracy((text) => redactor.redact(text) !== text);
  const open_ = await accuracy(async (text) => (await open.detect(text)).detections.length > 0);
  const entry = fileURLToPath(import.meta.resolve('@sms/phi'));
  const bundle = buildSync({ entryPoints: [entry], bundle: true, minify: true, format: 'esm', write: false })
    .outputFiles[0]!;
  return [
    figure('phi.p50Us', percentile(ours, 0.5), 'µs', { goal: { max: 50 }, yardstick }),
    figure('phi.p99Us', percentile(ours, 0.99), 'µs', { goal: { max: 1000 }, yardstick }),
    figure('phi.redactPii.p50Us', percentile(redactPii, 0.5), 'µs'),
    figure('phi.openredaction.p50Us', percentile(openRedaction, 0.5), 'µs'),
    figure('phi.recallPercent', recall, '%', { goal: { min: 99 } }),
    figure('phi.falseBlocksPercent', falseBlocks, '%', { goal: { max: 0.5 } }),
    figure('phi.redactPii.recallPercent', theirs.recall, '%'),
    figure('phi.redactPii.falseBlocksPercent', theirs.falseBlocks, '%'),
    figure('phi.openredaction.recallPercent', open_.recall, '%'),
    figure('phi.openredaction.falseBlocksPercent', open_.falseBlocks, '%'),
    figure('phi.bundleGzipKb', gzipSync(bundle.contents).length / 1024, 'kB', { goal: { max: 150 } }),
  ];
};
