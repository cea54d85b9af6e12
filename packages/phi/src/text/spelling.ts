import { kindBits, type Word } from '../lexicon/compile.ts';
import { BitFilter } from './bit-filter.ts';

/** What an unlisted word came to: a drug by its spelling, a misspelled or run-together listed word, a plural. */
export type Unknown = {
  drug: boolean;
  ending: boolean;
  correct: string | null;
  /** Two words of a listed phrase, or a clinical word among others, run together. */
  joined: Word | null;
  /** The relation or month it is the plural of. */
  singular: Word | null;
};

/**
 * One way to spell a word, kept once, with all that the first look at a word needs in one place, and answers already
 * given about it. What is remembered only saves time, since the same draft is checked at every key; it is no part of
 * any answer.
 */
export type Spelling = {
  readonly text: string;
  readonly word: Word | null;
  /** Of the word and its node; 0 where there is none, and -1 for the id. */
  readonly id: number;
  readonly classes: number;
  readonly branch: number;
  /** Whether the word alone is a phrase, or one whose next word may be any. */
  readonly isPhrase: boolean;
  /** Which word groups it is in, as bits. */
  readonly groups: number;
  readonly hash: number;
  inDictionary: boolean | undefined;
  common: boolean | undefined;
  surname: boolean | undefined;
  surnameEnding: boolean | undefined;
  unknown: Unknown | undefined;
};

/** The hash of nothing. */
export const hashStart = 0x811c9dc5 | 0;

/** Adds a character to the hash of a spelling; words are hashed while they are read, so that looking up makes no string. */
export const addToHash = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

/** The hash of a text, or of what was hashed before and the text. */
export const hashOf = (text: string, before = hashStart): number => {
  let hash = before;
  for (let index = 0; index < text.length; index++) hash = addToHash(hash, text.charCodeAt(index));
  return hash;
};

/** Unlisted spellings kept before they are forgotten all at once. */
const unlistedKept = 4_000;
const longestKept = 32;

const spell = (text: string, hash: number, word: Word | null, groups: number): Spelling => ({
  text,
  word,
  id: word === null ? -1 : word.id,
  classes: word === null ? 0 : word.classes,
  branch: word?.node?.branch ?? 0,
  isPhrase: word !== null && word.node !== null && (word.node.kinds !== 0 || word.node.any !== null),
  groups,
  hash,
  inDictionary: undefined,
  common: undefined,
  surname: undefined,
  surnameEnding: undefined,
  unknown: undefined,
});

const strongKinds = kindBits.strong | kindBits.sensitiveSpecialty;
/** Whether the word alone is a clinical term. */
export const isStrong = (word: Word | null | undefined): boolean =>
  word != null && word.node !== null && (word.node.kinds & strongKinds) !== 0;

/** The table of all spellings, listed and lately seen: hashes with open addressing. */
export class Spellings {
  private readonly hashes: Int32Array;
  private readonly slots: (Spelling | null)[];
  private readonly mask: number;
  private readonly strong = new BitFilter(16);
  private readonly strongStarts = new Set<number>();
  private unlisted = 0;
  /** Read by nobody; written so that the fetching is not thought needless. */
  fetched = 0;

  constructor(words: ReadonlyMap<string, Word>, groups: ReadonlyMap<string, number>) {
    // A property's name is a string the virtual machine keeps once, which makes comparing with a literal one instruction.
    const names: Record<string, true> = {};
    for (const text of words.keys()) names[text] = true;
    for (const text of groups.keys()) names[text] = true;
    const texts = Object.keys(names);
    let size = 4096;
    while (size < 1.5 * (texts.length + unlistedKept)) size *= 2;
    this.mask = size - 1;
    this.hashes = new Int32Array(size);
    this.slots = new Array<Spelling | null>(size).fill(null);
    for (const text of texts) {
      const word = words.get(text) ?? null;
      const hash = hashOf(text);
      this.add(spell(text, hash, word, groups.get(text) ?? 0));
      if (!isStrong(word)) continue;
      this.strong.add(hash);
      if (text.length >= 5) this.strongStarts.add(text.charCodeAt(0));
    }
  }

  private slotOf(hash: number): number {
    return (hash ^ (hash >>> 15)) & this.mask;
  }

  private add(spelling: Spelling): Spelling {
    let slot = this.slotOf(spelling.hash);
    while (this.slots[slot] !== null) slot = (slot + 1) & this.mask;
    this.hashes[slot] = spelling.hash;
    this.slots[slot] = spelling;
    return spelling;
  }

  private forget(): void {
    for (let slot = 0; slot < this.slots.length; slot++) {
      const spelling = this.slots[slot]!;
      if (spelling === null || spelling.id >= 0 || spelling.groups !== 0) continue;
      this.slots[slot] = null;
      this.hashes[slot] = 0;
    }
    this.unlisted = 0;
  }

  /** The spelling of a word that stands in a text, ASCII in whatever case; undefined when it is not known. */
  at(codes: Uint16Array, start: number, end: number, hash: number): Spelling | undefined {
    const { hashes, slots, mask } = this;
    for (let slot = this.slotOf(hash); ; slot = (slot + 1) & mask) {
      if (hashes[slot] !== hash) {
        if (hashes[slot] === 0 && slots[slot] === null) return undefined;
        continue;
      }
      const spelling = slots[slot];
      if (spelling == null) return undefined;
      const { text } = spelling;
      if (text.length !== end - start) continue;
      let index = 0;
      for (; index < text.length; index++) {
        const code = codes[start + index]!;
        if ((code >= 65 && code <= 90 ? code + 32 : code) !== text.charCodeAt(index)) break;
      }
      if (index === text.length) return spelling;
    }
  }

  /**
   * Fetches what is known of many hashes into the processor's caches at once. Looking words up one after another waits
   * for the memory at each; here it need not wait for one to fetch the next.
   */
  fetch(hashes: Int32Array, count: number): void {
    let seen = 0;
    for (let index = 0; index < count; index++) seen += this.hashes[this.slotOf(hashes[index]!)]!;
    for (let index = 0; index < count; index++) {
      const spelling = this.slots[this.slotOf(hashes[index]!)];
      if (spelling != null) seen += spelling.text.length + spelling.branch;
    }
    this.fetched = seen;
  }

  /** The spelling of a word in lower case; undefined when it is not known. */
  find(text: string, hash = hashOf(text)): Spelling | undefined {
    for (let slot = this.slotOf(hash); ; slot = (slot + 1) & this.mask) {
      const spelling = this.slots[slot];
      if (spelling == null) return undefined;
      if (spelling.hash === hash && spelling.text === text) return spelling;
    }
  }

  /** The spelling of a word in lower case, which is kept from now on. */
  of(text: string, hash = hashOf(text)): Spelling {
    const known = this.find(text, hash);
    if (known !== undefined) return known;
    if (text.length > longestKept) return spell(text, hash, null, 0);
    if (++this.unlisted > unlistedKept) this.forget();
    return this.add(spell(Object.keys({ [text]: true })[0]!, hash, null, 0));
  }

  /** Whether a clinical word of five letters or more begins so; no digit does, or few. */
  mayStartStrong(code: number): boolean {
    return this.strongStarts.has(code);
  }

  /** Whether a clinical word may have this hash; most have not, and need not be put together to be looked up. */
  mayBeStrong(hash: number): boolean {
    return this.strong.has(hash);
  }
}
