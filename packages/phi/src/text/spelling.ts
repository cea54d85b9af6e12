import { kindBits, newWord, type Word } from '../lexicon/compile.ts';
import { BitFilter } from './bit-filter.ts';

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

const strongKinds = kindBits.strong | kindBits.sensitiveSpecialty;
/** Whether the word alone is a clinical term. */
export const isStrong = (word: Word | null | undefined): boolean =>
  word != null && word.node !== null && (word.node.kinds & strongKinds) !== 0;

const phrase = 1 << 8;
/** Whether the word alone is a phrase, or one whose next word may be any. */
export const isPhrase = (word: Word): boolean => (word.known & phrase) !== 0;

/** The word, if a vocabulary has it. */
export const inLexicon = (word: Word): Word | null => (word.id >= 0 ? word : null);

/** The table of all spellings, listed and lately seen, with open addressing. */
export class Spellings {
  private readonly slots: (Word | null)[];
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
    this.slots = new Array<Word | null>(size).fill(null);
    for (const text of texts) {
      const hash = hashOf(text);
      const word = words.get(text) ?? newWord(text, hash, -1, null);
      word.hash = hash;
      word.text = text;
      word.groups = groups.get(text) ?? 0;
      word.branch = word.node?.branch ?? 0;
      if (word.node !== null && (word.node.kinds !== 0 || word.node.any !== null)) word.known |= phrase;
      this.add(word);
      if (!isStrong(word)) continue;
      this.strong.add(hash);
      if (text.length >= 5) this.strongStarts.add(text.charCodeAt(0));
    }
  }

  private slotOf(hash: number): number {
    return (hash ^ (hash >>> 15)) & this.mask;
  }

  private add(word: Word): Word {
    let slot = this.slotOf(word.hash);
    while (this.slots[slot] !== null) slot = (slot + 1) & this.mask;
    this.slots[slot] = word;
    return word;
  }

  private forget(): void {
    for (let slot = 0; slot < this.slots.length; slot++) {
      const word = this.slots[slot]!;
      if (word !== null && word.id < 0 && word.groups === 0) this.slots[slot] = null;
    }
    this.unlisted = 0;
  }

  /** The spelling of a word that stands in a text, ASCII in whatever case; undefined when it is not known. */
  at(codes: Uint16Array, start: number, end: number, hash: number): Word | undefined {
    const { slots, mask } = this;
    for (let slot = this.slotOf(hash); ; slot = (slot + 1) & mask) {
      const word = slots[slot];
      if (word == null) return undefined;
      if (word.hash !== hash) continue;
      const { text } = word;
      if (text.length !== end - start) continue;
      let index = 0;
      for (; index < text.length; index++) {
        const code = codes[start + index]!;
        if ((code >= 65 && code <= 90 ? code + 32 : code) !== text.charCodeAt(index)) break;
      }
      if (index === text.length) return word;
    }
  }

  /**
   * Fetches what is known of many hashes into the processor's caches at once. Looking words up one after another waits
   * for the memory at each; here it need not wait for one to fetch the next.
   */
  fetch(hashes: Int32Array, count: number): void {
    let seen = 0;
    for (let index = 0; index < count; index++) {
      const word = this.slots[this.slotOf(hashes[index]!)];
      if (word != null) seen += word.text.length + word.branch;
    }
    this.fetched = seen;
  }

  /** The spelling of a word in lower case; undefined when it is not known. */
  find(text: string, hash = hashOf(text)): Word | undefined {
    for (let slot = this.slotOf(hash); ; slot = (slot + 1) & this.mask) {
      const word = this.slots[slot];
      if (word == null) return undefined;
      if (word.hash === hash && word.text === text) return word;
    }
  }

  /** The spelling of a word in lower case, which is kept from now on. */
  of(text: string, hash = hashOf(text)): Word {
    const known = this.find(text, hash);
    if (known !== undefined) return known;
    if (text.length > longestKept) return newWord(text, hash, -1, null);
    if (++this.unlisted > unlistedKept) this.forget();
    return this.add(newWord(Object.keys({ [text]: true })[0]!, hash, -1, null));
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
