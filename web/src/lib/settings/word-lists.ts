import type { PhiSettings } from '@sms/contract';

export type ListName = 'alwaysBlock' | 'neverBlock';

/** As the server takes them. */
export const longestWord = 100;
export const mostWords = 200;

export type Problem = 'empty' | 'tooLong' | 'unreadable' | 'known' | 'tooMany';

const comparable = (word: string): string => word.trim().replace(/\s+/g, ' ').toLowerCase();

/** Whether a list holds a word, however it is written. */
export const holds = (words: readonly string[], word: string): boolean =>
  words.some((other) => comparable(other) === comparable(word));

/** What somebody typed or pasted, as words: one a line, or parted by commas. */
export const readWords = (typed: string): readonly string[] =>
  typed
    .split(/[\n\r,;]+/)
    .map((word) => word.trim().replace(/\s+/g, ' '))
    .filter((word) => word !== '');

/** Adds what was typed to a list, all of it or nothing. */
export const addWords = (
  words: readonly string[],
  typed: string,
): { readonly words: string[] } | { readonly problem: Problem; readonly word: string } => {
  const added: string[] = [];
  for (const word of readWords(typed)) {
    if (word.length > longestWord) return { problem: 'tooLong', word };
    if (!/[\p{L}\p{N}]/u.test(word)) return { problem: 'unreadable', word };
    if (!holds([...words, ...added], word)) added.push(word);
  }
  if (added.length === 0) {
    const [word = ''] = readWords(typed);
    return { problem: word === '' ? 'empty' : 'known', word };
  }
  if (words.length + added.length > mostWords) return { problem: 'tooMany', word: '' };
  return { words: [...words, ...added] };
};

const mergeList = (
  base: readonly string[],
  edited: readonly string[],
  current: readonly string[],
): string[] => [
  ...current.filter((word) => holds(edited, word) || !holds(base, word)),
  ...edited.filter((word) => !holds(base, word) && !holds(current, word)),
];

/** Puts what one person changed upon what the settings have become meanwhile. */
export const merge = (base: PhiSettings, edited: PhiSettings, current: PhiSettings): PhiSettings => ({
  alwaysBlock: mergeList(base.alwaysBlock, edited.alwaysBlock, current.alwaysBlock),
  neverBlock: mergeList(base.neverBlock, edited.neverBlock, current.neverBlock),
  confirmWarnings:
    edited.confirmWarnings === base.confirmWarnings ? current.confirmWarnings : edited.confirmWarnings,
});

const countIn = (one: readonly string[], other: readonly string[]): number =>
  one.filter((word) => !other.includes(word)).length + other.filter((word) => !one.includes(word)).length;

/** How many things differ: each word of a list, and the switch. */
export const countChanges = (one: PhiSettings, other: PhiSettings): number =>
  countIn(one.alwaysBlock, other.alwaysBlock) +
  countIn(one.neverBlock, other.neverBlock) +
  (one.confirmWarnings === other.confirmWarnings ? 0 : 1);
