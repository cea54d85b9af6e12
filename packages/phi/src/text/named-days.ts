import { listed } from './listed.ts';
import type { ReadToken } from './reading.ts';
import { setOf } from './set-of.ts';
import { Gap } from './tokens.ts';

const holidays = setOf(
  'christmas xmas halloween thanksgiving easter valentines navidad nochebuena juneteenth',
);
const more = setOf('day eve night morning');
/** Days named by two or three words. */
const phrases = listed('namedDays');

/** The last token of a day that has a name ("New Year's Day", "Christmas Eve", "Fourth of July"), or -1. */
export function namedDayAt(tokens: readonly ReadToken[], first: number): number {
  const token = tokens[first]!;
  let last: number;
  if (holidays.has(token.text) || holidays.has(token.stem)) last = first;
  else {
    const of = tokens[first + 1]?.text === 'of' ? 2 : 1;
    const next = tokens[first + of];
    if (next === undefined || (next.gap & ~Gap.space) !== 0) return -1;
    if (!phrases.has(`${token.text} ${next.text}`)) return -1;
    last = first + of;
  }
  while (last + 1 < tokens.length && last < first + 4 && more.has(tokens[last + 1]!.text)) last++;
  return last;
}

const romans = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'];

/** Whether a token is a month in Roman figures between the parts of a date: "03-XI-1959". */
export const isRomanMonth = (token: ReadToken | undefined): boolean =>
  token !== undefined &&
  token.kind === 'word' &&
  token.capital > 0 &&
  (token.gap === Gap.hyphen || token.gap === Gap.slash || token.gap === Gap.dot) &&
  romans.includes(token.text);
