import { listed } from './listed.ts';
import { commonWordCount, commonWords } from '../generated/lists.ts';
import { guardedWordCount, guardedWords, notDrugs } from '../generated/guards.ts';
import { Class } from '../lexicon/classes.ts';
import { compileLexicon, listNamed, ordinaryWords, type Lexicon, type Word } from '../lexicon/compile.ts';
import { Spellings } from './spelling.ts';
import { closeGroups } from './word-group.ts';
import { openWordSet } from './word-set.ts';
import { endsLikeSurname, endsLikeWord, plainForms } from './word-shapes.ts';

/** What the engine knows of words, and the questions about a single word. */
export type Knowledge = {
  lexicon: Lexicon;
  spellings: Spellings;
  /** In no dictionary of ordinary words, so that it may be a surname. */
  isSurname: (word: string) => boolean;
  endsLikeSurname: (word: string) => boolean;
  isCommon: (word: string) => boolean;
  /** In the dictionary as it stands. */
  isListed: (word: Word) => boolean;
  /** An ordinary word or a name, however near to a clinical word. */
  isGuarded: (word: string) => boolean;
  notDrugs: ReadonlySet<string>;
  publicPeople: ReadonlySet<string>;
  /** Those of them whose names many others bear. */
  namesakes: ReadonlySet<string>;
};

let ordinary: ReadonlySet<string> | undefined;
const inOtherWords = openWordSet(commonWords, commonWordCount);
const inCommonWords = (word: string): boolean =>
  (ordinary ??= ordinaryWords()).has(word) || inOtherWords(word);
const inGuardedWords = openWordSet(guardedWords, guardedWordCount);
/** Classes whose words are ordinary ones; names and state codes are not. */
const wordClasses = ~(
  Class.firstName |
  Class.wordyFirstName |
  Class.wordySurname |
  Class.stateCode |
  Class.state
);
const shortSurnames = listed('shortSurnames');
const isCommonWord = (word: string, lexicon: Lexicon): boolean =>
  word.length <= 2
    ? !shortSurnames.has(word)
    : endsLikeWord(word) ||
      plainForms(word).some(
        (form) =>
          form.length > 2 &&
          (endsLikeWord(form) ||
            inCommonWords(form) ||
            ((lexicon.words.get(form)?.classes ?? 0) & wordClasses) !== 0),
      );

/**
 * The answer to a question about a word, kept in two of its bits: that it was asked, and a yes. What is remembered only
 * saves time, since the same draft is checked at every key; it is no part of any answer.
 */
const remember =
  (asked: number, answer: (word: Word) => boolean) =>
  (word: Word): boolean => {
    if ((word.known & asked) === 0) word.known |= answer(word) ? asked * 3 : asked;
    return (word.known & (asked * 2)) !== 0;
  };

const gather = (): Knowledge => {
  const lexicon = compileLexicon();
  const spellings = new Spellings(lexicon.words, closeGroups());
  const common = remember(1, ({ text }) => isCommonWord(text, lexicon));
  const surname = remember(
    4,
    (word) => word.text.length >= 2 && /[aeiouyg]/.test(word.text) && !common(word),
  );
  const surnameEnding = remember(16, (word) => endsLikeSurname(word.text) && !common(word));
  return {
    lexicon,
    spellings,
    isCommon: (word) => common(spellings.of(word)),
    isSurname: (word) => surname(spellings.of(word)),
    endsLikeSurname: (word) => surnameEnding(spellings.of(word)),
    isListed: remember(64, ({ text }) => inCommonWords(text)),
    isGuarded: (word) => inGuardedWords(word) || plainForms(word).some(inCommonWords),
    notDrugs: new Set(notDrugs),
    publicPeople: new Set(listNamed('publicPeople')),
    namesakes: new Set(listNamed('namesakes')),
  };
};

let knowledge: Knowledge | undefined;

/** Lexicon and lists; compiled at the first question, then kept. */
export function know(): Knowledge {
  return (knowledge ??= gather());
}
