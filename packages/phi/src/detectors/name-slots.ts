import { listed } from '../text/listed.ts';
import { Class } from '../lexicon/classes.ts';
import { setOf } from '../text/set-of.ts';
import { Gap } from '../text/tokens.ts';
import type { Reading } from '../text/reading.ts';
import type { PersonWords } from './person-words.ts';

const sureSlots = listed('sureSlots');
const clearSlots = listed('clearSlots');
const fairSlots = listed('fairSlots');
const placeSlots = listed('placeSlots');
const articles = setOf('our the a an new this that these your my el la los las un una nuestra nuestro');
/** How strongly the word right before a name says that it is a person's (or, below zero, that it is not one). */
const before = (word: string): number | undefined =>
  placeSlots.has(word)
    ? -4
    : articles.has(word)
      ? -2
      : sureSlots.has(word)
        ? 4
        : clearSlots.has(word)
          ? 3
          : fairSlots.has(word)
            ? 2
            : undefined;
/** Two words right before a name that point at a person. */
const pairsBefore = listed('pairsBeforeName');
/** By the word right after a name: what belongs to a place, a business or a thing named after somebody. */
const things = listed('namedThings');
/** What a person owns or is expected for: "Ana Ruiz's chart", "the Ana Ruiz file". */
const belongings = listed('belongings');
const verbsAfter = listed('verbsAfterName');
const addressed = listed('addressedAfter');

const vocative = setOf('you your youre youve ur u we su favor');

/** "Ming Tsai & Eddie Tsai": a first and another name on both sides of the sign; "Baker & Taylor" has one. */
const isNamePair = (tokens: Reading['tokens'], second: number): boolean => {
  const [before, first, family] = [tokens[second - 1]!, tokens[second]!, tokens[second + 1]];
  const next = tokens[second + 2];
  return (
    (first.classes & (Class.firstName | Class.wordyFirstName)) !== 0 &&
    before.capital === 1 &&
    first.capital === 1 &&
    family !== undefined &&
    family.capital === 1 &&
    (family.gap & ~Gap.space) === 0 &&
    (family.classes & (Class.organisation | Class.plainWord)) === 0 &&
    tokens[second - 2]?.capital === 1 &&
    // "Ellen Baker & James Smith LLP"
    (next === undefined ||
      (next.gap & ~Gap.space) !== 0 ||
      ((next.classes & Class.organisation) === 0 && !things.has(next.text)))
  );
};

/** Points from what stands before the token at which a name begins. */
export function slotBefore({ tokens, folded }: Reading, { text, is }: PersonWords, first: number): number {
  const token = tokens[first]!;
  const previous = tokens[first - 1];
  if (previous === undefined) return 2;
  if (previous.sentence !== token.sentence || (token.gap & (Gap.newline | Gap.stop)) !== 0) return 2;
  const pair = pairsBefore.has(`${text(first - 2)} ${previous.text}`);
  if (folded.charCodeAt(token.start - 2) === 38 || folded.charCodeAt(token.start - 1) === 38)
    return isNamePair(tokens, first) ? 2 : -9;
  // The title of a song or a saying stands in quotation marks.
  if ((token.gap & Gap.quote) !== 0 && previous.capital === 0) return -2;
  if (pair) return 4;
  if ((previous.classes & (Class.relation | Class.title)) !== 0) return 4;
  const points = before(previous.text);
  if ((token.gap & (Gap.colon | Gap.equals)) !== 0) return points !== undefined && points > 3 ? 4 : 3;
  if ((previous.classes & Class.greeting) !== 0 && previous.text !== 're') return 3;
  if ((token.gap & Gap.comma) !== 0) return points !== undefined && points > 3 ? 4 : 2;
  if ((token.gap & (Gap.hyphen | Gap.slash | Gap.open | Gap.other)) !== 0) return 2;
  if (points !== undefined) {
    return points;
  }
  if (previous.kind === 'number') return is(first + 1, Class.street) ? -4 : 1;
  return previous.possessive ? 0 : 1;
}

/** Points from what stands after the last token of a name. */
export function slotAfter({ tokens, folded, mixedCase }: Reading, last: number): number {
  const token = tokens[last]!;
  const next = tokens[last + 1];
  if (next === undefined) return 1;
  const { gap } = next;
  const close = (gap & ~(Gap.space | Gap.wide)) === 0;
  const text = next.text;
  if (close && things.has(text)) {
    if (!token.possessive || next.capital > 0) return -9;
    return belongings.has(text) ? 1 : -4;
  }
  if (close && folded.charCodeAt(next.start) === 38) return -9;
  if (token.possessive) return belongings.has(text) ? 3 : 1;
  if (close) {
    if ((next.classes & (Class.organisation | Class.street)) !== 0 && next.capital > 0 && mixedCase)
      return -9;
    // "Mary Ellen Pleasant St"
    if (next.capital > 0 && mixedCase) {
      const third = tokens[last + 2];
      if (
        third !== undefined &&
        third.capital > 0 &&
        (third.gap & ~Gap.space) === 0 &&
        (third.classes & (Class.organisation | Class.street)) !== 0 &&
        (next.classes & Class.plainWord) === 0
      )
        return -9;
    }
    if (belongings.has(text)) return 2;
    if (
      (text === 'is' || text === 'was') &&
      ['the', 'a', 'an', 'closed', 'open'].includes(tokens[last + 2]?.text ?? '')
    )
      return 0;
    if (verbsAfter.has(text)) return 2;
    if (addressed.has(text)) return 1;
    return next.kind === 'number' || (text.length > 4 && text.endsWith('ing')) ? 1 : 0;
  }
  if (addressed.has(text)) return (gap & Gap.comma) !== 0 && vocative.has(text) ? 3 : 2;
  if ((gap & Gap.other) !== 0 && (gap & (Gap.comma | Gap.stop | Gap.dot)) === 0 && folded.includes('&')) {
    for (let at = token.end; at < next.start; at++)
      if (folded.charCodeAt(at) === 38) return isNamePair(tokens, last + 1) ? 2 : -9;
  }
  return 1;
}
