import { Class } from '../lexicon/classes.ts';
import { know, type ReadToken, type Reading } from '../text/reading.ts';
import { setOf } from '../text/set-of.ts';
import { Gap } from '../text/tokens.ts';

/** How sure a word is a first name: listed, listed but also an ordinary word, capitalised and in no dictionary, or not at all. */
export type Given = 'sure' | 'wordy' | 'unknown' | null;

/** Questions about the words of a reading as parts of names. */
export type PersonWords = {
  text: (index: number) => string;
  is: (index: number, bits: number) => boolean;
  givenOf: (index: number) => Given;
  /** 3: a known surname; 2: a surname that is also a word or a first name; 0: capitalised and unknown; -9: no surname. */
  surnameScore: (index: number) => number;
  /** Only blanks or a hyphen before the token. */
  between: (index: number) => boolean;
  /** As `between`, or a full stop. */
  dotted: (index: number) => boolean;
  isInitial: (index: number) => boolean;
  /** Written with letters of another script that look Latin. */
  hidden: (token: ReadToken) => boolean;
  clinical: (token: ReadToken) => boolean;
  isCommon: (word: string) => boolean;
  /** The last token of a run of up to four name-like tokens from here; `from - 1` when there is none. */
  nameRun: (from: number) => number;
};

/** "don't", "we'll"; the apostrophe in "Ch'en" and "Fa'asavalu" is the name's own. */
export const contracted = /'(?:s|ll|re|ve|d|t|m|em|n|all)$/i;
const shortStreets = setOf('st ave av blvd rd ln ct pl hwy pkwy');
/** Single letters that stand for words among friends. */
const slangLetters = setOf('a b c i k n o r t u w x y');
const smallSurnames = setOf('her so do an to see lor may june august');
const nameGap = Gap.space | Gap.wide | Gap.hyphen;
const givenCodes: readonly Given[] = [null, 'unknown', 'wordy', 'sure'];

export function readPersonWords(reading: Reading): PersonWords {
  const { tokens, mixedCase } = reading;
  const { isSurname, endsLikeSurname, isCommon, lexicon } = know();
  // "Bell's" is a Bell: a possessive has the classes of its stem as well.
  // "4l3ks4ndr": a digit at the head stands for a capital.
  for (const token of tokens) {
    if (token.possessive && token.stem !== token.text)
      token.classes |= lexicon.words.get(token.stem)?.classes ?? 0;
    if (token.disguised && mixedCase && token.capital === 0 && /^\d/.test(token.written)) token.capital = 1;
  }
  /** A text all in capitals, in which a word of no dictionary may be a name. */
  const shouting = !mixedCase && !reading.hasLower;
  const text = (index: number): string => tokens[index]?.text ?? '';
  const is = (index: number, bits: number): boolean => ((tokens[index]?.classes ?? 0) & bits) !== 0;
  const bare = (token: ReadToken): string => token.stem;

  const clinical = (token: ReadToken): boolean =>
    token.drug ||
    (token.disguised && !isSurname(token.text) && (token.classes & Class.firstName) === 0) ||
    (token.word?.node?.entries.some((entry) => entry.kind !== 'context' && entry.kind !== 'label') ?? false);
  /** A word of no dictionary in a text without capitals. */
  const lowerUnknown = (token: ReadToken): boolean =>
    token.capital === 0 &&
    !mixedCase &&
    token.kind === 'word' &&
    token.classes === 0 &&
    token.text.length >= 3 &&
    /^[a-z]+$/.test(token.written) &&
    isSurname(token.text) &&
    !clinical(token);
  const readGiven = (index: number): Given => {
    const token = tokens[index];
    if (
      token === undefined ||
      token.kind === 'number' ||
      token.kind === 'email' ||
      token.kind === 'url' ||
      (token.kind === 'mixed' && (!token.disguised || /^[A-Za-z]+\d$/.test(token.written)))
    )
      return null;
    if ((token.classes & (Class.firstName | Class.wordyFirstName)) !== 0) {
      const word = bare(token);
      if (
        word.length === 1 ||
        (token.capital === 0 && word.length < 3) ||
        (word.length <= 3 && (token.classes & Class.plainWord) !== 0)
      )
        return null;
      if (
        (token.classes &
          (Class.wordyFirstName |
            Class.plainWord |
            Class.month |
            Class.weekday |
            Class.personSlot |
            Class.organisation)) !==
        0
      ) {
        if (
          (token.classes & Class.wordyFirstName) === 0 &&
          (token.classes & (Class.plainWord | Class.personSlot)) !== 0
        )
          return null;
        return 'wordy';
      }
      return 'sure';
    }
    if (lowerUnknown(token)) return 'unknown';
    if (token.capital === 0 || token.text.length < 2) return null;
    if (!mixedCase && token.capital !== 1 && !(shouting && token.text.length >= 4)) return null;
    if (
      (token.classes & ~(Class.particle | Class.wordySurname | Class.stateCode)) !== 0 ||
      clinical(token) ||
      isCommon(bare(token))
    )
      return null;
    if (token.capital === 2 && mixedCase && token.text.length <= 4) return null;
    return 'unknown';
  };
  const hidden = (token: ReadToken): boolean =>
    reading.folded !== reading.original &&
    /[\u0370-\u052f]/.test(reading.original.slice(reading.startOf(token.start), reading.endOf(token.end)));
  const isInitial = (index: number): boolean => {
    const token = tokens[index];
    return (
      token !== undefined &&
      token.kind === 'word' &&
      token.written.length === 1 &&
      (shouting || token.capital === 0
        ? !mixedCase && (reading.folded.charCodeAt(token.end) === 46 || !slangLetters.has(token.text))
        : /[A-Z]/.test(token.written))
    );
  };
  const readSurname = (index: number): number => {
    const token = tokens[index];
    if (
      token === undefined ||
      token.kind === 'number' ||
      token.kind === 'email' ||
      token.kind === 'url' ||
      (token.kind === 'mixed' && (!token.disguised || /^[A-Za-z]+\d$/.test(token.written)))
    )
      return -9;
    const word = bare(token);
    if (word.length < 2 || /^x+$/.test(word) || word.includes('xx') || shortStreets.has(word)) return -9;
    // "Hannah Vogel PA-C"
    if (
      (token.classes & Class.credential) !== 0 &&
      token.capital === 2 &&
      reading.hasLower &&
      mixedCase &&
      word.length <= 4 &&
      word !== 'ma' &&
      word !== 'do'
    )
      return -9;
    if (token.written.includes("'") && !token.possessive && contracted.test(token.written)) return -9;
    if (!mixedCase && word.length < (token.capital === 2 ? 2 : 3)) return -9;
    if (mixedCase && token.capital === 0 && word.length < 4) return -9;
    if (
      (word === 'washington' || word === 'montana') &&
      token.capital > 0 &&
      (token.gap & Gap.comma) === 0 &&
      (isInitial(index - 1) || readGiven(index - 1) === 'sure' || readGiven(index - 1) === 'wordy')
    )
      return 2;
    // "Maria June", "Shirin Her": a month, or a surname that is spelled like a small word, right after a first name.
    if (
      token.capital === 1 &&
      mixedCase &&
      (token.gap & ~nameGap) === 0 &&
      (smallSurnames.has(word) ||
        ((token.classes & Class.month) !== 0 && tokens[index + 1]?.kind !== 'number')) &&
      readGiven(index - 1) === 'sure'
    )
      return smallSurnames.has(word) ? 2 : 1;
    if (
      (token.classes & (Class.state | Class.weekday | Class.title | Class.credential)) !== 0 &&
      (token.classes & (Class.firstName | Class.wordySurname)) === 0
    )
      return -9;
    // "Dale G. Sharp", "Ana M. Day": whatever is capitalised after a middle initial.
    if (
      (mixedCase ? token.capital === 1 : readGiven(index - 2) === 'sure') &&
      word.length >= 3 &&
      isInitial(index - 1) &&
      (token.classes & (Class.plainWord | Class.weekday)) === 0 &&
      readGiven(index - 2) !== null
    )
      return isCommon(word) ? 2 : 3;
    if ((token.classes & Class.wordySurname) !== 0) {
      if (token.capital > 0 && !shouting) return 2;
      // "darnell wright": in a text without capitals only after a known first name.
      if (isSurname(word)) return 2;
      if ((token.classes & Class.plainWord) !== 0) return -9;
      // "BISHOP, AUTUMN"
      if (shouting && ((tokens[index + 1]?.gap ?? 0) & Gap.comma) !== 0) return 2;
      return readGiven(index - 1) === 'sure' && word.length > 3 ? 1 : -9;
    }
    if (clinical(token) && !(isSurname(word) && token.capital === 1 && !token.disguised)) return -9;
    if (
      (token.classes &
        (Class.plainWord |
          Class.greeting |
          Class.organisation |
          Class.verbAfterName |
          Class.possessive |
          Class.month |
          Class.relation |
          Class.careNext |
          Class.staffSlot)) !==
      0
    ) {
      // "Tran", "Ng" and their like share letters with a class word at most by accident.
      return -9;
    }
    // "Ezra Pine", "Tomasz Stokes": an ordinary word with a capital may be a surname after a first name.
    if (
      isCommon(word) &&
      token.capital === 1 &&
      mixedCase &&
      (token.classes & ~(Class.stateCode | Class.direction | Class.personSlot)) === 0 &&
      word.length >= 3
    ) {
      const given = readGiven(index - 1);
      if (given === 'sure') return word.endsWith('s') && word.length >= 5 ? 2 : 1;
      // "the right number for Jebediah Stokes": where little but a person can stand.
      if (given === 'unknown' && word.endsWith('s') && word.length >= 5) return 1;
    }
    if (isCommon(word) && (token.classes & Class.firstName) === 0) return -9;
    if (endsLikeSurname(word) || (token.written.includes("'") && /^[oO]'/.test(token.written))) return 3;
    if (
      isSurname(word) &&
      (token.classes & ~(Class.particle | Class.stateCode | Class.unit | Class.direction)) === 0
    )
      return token.capital > 0 && mixedCase && !(token.capital === 2 && word.length <= 4) ? 3 : 2;
    if ((token.classes & Class.firstName) !== 0)
      return (token.classes & Class.wordyFirstName) !== 0 && token.capital === 0 ? -9 : 2;
    if (
      token.capital === 1 &&
      mixedCase &&
      !isCommon(word) &&
      word.length >= 3 &&
      givenOf(index - 1) === 'sure'
    )
      return 2;
    if (token.capital > 0 && mixedCase && !isCommon(word) && !(token.capital === 2 && token.text.length <= 4))
      return 0;
    return -9;
  };
  const between = (index: number): boolean => {
    const token = tokens[index];
    return token !== undefined && (token.gap & ~nameGap) === 0 && token.gap !== 0;
  };
  const dotted = (index: number): boolean => {
    const token = tokens[index];
    return token !== undefined && token.gap !== 0 && (token.gap & ~(nameGap | Gap.dot)) === 0;
  };
  const givens = new Array<number>(tokens.length).fill(0);
  const givenOf = (index: number): Given => {
    if (index < 0 || index >= tokens.length) return null;
    if (givens[index] === 0) givens[index] = givenCodes.indexOf(readGiven(index)) + 1;
    return givenCodes[givens[index]! - 1]!;
  };
  const scores = new Array<number>(tokens.length).fill(0);
  const surnameScore = (index: number): number => {
    if (index < 0 || index >= tokens.length) return -9;
    if (scores[index] === 0) scores[index] = readSurname(index) + 20;
    return scores[index]! - 20;
  };
  const nameRun = (from: number): number => {
    let last = from - 1;
    for (let index = from; index < tokens.length && index < from + 4; index++) {
      const token = tokens[index]!;
      if (index > from && !dotted(index)) break;
      if (isInitial(index)) {
        last = index;
        continue;
      }
      const nameLike =
        token.kind === 'word' &&
        ((token.capital > 0 &&
          (mixedCase || token.capital === 1) &&
          ((token.classes & (Class.verbAfterName | Class.plainWord)) === 0 ||
            (index > from && surnameScore(index) >= 2))) ||
          givenOf(index) === 'sure' ||
          (index > from - 1 && surnameScore(index) >= 2 && (token.classes & Class.plainWord) === 0) ||
          ((token.classes & Class.particle) !== 0 && index > from));
      if (!nameLike) break;
      last = index;
      if (token.possessive) break;
    }
    // "Ana Ruiz de la clínica": particles that lead to no name are none.
    while (last > from && tokens[last]!.capital === 0 && (tokens[last]!.classes & Class.particle) !== 0)
      last--;
    return last;
  };
  return { text, is, givenOf, surnameScore, between, dotted, isInitial, hidden, clinical, isCommon, nameRun };
}
