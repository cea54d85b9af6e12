import { listNamed } from '../lexicon/compile.ts';
import type { ListName } from '../lexicon/word-lists.ts';
import type { WordSet } from './set-of.ts';

/** A set of words or phrases that is kept with the coded vocabularies, and unpacked when it is first asked. */
class Listed implements WordSet {
  private readonly name: ListName;
  private words: ReadonlySet<string> | undefined;

  constructor(name: ListName) {
    this.name = name;
  }

  has(word: string): boolean {
    return (this.words ??= new Set(listNamed(`list:${this.name}`))).has(word);
  }
}

/** The list of `lexicon/word-lists.ts` with a name. */
export const listed = (name: ListName): WordSet => new Listed(name);
