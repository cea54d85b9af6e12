/** What can be asked of a set of words. */
export type WordSet = Pick<ReadonlySet<string>, 'has'>;

/** A set of the words in a string. */
export const setOf = (words: string): WordSet => new Set(words.split(' '));
