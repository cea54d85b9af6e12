import { describe, expect, test } from 'vitest';
import { corpusNames, parseLabelledMessages, readCorpus, readPublicMessages, spanTypes } from './corpus.ts';

const seen = readCorpus('seen');
const unseen = readCorpus('unseen');
const fresh = [...seen, ...unseen];

describe('fresh corpus', () => {
  test('has no message twice, neither within a half nor across the halves', () => {
    const texts = [...fresh, ...readCorpus('dev')].map(({ text }) => text.toLowerCase());
    expect(new Set(fresh.map(({ id }) => id)).size).toBe(fresh.length);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test.each([
    ['seen', seen],
    ['unseen', unseen],
  ])('%s holds each tier in the agreed share', (_name, half) => {
    const share = (tier: string) => half.filter((message) => message.tier === tier).length / half.length;
    expect(half.length).toBeGreaterThan(500);
    expect(share('block')).toBeCloseTo(0.5, 1);
    expect(share('warn')).toBeCloseTo(0.08, 1);
    expect(share('pass')).toBeCloseTo(0.42, 1);
  });

  test.each([
    ['seen', seen],
    ['unseen', unseen],
  ])('%s holds every type of span', (_name, half) => {
    const present = new Set(
      half.filter(({ block }) => block).flatMap(({ spans }) => spans.map(({ type }) => type)),
    );
    expect(spanTypes.filter((type) => !present.has(type))).toEqual([]);
  });

  test('gives a reason for every block and none for a pass', () => {
    expect(fresh.filter(({ tier, spans }) => tier === 'block' && spans.length === 0)).toEqual([]);
    expect(fresh.filter(({ tier, spans }) => tier === 'pass' && spans.length > 0)).toEqual([]);
  });

  test('has spans that begin and end on a visible character and do not overlap', () => {
    const wrong = fresh.filter(({ text, spans }) =>
      spans.some(
        ({ start, end }, index) =>
          text.slice(start, end).trim().length !== end - start ||
          spans.some((other, otherIndex) => otherIndex > index && other.start < end && start < other.end),
      ),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});

describe.each(corpusNames)('%s', (name) => {
  const messages = readCorpus(name);

  test('has ids of its own and no message of another corpus', () => {
    const others = corpusNames.filter((other) => other !== name).flatMap((other) => readCorpus(other));
    const [ids, texts] = [
      new Set(others.map(({ id }) => id)),
      new Set(others.map(({ text }) => text.toLowerCase())),
    ];
    expect(messages.filter(({ id }) => ids.has(id)).map(({ id }) => id)).toEqual([]);
    expect(messages.filter(({ text }) => texts.has(text.toLowerCase())).map(({ id }) => id)).toEqual([]);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(messages.length);
  });

  test('gives a reason for every block and none for a pass', () => {
    const unlike = messages.filter(
      ({ tier, spans }) => (tier === 'block' && spans.length === 0) || (tier === 'pass' && spans.length > 0),
    );
    expect(unlike.map(({ id }) => id)).toEqual([]);
  });
});

describe('reading', () => {
  test('says which line is malformed', () => {
    expect(() => parseLabelledMessages('\n{"id":"x"}\n')).toThrow('line 2');
  });

  test('reads the public pool', () => {
    expect(readPublicMessages()).toHaveLength(4392);
  });
});
