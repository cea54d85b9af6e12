import type { ReadToken } from './reading.ts';
import { Gap } from './tokens.ts';
import { spokenDigits } from './value.ts';

export type SpokenRun = { first: number; last: number; digits: string; words: number };

/**
 * Digits said aloud, over commas and dashes: "nine oh one, five five, eight two one four", "nine one one, twenty, 7781".
 * At least three of the parts are words; null where none begins.
 */
export function spokenRunAt(tokens: readonly ReadToken[], first: number): SpokenRun | null {
  let digits = '';
  let words = 0;
  let last = first - 1;
  for (let index = first; index < tokens.length && digits.length < 20; index++) {
    const token = tokens[index]!;
    if (index > first && (token.gap & (Gap.stop | Gap.newline | Gap.open | Gap.close | Gap.colon)) !== 0)
      break;
    const said = spokenDigits(token);
    if (said !== null) {
      const before = index > first ? spokenDigits(tokens[index - 1]!) : null;
      // "forty four" is 44.
      if (
        said.length === 1 &&
        said !== '0' &&
        before !== null &&
        before.length === 2 &&
        before >= '20' &&
        before[1] === '0' &&
        (token.gap & ~(Gap.space | Gap.hyphen)) === 0
      )
        digits = digits.slice(0, -1) + said;
      else digits += said;
      words++;
    } else if (token.kind === 'number' && token.text.length <= 4) digits += token.text;
    else break;
    last = index;
  }
  return words >= 3 ? { first, last, digits, words } : null;
}
