import { describe, expect, test } from 'vitest';
import { readCorpus } from './corpus.ts';
import { score, spanMatches } from './score.ts';
import type { GoldMessage, Prediction } from './score.ts';

const toBlock: GoldMessage = {
  id: 'a',
  block: true,
  tier: 'block',
  tags: ['med'],
  spans: [{ start: 5, end: 14, type: 'MEDICATION' }],
};
const toWarn: GoldMessage = {
  id: 'b',
  block: false,
  tier: 'warn',
  tags: ['spec'],
  spans: [{ start: 5, end: 15, type: 'SPECIALTY' }],
};
const toPass: GoldMessage = { id: 'c', block: false, tier: 'pass', tags: ['ops'], spans: [] };
const gold = [toBlock, toWarn, toPass];

describe('score', () => {
  test.each(['dev', 'seen', 'unseen'] as const)('gives full marks to the labels of %s themselves', (name) => {
    const corpus = readCorpus(name);
    const answers = corpus.map(({ id, block, spans }): Prediction => ({ id, block, findings: spans }));
    expect(score(corpus, answers)).toMatchObject({
      f1: 1,
      spanF1: 1,
      typedSpanRecall: 1,
      groundedRecall: 1,
      falseBlockRate: 0,
      missedIds: [],
      falselyBlockedIds: [],
    });
  });

  test('counts a message without a prediction as let through and lists it', () => {
    const result = score(gold, [{ id: 'z', block: true, findings: [] }]);
    expect(result).toMatchObject({
      recall: 0,
      missedIds: ['a'],
      missingPredictions: ['a', 'b', 'c'],
      unknownPredictions: ['z'],
    });
  });

  test('counts a blocked warn-tier message as falsely blocked, but not its span as wrong', () => {
    const result = score(gold, [
      { id: 'a', block: true, findings: [{ start: 5, end: 14, type: 'MEDICATION' }] },
      { id: 'b', block: true, findings: [{ start: 5, end: 15, type: 'SPECIALTY' }] },
      { id: 'c', block: false, findings: [] },
    ]);
    expect(result).toMatchObject({
      falselyBlockedIds: ['b'],
      falseBlockRate: 0.5,
      precision: 0.5,
      spanPrecision: 1,
    });
  });

  test('does not take a warning for a block', () => {
    const result = score(gold, [
      { id: 'a', block: false, findings: [{ start: 5, end: 14, severity: 'warn' }] },
      { id: 'b', block: false, findings: [{ start: 5, end: 15, severity: 'warn' }] },
      { id: 'c', block: false, findings: [{ start: 0, end: 3, severity: 'warn' }] },
    ]);
    expect(result).toMatchObject({
      recall: 0,
      spanRecall: 0,
      warnTier: { messages: 1, flagged: 1, blocked: 0 },
      passTier: { messages: 1, warnedOnly: 1, blocked: 0 },
    });
  });

  test('tells a block for the labelled reason from a block for another one', () => {
    const result = score(
      [toBlock],
      [{ id: 'a', block: true, findings: [{ start: 20, end: 24, type: 'NAME' }] }],
    );
    expect(result).toMatchObject({ recall: 1, groundedRecall: 0, spanPrecision: 0 });
    expect(result.perType).toEqual({
      MEDICATION: { spans: 1, found: 0, foundWithType: 0, inBlockedMessage: 1 },
    });
  });

  test('refuses two predictions for one message', () => {
    const prediction: Prediction = { id: 'a', block: true, findings: [] };
    expect(() => score(gold, [prediction, prediction])).toThrow('two predictions for a');
  });
});

describe('spanMatches', () => {
  test.each([
    ['the same range', { start: 10, end: 20 }, true],
    ['half of it', { start: 15, end: 20 }, true],
    ['half of the shorter one outside', { start: 18, end: 22 }, true],
    ['less than half of the shorter one', { start: 19, end: 22 }, false],
    ['nothing shared', { start: 20, end: 30 }, false],
    ['as long as allowed', { start: 0, end: 55 }, true],
    ['too long', { start: 0, end: 56 }, false],
  ])('%s', (_what, predicted, expected) => {
    expect(spanMatches({ start: 10, end: 20 }, predicted)).toBe(expected);
  });
});
