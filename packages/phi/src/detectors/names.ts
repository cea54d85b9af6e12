import { listed } from '../text/listed.ts';
import { Class } from '../lexicon/classes.ts';
import { know } from '../text/knowledge.ts';
import type { NamedPlace } from '../text/organisation.ts';
import type { Reading } from '../text/reading.ts';
import { setOf } from '../text/set-of.ts';
import { Gap } from '../text/tokens.ts';
import type { RawFinding } from './finding.ts';
import { slotAfter, slotBefore } from './name-slots.ts';
import { contracted, readPersonWords, type PersonWords } from './person-words.ts';
import { reversedNameAt } from './reversed-names.ts';
import { readStaff, roles } from './staff.ts';

/** What business is called by; no surname after a first name ("Ashley Furniture", "Cash App", "Jackson Parish"). */
const tradeNames = listed('tradeNames');
const suffixes = setOf('jr sr ii iii iv esq');
/** Second halves of double first names: "Mary Ann" and "Jose Luis" are first names only. */
const secondGivens = listed('secondGivens');
/** Things that come with a letter: "vitamin K Street", "Gate B Main". */
const lettered = listed('letteredThings');
/** Surnames that are as often the last word of a place or a day: "Cherry Hill", "Columbus Day", "Grant Park". */
const placeSurnames = setOf(
  'day lane hill hills park parks lake spring springs beach garden gardens valley church hall temple',
);
/** What a text that names a public figure is about. */
const famousFor = listed('famousFor');
/** A syllable of a Chinese or Korean given name, as it is written in Latin letters. */
const syllable =
  /^(?:[bcdfghjklmnpqrstwxyz]|ch|sh|zh|ts|hs|ky|my|ry)?[wy]?(?:[aeiou]|ae|ai|ao|ee|ei|eo|eu|ia|iao|ie|iu|oe|oo|ou|ua|uai|ue|ui|uo)(?:n|ng|k|m|l|p|r|h)?$/;
const nameOpeners = Class.firstName | Class.wordyFirstName | Class.title;
/** "Ft. Wayne", "Mt. Vernon" are places. */
const notClipped = setOf('ft mt pt');
const loneLetters = setOf('a i o e y u r n b c');

type Run = {
  last: number;
  /** The best surname in the run, as `surnameScore`. */
  best: number;
  /** Middle names, initials, particles and suffixes. */
  more: number;
  /** The last surname begins in lower case after a capital first name. */
  uneven: boolean;
};

/** Walks from a first name over middle names, initials, particles and nicknames to the surname; null when there is none. */
const runFrom = (
  reading: Reading,
  words: PersonWords,
  taken: readonly number[],
  first: number,
): Run | null => {
  const { tokens, mixedCase } = reading;
  const { is, givenOf, surnameScore, between, dotted, isInitial } = words;
  const token = tokens[first]!;
  const cased = mixedCase && token.capital > 0;
  let last = -1;
  let best = -9;
  let more = 0;
  let uneven = false;
  for (let at = first + 1; at <= first + 6 && at < tokens.length; at++) {
    const part = tokens[at]!;
    if (taken[at] !== 0) break;
    // Jedediah "Jed" Stoltzfus, Ana (Anita) Ruiz
    const next = tokens[at + 1];
    if (
      last < 0 &&
      next !== undefined &&
      (part.gap & (Gap.quote | Gap.open)) !== 0 &&
      (next.gap & (Gap.quote | Gap.close)) !== 0 &&
      part.capital > 0 &&
      surnameScore(at + 1) >= 2
    ) {
      last = at + 1;
      best = surnameScore(at + 1);
      more++;
      break;
    }
    if (!dotted(at)) break;
    if ((part.gap & Gap.dot) !== 0 && tokens[at - 1]!.text.length > 2) break;
    if (isInitial(at)) {
      more += part.capital > 0 || at === first + 1 ? 2 : 1;
      continue;
    }
    const tied = part.gap === Gap.hyphen;
    if (tied && last < 0 && at === first + 1) continue;
    const particle = is(at, Class.particle) && at + 1 < tokens.length;
    if (cased && part.capital === 0 && !particle) {
      // "Keisha monroe" with one capital is still a name when both are known.
      if (at !== first + 1 || givenOf(first) !== 'sure' || surnameScore(at) !== 3 || is(at, Class.plainWord))
        break;
      uneven = true;
    }
    const score = tied && last >= 0 && part.capital > 0 ? Math.max(surnameScore(at), 2) : surnameScore(at);
    // "Femke de Wit": what follows a particle is a surname, be it a word or not.
    if (
      particle &&
      cased &&
      score < 2 &&
      tokens[at + 1]!.capital > 0 &&
      between(at + 1) &&
      !(last < 0 && (part.text === 'y' || part.text === 'e'))
    ) {
      more++;
      best = Math.max(best, givenOf(first) === 'wordy' ? 1 : 2);
      last = at + 1;
      at++;
      if (tokens[last]!.possessive) break;
      continue;
    }
    if (score >= 0) {
      // "Ana Ruiz Lunch": a word of no name after a surname is no part of it, unless tied to it.
      if (last >= 0 && score < 2 && best >= 2 && !tied) break;
      if (last >= 0 && !tied) more++;
      best = Math.max(best, score);
      last = at;
      if (part.possessive) break;
      continue;
    }
    const following = surnameScore(at + 1);
    if (next?.gap === Gap.hyphen && part.capital > 0 && following >= 2) continue;
    if (
      at === first + 1 &&
      part.capital === token.capital &&
      following >= 2 &&
      between(at + 1) &&
      (is(at, Class.firstName | Class.wordyFirstName | Class.wordySurname | Class.month | Class.weekday) ||
        (part.text.length <= 3 && cased) ||
        (cased &&
          following === 3 &&
          (part.classes & (Class.plainWord | Class.organisation | Class.street)) === 0))
    ) {
      more++;
      continue;
    }
    if (particle && !(['y', 'e'].includes(part.text) && (last < 0 || is(at + 1, Class.firstName)))) {
      if (!cased && part.text !== 'st') more++;
      continue;
    }
    break;
  }
  return last < 0 ? null : { last, best, more, uneven };
};

/** Full names of patients, relatives and contacts; titles with a surname; staff, businesses and public figures pass. */
export function findNames(reading: Reading, places: readonly NamedPlace[]): RawFinding[] {
  const findings: RawFinding[] = [];
  const { tokens, mixedCase } = reading;
  const taken = new Array<number>(tokens.length).fill(0);
  const words = readPersonWords(reading);
  const { text, is, givenOf, surnameScore, between, dotted, isInitial, hidden } = words;
  /** Where a person is meant, more than by standing at the head of a sentence. */
  const isClearSlot = (first: number, last: number): boolean =>
    slotBefore(reading, words, first) >= 3 || slotAfter(reading, last) >= 2;
  /** "Hi Rose Garden, we have you for Tues", "Crystal Lake, your pass is printed": two words spoken to, be they ordinary ones. */
  const addressedAt = (first: number, last: number): boolean => {
    if (last !== first + 1 || !mixedCase || !between(last) || text(last).length < 3) return false;
    if (tokens[first]!.capital !== 1 || tokens[last]!.capital !== 1 || tokens[last]!.possessive) return false;
    if (givenOf(first) !== 'sure' && !is(first, Class.wordyFirstName)) return false;
    if (
      (tokens[first]!.classes & Class.greeting) !== 0 ||
      is(last, Class.plainWord | Class.greeting | Class.title) ||
      tradeNames.has(text(last)) ||
      secondGivens.has(text(last)) ||
      text(first) === 'good'
    )
      return false;
    const opens = first === 0 || (is(first - 1, Class.greeting) && text(first - 1) !== 're');
    if (!opens || tokens[last + 1] === undefined) return false;
    // "Summer Camp, you can register now"
    if (
      first === 0 &&
      !is(last, Class.wordySurname) &&
      !placeSurnames.has(text(last)) &&
      !(text(last).endsWith('s') && text(last).length >= 5)
    )
      return false;
    const comma = (tokens[last + 1]!.gap & Gap.comma) !== 0;
    if (!comma) return (text(last + 1) === 'please' || text(last + 1) === 'pls') && first === 0;
    const spoken = text(last + 1);
    if (spoken === 'your' || spoken === 'ur' || spoken === 'please' || spoken === 'pls') return true;
    for (let at = last + 1; at <= last + 6 && at < tokens.length; at++)
      if ((text(at) === 'you' && text(at - 1) !== 'thank') || text(at) === 'your') return true;
    return false;
  };
  for (const place of places) {
    // "Noah Day", "Aylin Church": a first name and a surname that is also a kind of place.
    let inner = place.first + 1;
    while (inner < place.last && (isInitial(inner) || givenOf(inner) === 'sure')) inner++;
    const personal =
      inner === place.last &&
      ['sure', 'unknown'].includes(givenOf(place.first) ?? '') &&
      is(place.last, Class.wordySurname) &&
      slotBefore(reading, words, place.first) >= 1 &&
      slotAfter(reading, place.last) >= 0 &&
      (!placeSurnames.has(text(place.last)) || isClearSlot(place.first, place.last));
    if (!personal && !addressedAt(place.first, place.last)) taken.fill(1, place.first, place.last + 1);
  }
  let isStaff: ReturnType<typeof readStaff> | undefined;
  let staffBefore = -9;
  /** Whether the name is that of staff or a public figure; a list of them goes on over "and" and commas. */
  const passes = (first: number, last: number): boolean => {
    const listed =
      first - staffBefore <= 3 &&
      (text(first - 1) === 'and' || text(first - 1) === 'y' || (tokens[first]!.gap & Gap.comma) !== 0);
    if (!listed && !(isStaff ??= readStaff(reading, words))(first, last)) return false;
    staffBefore = last;
    taken.fill(2, first, last + 1);
    return true;
  };

  const add = (
    first: number,
    last: number,
    severity: 'block' | 'warn',
    evidence: string[],
    variant?: string,
  ): void => {
    const end = tokens[last]!;
    findings.push({
      start: tokens[first]!.start,
      end: end.possessive ? end.end - 2 : end.end,
      type: 'NAME',
      severity,
      detector: 'names',
      evidence,
      ...(variant === undefined ? {} : { variant }),
    });
    taken.fill(3, first, last + 1);
  };

  for (let index = 0; index + 1 < tokens.length; index++) {
    if ((tokens[index + 1]!.gap & Gap.comma) === 0) continue;
    const reversed = reversedNameAt(reading, words, taken, index);
    if (
      reversed !== null &&
      !(is(reversed.last + 1, Class.credential) && tokens[reversed.last + 1]!.capital === 2) &&
      !is(reversed.first - 1, Class.staffTitle)
    )
      add(reversed.first, reversed.last, 'block', [reversed.evidence], reversed.variant);
  }

  /** A title and a surname alone; the last token, or -1. */
  const titledAt = (index: number): number => {
    const next = tokens[index + 1];
    if (next === undefined || !dotted(index + 1) || taken[index + 1] !== 0) return -1;
    const nextIsName =
      next.kind === 'word' &&
      !is(index + 1, Class.plainWord) &&
      (mixedCase
        ? next.capital > 0 && tokens[index]!.capital > 0
        : surnameScore(index + 1) >= 2 || givenOf(index + 1) === 'sure');
    const isMs = text(index) === 'ms' && !mixedCase && surnameScore(index + 1) < 3;
    if (!nextIsName || isMs || next.text.length <= 1) return -1;
    const family = index + 2;
    const follows = tokens[family];
    const hyphen = follows !== undefined && follows.gap === Gap.hyphen;
    const full =
      follows !== undefined &&
      (between(family) || (isInitial(family) && dotted(family))) &&
      !hyphen &&
      (givenOf(index + 1) !== null || next.capital > 0) &&
      (isInitial(family)
        ? surnameScore(family + 1) >= 0
        : surnameScore(family) >= (mixedCase ? 0 : 2) && (!mixedCase || follows.capital > 0)) &&
      !is(family, Class.organisation | Class.street);
    // "Mr Jean-Luc Moreau", "Sra. Ana de la Torre": more than one word apart.
    let parts = 0;
    for (let at = index + 1; at <= words.nameRun(index + 1); at++)
      if (!is(at, Class.particle) && (at === index + 1 || tokens[at]!.gap !== Gap.hyphen)) parts++;
    if (full || (parts >= 2 && mixedCase && !is(index + 1, Class.particle))) return -1;
    let last = hyphen ? family : index + 1;
    if (is(index + 1, Class.particle))
      while (
        last < index + 4 &&
        tokens[last + 1] !== undefined &&
        between(last + 1) &&
        tokens[last + 1]!.capital > 0
      )
        last++;
    return last;
  };

  /** "Th. Vandersloot", "Wm. Ashby": a first name cut short. */
  const isClipped = (index: number): boolean => {
    const token = tokens[index]!;
    return (
      mixedCase &&
      token.kind === 'word' &&
      token.capital === 1 &&
      (token.text.length === 2 || token.text === 'geo' || token.text === 'chas') &&
      tokens[index + 1] !== undefined &&
      tokens[index + 1]!.gap === (Gap.space | Gap.dot) &&
      (token.classes & ~(Class.unit | Class.stateCode)) === 0 &&
      !notClipped.has(token.text)
    );
  };

  /** Initials and a surname; the last token, or -1. */
  const initialsAt = (index: number): number => {
    const token = tokens[index]!;
    if (tokens[index + 1] === undefined || !dotted(index + 1) || token.kind !== 'word') return -1;
    let family = index + 1;
    while (family < index + 3 && isInitial(family) && dotted(family + 1)) family++;
    if (is(family, Class.particle) && between(family + 1) && surnameScore(family + 1) >= 0) family++;
    const named = tokens[family];
    const score = surnameScore(family);
    if (
      named === undefined ||
      score < 0 ||
      taken[family] !== 0 ||
      (mixedCase ? named.capital === 0 : score < 3) ||
      (is(family + 1, Class.street | Class.organisation) && tokens[family + 1]!.capital > 0)
    )
      return -1;
    const dots = (tokens[index + 1]!.gap & Gap.dot) !== 0;
    if (token.text === 'u' || (!dots && (loneLetters.has(token.text) || !mixedCase))) return -1;
    if (index > 0 && (tokens[index - 1]!.kind === 'number' || lettered.has(text(index - 1)))) return -1;
    // "Dale G. Sharp" is read from its first name.
    if (index > 0 && tokens[index - 1]!.capital > 0 && between(index) && givenOf(index - 1) !== null)
      return -1;
    const points =
      score +
      (dots ? (family > index + 1 ? 3 : 2) : 0) +
      Math.min(slotBefore(reading, words, index), 3) +
      slotAfter(reading, family);
    if (points - (isInitial(index) ? 0 : strangeness(2, false)) < 6) return -1;
    while (tokens[family + 1]?.gap === Gap.hyphen && surnameScore(family + 1) >= 0) family++;
    return family;
  };

  /** "the parent of Thunder Hawk Begaye": an ordinary word in capitals where only a person can be named. */
  const wordedName = (index: number): boolean => {
    const token = tokens[index]!;
    return (
      mixedCase &&
      token.capital === 1 &&
      token.kind === 'word' &&
      token.text.length > 2 &&
      (token.classes &
        (Class.plainWord | Class.greeting | Class.relation | Class.staffTitle | Class.title)) ===
        0 &&
      tokens[index + 1] !== undefined &&
      between(index + 1) &&
      slotBefore(reading, words, index) >= 4
    );
  };

  /** "Soo-jin", "Min-ho", "Ming-Hua": two short syllables with a hyphen, the first in no dictionary of words. */
  const syllablesAt = (index: number): boolean => {
    const head = tokens[index];
    const tail = tokens[index + 1];
    return (
      tail !== undefined &&
      tail.gap === Gap.hyphen &&
      head!.kind === 'word' &&
      tail.kind === 'word' &&
      head!.capital === 1 &&
      tail.capital < 2 &&
      head!.text.length >= 2 &&
      head!.text.length <= 5 &&
      tail.text.length >= 2 &&
      tail.text.length <= 5 &&
      syllable.test(head!.text) &&
      syllable.test(tail.text) &&
      !(words.isCommon(head!.text) && words.isCommon(tail.text))
    );
  };

  let strange = -1;
  /** Points off for a text full of words that no dictionary has: slang or another language, not names. */
  const strangeness = (own: number, sure: boolean): number => {
    if (strange < 0) {
      strange = 0;
      for (let index = 0; index < tokens.length; index++) {
        const { kind, classes, stem } = tokens[index]!;
        if (
          kind === 'word' &&
          classes === 0 &&
          stem.length > 2 &&
          !words.isCommon(stem) &&
          !words.clinical(tokens[index]!)
        )
          strange++;
      }
    }
    const others = strange - own;
    if (sure) return others > 3 ? 6 : 0;
    return others > (mixedCase ? 3 : 1) ? 6 : others > (mixedCase ? 1 : 0) ? 2 : 0;
  };

  /** "The Diary of Anne Frank", "The Curious Case of Benjamin Button": who a book or a film is about. */
  const isTitle = (first: number): boolean => {
    if (text(first - 1) !== 'of' || tokens[first]!.capital !== 1 || slotBefore(reading, words, first) >= 4)
      return false;
    let article = first - 2;
    while (article > first - 5 && tokens[article]?.capital === 1 && text(article) !== 'the') article--;
    return (
      article < first - 2 &&
      text(article) === 'the' &&
      tokens[article]!.capital === 1 &&
      tokens[article]!.sentence === tokens[article - 1]?.sentence
    );
  };
  /** A public figure, unless many bear the name and it stands where only a person is meant. */
  const isFigure = (first: number, last: number): boolean => {
    const { publicPeople, namesakes } = know();
    for (const second of last === first + 1 ? [last] : [first + 1, last]) {
      const name = `${tokens[first]!.stem} ${tokens[second]!.stem}`;
      if (!publicPeople.has(name)) continue;
      return !(
        namesakes.has(name) &&
        slotBefore(reading, words, first) + slotAfter(reading, last) >= 4 &&
        !tokens.some((token) => famousFor.has(token.text))
      );
    }
    return false;
  };

  for (let index = 0; index < tokens.length; index++) {
    reading.steps.count++;
    if (taken[index] !== 0) continue;
    const token = tokens[index]!;
    // Among words with capitals a word without one begins a name only when it is known to.
    if (
      mixedCase &&
      token.capital === 0 &&
      (token.classes & nameOpeners) === 0 &&
      token.written.length > 1 &&
      token.text !== 'baby'
    )
      continue;
    if (is(index, Class.title)) {
      const last = titledAt(index);
      if (last > 0) {
        if (
          (!is(last + 1, Class.organisation | Class.street) || tokens[last + 1]!.capital === 0) &&
          !passes(index, last)
        )
          add(index, last, 'warn', ['a title and a surname'], 'title');
        continue;
      }
    }
    if (isInitial(index) || isClipped(index)) {
      const last = initialsAt(index);
      if (last > 0) {
        if (!passes(index, last)) add(index, last, 'block', ['initial and surname'], 'initial');
        index = last;
        continue;
      }
    }
    // "Baby Girl Ruiz"
    if (
      token.text === 'baby' &&
      (text(index + 1) === 'boy' || text(index + 1) === 'girl') &&
      between(index + 2) &&
      surnameScore(index + 2) >= 2 &&
      tokens[index + 2]!.capital === token.capital
    ) {
      add(index, index + 2, 'block', ['a newborn and a surname']);
      index += 2;
      continue;
    }
    // "Kim Soo-jin", "Ming-Hua Tsai": a surname before or after a given name of two syllables.
    const tied = syllablesAt(index + 1)
      ? index
      : syllablesAt(index) && surnameScore(index + 2) >= 2
        ? index
        : -1;
    if (tied >= 0 && mixedCase && token.capital === 1 && between(index + 1)) {
      const last = index + 2;
      const ahead = syllablesAt(index + 1);
      if (
        (!ahead ||
          (!is(index, Class.plainWord | Class.greeting | Class.weekday | Class.month) &&
            token.text.length <= 8)) &&
        (ahead ? surnameScore(index) >= 0 || givenOf(index) !== null : tokens[last]!.gap === Gap.space) &&
        slotBefore(reading, words, index) + slotAfter(reading, last) >= 2
      ) {
        if (!passes(index, last)) add(index, last, 'block', ['a surname and a given name of two syllables']);
        index = last;
        continue;
      }
    }
    const given = givenOf(index) ?? (wordedName(index) ? 'wordy' : null);
    if (given === null || token.possessive) continue;
    // "Noche de Lotería": a sentence that begins with a word and "de", not with a name.
    if (given === 'unknown' && text(index + 1) === 'de' && tokens[index - 1]?.sentence !== token.sentence)
      continue;
    // "Aide Grace Mwangi", "Notary Alma Reyes": a name after what its bearer does.
    if (
      roles.has(token.text) &&
      given !== 'sure' &&
      is(index + 1, Class.firstName | Class.wordyFirstName) &&
      between(index + 2) &&
      surnameScore(index + 2) >= 0
    )
      continue;
    if (is(index, Class.credential) && token.capital === 2 && reading.hasLower) continue;
    if (mixedCase && token.capital === 0 && given !== 'sure') continue;
    // A longer run of words that no dictionary has is another language, not a name.
    if (given === 'unknown' && between(index) && index > 0 && givenOf(index - 1) === 'unknown') continue;
    if (token.written.includes("'") && contracted.test(token.written)) continue;
    const addressed = tokens[index + 1] !== undefined && addressedAt(index, index + 1);
    const run =
      runFrom(reading, words, taken, index) ??
      (addressed ? { last: index + 1, best: 1, more: 0, uneven: false } : null);
    if (run === null) continue;
    const { last, best, more, uneven } = run;
    if (token.text === tokens[last]!.text || tradeNames.has(text(last))) continue;
    if (!addressed && (isFigure(index, last) || isTitle(index))) {
      // "Betsy Ross Lane" has no Ross Lane in it.
      index = last;
      continue;
    }
    // "Dallas, TX": a town and its state.
    const next = tokens[last + 1];
    if (
      next !== undefined &&
      (next.gap & Gap.comma) !== 0 &&
      is(last + 1, Class.stateCode) &&
      next.capital === 2 &&
      next.text.length === 2
    )
      continue;
    const cased = mixedCase && token.capital > 0;
    const end = suffixes.has(text(last + 1)) && dotted(last + 1) ? last + 1 : last;
    const from = slotBefore(reading, words, index);
    const to = slotAfter(reading, end);
    let points = from + to + Math.min(more, 3);
    // "zbigniew wojcik": without capitals a word of no dictionary after a first name is a surname.
    const unlisted = !cased && best === 2 && tokens[last]!.classes === 0 && tokens[last]!.text.length > 3;
    if (given === 'sure') points += best === 3 ? 8 : best === 2 ? (unlisted ? 7 : 6) : best === 1 ? 5 : 4;
    else if (given === 'wordy') points += best === 3 ? 6 : best === 2 ? (cased ? 3 : 4) : 1;
    else points += best === 3 ? 5 : best === 2 ? 4 : 2;
    if (best === 2 && last === index + 1 && secondGivens.has(tokens[last]!.text)) points -= 6;
    if (hidden(token) || hidden(tokens[last]!)) points += 2;
    // Nobody writes figures for letters in anything but what is to be hidden.
    else if (token.kind === 'mixed' && tokens[last]!.kind === 'mixed') points += 3;
    if (end > last) points += 3;
    if (uneven) points -= 1;
    if (given === 'wordy' && placeSurnames.has(text(last)) && last === index + 1 && from < 3 && to < 3)
      points -= 2;
    // A second name after "and" is no other language.
    const pair = cased && text(end + 1) === 'and' && tokens[end + 2]?.capital === 1 ? 2 : 0;
    const calm =
      given === 'sure' && cased ? 0 : strangeness(Math.min(last - index + 1, 3) + pair, given === 'sure');
    if (!cased) {
      const placed = from >= 3 && to >= 1;
      if (token.capital === 2) points -= calm === 0 && !reading.hasLower && given !== 'unknown' ? 1 : 2;
      else points -= placed ? (given === 'wordy' ? 1 : 2) : 3;
    }
    if (points < 12) points -= calm;
    if (points < 7 && !addressed) continue;
    if (passes(index, end)) {
      index = end;
      continue;
    }
    const evidence = [
      given === 'sure'
        ? 'a known first name'
        : given === 'wordy'
          ? 'a first name that is also a word'
          : 'a capitalised word',
      best === 3
        ? 'a surname'
        : best === 2
          ? 'a surname that is also a word or first name'
          : 'another capitalised word',
      `where it stands ${from} and ${to}`,
    ];
    add(
      index > 0 && is(index - 1, Class.title) && taken[index - 1] === 0 ? index - 1 : index,
      end,
      'block',
      evidence,
    );
    index = end;
  }
  return findings;
}
