import { listNamed } from '../lexicon/compile.ts';
import type { ListName } from '../lexicon/word-lists.ts';

/**
 * Groups of words that a detector looks for. Each is one bit of a token's `groups`, found when the token is looked up,
 * and of the reading's, so that a detector sees at once that a text has none of them.
 */
const groups: { words: () => readonly string[]; bit: number }[] = [];
let open = true;

const addGroup = (words: () => readonly string[]): number => {
  if (!open || groups.length > 30)
    throw new RangeError('31 word groups at most, declared while modules load');
  const bit = 1 << groups.length;
  groups.push({ words, bit });
  return bit;
};

/** Declares a group while modules load, and gives its bit. */
export const wordGroup = (words: string): number => addGroup(() => words.split(' '));

/** As `wordGroup`, of the words of a list in `lexicon/word-lists.ts`. */
export const listedGroup = (name: ListName): number => addGroup(() => listNamed(`list:${name}`));

/** All groups of each word; none can be declared afterwards. */
export function closeGroups(): Map<string, number> {
  open = false;
  const bits = new Map<string, number>();
  for (const { words, bit } of groups)
    for (const word of words()) bits.set(word, (bits.get(word) ?? 0) | bit);
  return bits;
}
