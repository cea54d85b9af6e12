/** A set of the words in a string. */
export const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));
