import * as care from './care.ts';
import { classWords } from './classes.ts';
import * as conditions from './conditions.ts';
import { contextPhrases } from './context-phrases.ts';
import { everydayTerms } from './everyday.ts';
import { frameWords } from './frames.ts';
import { idLabels } from './labels.ts';
import * as medications from './medications.ts';
import { namesakes, publicPeople } from './public-people.ts';
import * as sensitive from './sensitive.ts';
import { phraseLists, wordLists } from './word-lists.ts';

/** Splits a phrase the way texts are split into words. */
export const phraseWords = (phrase: string): string[] =>
  phrase
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f']/g, '')
    .split(/[\s/.-]+/)
    .filter((word) => word !== '');

const phrasesOf = (list: string): string[] =>
  list
    .split(/[,\n]/)
    .map((item) => phraseWords(item).join(' '))
    .filter((item) => item !== '');
const wordsOf = (list: string): string[] => list.split(/\s+/).flatMap(phraseWords);
const named = (prefix: string, lists: Record<string, string>, split: (list: string) => string[]) =>
  Object.entries(lists).map(([name, list]) => [`${prefix}:${name}`, split(list)] as const);

/** The longer phrases of a list that hold a shorter one of it say nothing more, nor do its plurals. */
const withoutRepeats = (phrases: readonly string[]): string[] => {
  const all = new Set(phrases);
  return [...all].filter((phrase) => {
    const words = phrase.split(' ');
    for (let from = 0; from < words.length; from++)
      for (let to = from + 1; to <= words.length; to++)
        if (to - from < words.length && all.has(words.slice(from, to).join(' '))) return false;
    return !(phrase.endsWith('s') && words.at(-1)!.length > 4 && all.has(phrase.slice(0, -1)));
  });
};

/** The hand-written vocabularies as lists by name; `scripts/build-lists.ts` writes them small for the engine. */
export function lexiconSources(): Record<string, string[]> {
  const { drugSuffixes, ...drugs } = medications;
  const terms = named('', { ...care, ...conditions, ...drugs, ...sensitive }, phrasesOf).map(
    ([name, list]) =>
      [name.slice(1), name.startsWith(':strong') ? withoutRepeats(list) : [...new Set(list)]] as const,
  );
  const everyday = new Set(phrasesOf(everydayTerms));
  const strong = new Set(
    terms.flatMap(([name, list]) => (name.startsWith('strong') || /Drugs$/.test(name) ? list : [])),
  );
  return Object.fromEntries([
    ...terms,
    ['everyday', [...everyday].filter((phrase) => strong.has(phrase))],
    ['publicPeople', publicPeople.split('|')],
    ['namesakes', namesakes.split('|')],
    ['drugSuffixes', wordsOf(drugSuffixes)],
    ...named(
      'label',
      Object.fromEntries(Object.entries(idLabels).map(([name, { labels }]) => [name, labels])),
      phrasesOf,
    ),
    ...named('context', contextPhrases, phrasesOf),
    ...named('class', classWords, wordsOf),
    ...named('frame', frameWords, wordsOf),
    ...named('list', wordLists, wordsOf),
    ...named('list', phraseLists, phrasesOf),
  ] as [string, string[]][]);
}
