import type { Word } from '../lexicon/compile.ts';

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
 * One way to spell a word, kept once: the lexicon's word, if listed, and answers already given about it. What is
 * remembered only saves time, since the same draft is checked at every key; it is no part of any answer.
 */
export type Spelling = {
  readonly text: string;
  readonly word: Word | null;
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
export const hashStart = 0x811c9dc5;

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
  groups,
  hash,
  inDictionary: undefined,
  common: undefined,
  surname: undefined,
  surnameEnding: undefined,
  unknown: undefined,
});

/** The table of all spellings, listed and lately seen: hashes with open addressing. */
export class Spellings {
  /** Per slot a hash and the number of its entry, or -1. */
  private readonly slots: Int32Array;
  private readonly mask: number;
  private readonly entries: Spelling[] = [];
  /** Where the letters of each entry begin; the last ends where the next would begin. */
  private readonly starts: Int32Array;
  private readonly letters: Uint16Array;
  private readonly listed: number;

  constructor(words: ReadonlyMap<string, Word>, groups: ReadonlyMap<string, number>) {
    // A property's name is a string the virtual machine keeps once, which makes comparing with a literal one instruction.
    const names: Record<string, true> = {};
    for (const text of words.keys()) names[text] = true;
    for (const text of groups.keys()) names[text] = true;
    const texts = Object.keys(names);
    let size = 4096;
    while (size < 1.5 * (texts.length + unlistedKept)) size *= 2;
    this.slots = new Int32Array(2 * size).fill(-1);
    this.mask = 2 * size - 2;
    this.starts = new Int32Array(texts.length + unlistedKept + 1);
    this.letters = new Uint16Array((texts.length + unlistedKept) * longestKept);
    for (const text of texts) this.add(text, hashOf(text), words.get(text) ?? null, groups.get(text) ?? 0);
    this.listed = this.entries.length;
  }

  private slotOf(hash: number): number {
    return ((hash ^ (hash >>> 15)) << 1) & this.mask;
  }

  private add(text: string, hash: number, word: Word | null, groups: number): Spelling {
    let slot = this.slotOf(hash);
    while (this.slots[slot + 1]! >= 0) slot = (slot + 2) & this.mask;
    const entry = this.entries.length;
    this.slots[slot] = hash;
    this.slots[slot + 1] = entry;
    const start = this.starts[entry]!;
    for (let index = 0; index < text.length; index++) this.letters[start + index] = text.charCodeAt(index);
    this.starts[entry + 1] = start + text.length;
    const spelling = spell(text, hash, word, groups);
    this.entries.push(spelling);
    return spelling;
  }

  private forget(): void {
    this.entries.length = this.listed;
    for (let at = 1; at < this.slots.length; at += 2) if (this.slots[at]! >= this.listed) this.slots[at] = -1;
  }

  /** The spelling of a word that stands in a text, ASCII in whatever case; undefined when it is not known. */
  at(codes: Uint16Array, start: number, end: number, hash: number): Spelling | undefined {
    for (let slot = this.slotOf(hash); ; slot = (slot + 2) & this.mask) {
      const entry = this.slots[slot + 1]!;
      if (entry < 0) return undefined;
      if (this.slots[slot] !== hash) continue;
      let letter = this.starts[entry]!;
      if (this.starts[entry + 1]! - letter !== end - start) continue;
      let index = start;
      for (; index < end; index++) {
        const code = codes[index]!;
        if ((code >= 65 && code <= 90 ? code + 32 : code) !== this.letters[letter++]) break;
      }
      if (index === end) return this.entries[entry];
    }
  }

  /** Whether a spelling with this hash is known at all; most are not, and need not be put together to be looked up. */
  mayKnow(hash: number): boolean {
    for (let slot = this.slotOf(hash); ; slot = (slot + 2) & this.mask) {
      const entry = this.slots[slot + 1]!;
      if (entry < 0) return false;
      if (this.slots[slot] === hash) return true;
    }
  }

  /** The spelling of a word in lower case; undefined when it is not known. */
  find(text: string, hash = hashOf(text)): Spelling | undefined {
    for (let slot = this.slotOf(hash); ; slot = (slot + 2) & this.mask) {
      const entry = this.slots[slot + 1]!;
      if (entry < 0) return undefined;
      if (this.slots[slot] === hash && this.entries[entry]!.text === text) return this.entries[entry];
    }
  }

  /** The spelling of a word in lower case, which is kept from now on. */
  of(text: string, hash = hashOf(text)): Spelling {
    const known = this.find(text, hash);
    if (known !== undefined) return known;
    if (text.length > longestKept) return spell(text, hash, null, 0);
    if (this.entries.length >= this.listed + unlistedKept) this.forget();
    return this.add(Object.keys({ [text]: true })[0]!, hash, null, 0);
  }
}
