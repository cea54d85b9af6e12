import { expect, test } from 'vitest';
import { lexicon } from '../generated/lexicon.ts';
import { codePhraseLists, decodePhraseLists } from '../text/phrase-lists.ts';
import { lexiconSources } from './sources.ts';
import { labelTypes } from './label-types.ts';
import { idLabels } from './labels.ts';

test('lists of phrases come back as they were written', () => {
  const lists = { a: ['blood sugar', 'blood test', 'asthma', 'sugar'], b: ['zebra', 'blood'], c: [] };
  const decoded = decodePhraseLists(codePhraseLists(lists, new Set(['blood', 'zebra', 'table'])));
  expect(decoded.common.sort()).toEqual(['blood', 'zebra']);
  for (const [name, phrases] of Object.entries(lists))
    expect(decoded.lists[name]!.sort()).toEqual(phrases.sort());
});

test('the generated vocabularies follow the written ones: run `npm run build-lists -w @sms/phi` when this fails', () => {
  const { ingredients, firstNames, ...decoded } = decodePhraseLists(lexicon).lists;
  expect(ingredients).toContain('warfarin');
  expect(firstNames).toContain('guadalupe');
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
