import { expect, test } from 'vitest';
import { lexicon } from '../generated/lexicon.ts';
import { codePhraseLists, decodePhraseLists } from '../text/phrase-lists.ts';
import { lexiconSources } from './sources.ts';
import { labelTypes } from './label-types.ts';
import { idLabels } from './labels.ts';

test('lists of phrases come back as they were written', () => {
  const lists = { a: ['blood sugar', 'blood test', 'asthma', 'sugar'], b: ['zebra', 'blood'], c: [] };
  const decoded = decodePhraseLists(codePhraseLists(lists));
  for (const [name, phrases] of Object.entries(lists)) expect(decoded[name]!.sort()).toEqual(phrases.sort());
});

test('the generated vocabularies follow the written ones: run `npm run build-lists -w @sms/phi` when this fails', () => {
  const decoded = decodePhraseLists(lexicon);
  const sources = lexiconSources();
  expect(Object.keys(decoded).sort()).toEqual(Object.keys(sources).sort());
  for (const [name, phrases] of Object.entries(sources))
    expect([...decoded[name]!].sort(), name).toEqual([...new Set(phrases)].sort());
});

test('labels of identifiers name what their value is', () => {
  expect(labelTypes).toEqual(
    Object.fromEntries(Object.entries(idLabels).map(([name, { type }]) => [name, type])),
  );
});
