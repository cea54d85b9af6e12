import { Class } from '../lexicon/classes.ts';
import type { Reading } from '../text/reading.ts';
import { Gap } from '../text/tokens.ts';
import type { PersonWords } from './person-words.ts';

export type NamedSpan = { first: number; last: number; evidence: string; variant: 'reversed' | 'initial' };

/** "LAST, FIRST" at a token, or null. */
export function reversedNameAt(
  reading: Reading,
  words: PersonWords,
  taken: readonly number[],
  index: number,
): NamedSpan | null {
  const { tokens, mixedCase } = reading;
  const { text, is, givenOf, surnameScore, between, dotted, isInitial, clinical, isCommon } = words;
  if (index + 1 >= tokens.length || taken[index] !== 0 || taken[index + 1] !== 0) return null;
  const next = tokens[index + 1]!;
  if ((next.gap & Gap.comma) === 0 || (next.gap & ~(Gap.comma | Gap.space)) !== 0) return null;
  const family = tokens[index]!;
  // "her PA, Odell"
  if (is(index, Class.credential) && family.capital === 2 && reading.hasLower) return null;
  const given = givenOf(index + 1);
  const hyphenated = family.gap === Gap.hyphen && index > 0 && surnameScore(index - 1) >= 0;
  const head = hyphenated ? index - 1 : index;
  const particled = head > 0 && is(head - 1, Class.particle) && dotted(head) && family.capital > 0;
  // "Tran, Kim-Ly"
  const initialFollows =
    (isInitial(index + 2) || (tokens[index + 2]?.gap === Gap.hyphen && tokens[index + 2]!.capital > 0)) &&
    between(index + 2);
  const shouted = family.capital === 2;
  // "GAINES, LATONYA was seen": a surname that some dictionary has as well.
  const rare =
    shouted &&
    next.capital === 2 &&
    given === 'sure' &&
    reading.hasLower &&
    family.classes === 0 &&
    family.text.length >= 4 &&
    !clinical(family) &&
    (family.text.endsWith('s') || is(index + 2, Class.verbAfterName));
  const score = particled && given === 'sure' ? 3 : Math.max(surnameScore(index), rare ? 2 : -9);
  const found = (last: number, evidence: string, variant: NamedSpan['variant'] = 'reversed'): NamedSpan => ({
    first: particled ? head - 1 : head,
    last,
    evidence,
    variant,
  });
  if (
    given === null &&
    reading.hasLower &&
    shouted &&
    next.capital === 2 &&
    score >= 2 &&
    family.text.length >= 4 &&
    next.text.length >= 4 &&
    next.classes === 0 &&
    !isCommon(next.stem) &&
    !clinical(next)
  )
    return found(initialFollows ? index + 2 : index + 1, 'two words in capitals with a comma');
  if (isInitial(index + 1)) {
    const after = tokens[index + 2];
    const closed =
      after === undefined ||
      (after.gap & (Gap.dot | Gap.stop | Gap.comma | Gap.slash | Gap.hyphen | Gap.newline)) !== 0;
    return score === 3 &&
      family.capital > 0 &&
      !is(index, Class.firstName) &&
      next.kind === 'word' &&
      next.capital > 0 &&
      closed &&
      !is(head - 1, Class.greeting)
      ? found(index + 1, 'a surname, a comma and an initial', 'initial')
      : null;
  }
  if (given === null || is(index + 1, Class.weekday | Class.month) || next.written.includes("'")) return null;
  if (is(index + 1, Class.stateCode) && next.capital === 2 && next.text.length === 2) return null;
  if (text(index + 2) === 'and' && givenOf(index + 3) !== null) return null;
  if (mixedCase ? family.capital === 0 || next.capital === 0 : given === 'unknown' || score < 2) return null;
  const listed = given === 'sure' || (!reading.hasLower && score >= 2);
  if (!mixedCase && !listed) return null;
  if (family.written.includes("'ll")) return null;
  // How much else says that this is a list entry and not somebody addressed ("Thanks, Maria", "Dallas, Jordan says hi").
  const asked =
    (mixedCase || shouted) &&
    (is(head - 1, Class.personSlot) || (tokens[head]!.gap & (Gap.colon | Gap.slash | Gap.newline)) !== 0);
  const closed =
    tokens[index + 2] === undefined ||
    (tokens[index + 2]!.gap & ~Gap.space) !== 0 ||
    is(index + 2, Class.verbAfterName) ||
    tokens[index + 2]!.kind !== 'word';
  if (
    given === 'unknown' &&
    !particled &&
    !hyphenated &&
    !(shouted && next.capital === 2 && score >= 2) &&
    !((initialFollows || is(index + 2, Class.verbAfterName) || asked) && score >= 2 && next.capital === 1)
  )
    return null;
  if ((next.gap & Gap.space) === 0 && given !== 'sure' && next.capital !== family.capital) return null;
  if (is(head - 1, Class.greeting) && !initialFollows && !shouted && (tokens[head]!.gap & Gap.colon) === 0)
    return null;
  const wordy = score < 0 && asked && mixedCase && family.classes === 0 && family.text.length > 2;
  let points = score === 3 ? 4 : score === 2 ? 2 : score >= 0 || wordy ? 1 : -4;
  points += given === 'sure' ? 2 : given === 'wordy' ? 1 : 0;
  if (shouted && reading.hasLower) points += next.capital === 2 ? 3 : 2;
  if (family.kind === 'mixed' && next.kind === 'mixed') points += 3;
  if (initialFollows) points += 3;
  if (hyphenated || particled) points += 2;
  if (asked) points += given === 'sure' || score >= 3 ? 2 : 1;
  if (closed && index + 2 < tokens.length) points += 1;
  if (head === 0) points += 1;
  if (!reading.hasLower && given === 'wordy' && is(index, Class.wordySurname)) points += 2;
  if (is(index, Class.firstName) && !shouted && !hyphenated && !particled) points -= 3;
  return points >= 6
    ? found(initialFollows ? index + 2 : index + 1, 'a surname, a comma and a first name')
    : null;
}
