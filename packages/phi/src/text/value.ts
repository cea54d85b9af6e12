import { Class } from '../lexicon/classes.ts';
import type { ReadToken, Reading } from './reading.ts';
import { Gap } from './tokens.ts';

/** A number or code as written: which tokens it covers, its digits and its letters and digits. */
export type Value = {
  first: number;
  last: number;
  digits: number;
  compact: string;
  start: number;
  end: number;
};

/** Value tokens that a harmless label (order, confirmation, room, extension...) accounts for. */
export type Freed = Set<number>;

export const isPhoneShaped = (reading: Reading, value: Value): boolean => {
  const parts = reading.tokens.slice(value.first, value.last + 1);
  return (
    parts.length === 3 &&
    parts[0]!.text.length === 3 &&
    parts[1]!.text.length === 3 &&
    parts[2]!.text.length === 4 &&
    value.digits === 10 &&
    // No area and no exchange begins with 0 or 1.
    parts[0]!.text.charCodeAt(0) > 49 &&
    parts[1]!.text.charCodeAt(0) > 49
  );
};

/** Number words with the digits they stand for. */
const spoken = new Map([
  ['oh', '0'],
  ['o', '0'],
  ['primero', '1'],
]);
for (const [words, from, step] of [
  [
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    0,
    1,
  ],
  ['twenty thirty forty fifty sixty seventy eighty ninety', 20, 10],
  [
    'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve treinta',
    0,
    1,
  ],
] as const)
  for (const [rank, word] of words.split(' ').entries()) spoken.set(word, `${from + rank * step}`);

export const spokenDigits = (token: ReadToken): string | null =>
  token.kind === 'word' || token.disguised ? (spoken.get(token.text) ?? null) : null;

const hasDigit = (token: ReadToken): boolean =>
  token.kind === 'number' ||
  (token.kind === 'mixed' && !token.disguised) ||
  (token.kind === 'mixed' && /[0-9]/.test(token.written));

const timeOrUnit = /^\d{1,2}(?:am|pm|a|p|st|nd|rd|th|mg|ml|x|hrs?|mins?|lbs?|yo|k)$/;

/** Collects the value that begins at a token, or null. Reads at most 24 tokens. */
export function valueAt(reading: Reading, first: number): Value | null {
  const { tokens } = reading;
  let last = first - 1;
  let digits = 0;
  let compact = '';
  for (let index = first; index < tokens.length && index < first + 24; index++) {
    reading.steps.count++;
    const token = tokens[index]!;
    if (index > first) {
      if (
        (token.gap & (Gap.comma | Gap.stop | Gap.newline | Gap.colon | Gap.equals | Gap.quote | Gap.hash)) !==
          0 ||
        token.gap === (Gap.dot | Gap.space)
      )
        break;
      if ((token.gap & (Gap.open | Gap.close)) !== 0 && (token.gap & Gap.space) !== 0) break;
    }
    const tight = index > first && (token.gap & (Gap.hyphen | Gap.slash | Gap.dot | Gap.other)) !== 0;
    const word = spokenDigits(token);
    if (token.kind === 'email' || token.kind === 'url') break;
    if (token.kind === 'number' && token.text === token.written) {
      digits += token.text.length;
      compact += token.text;
      last = index;
    } else if (hasDigit(token)) {
      if (
        timeOrUnit.test(token.text) &&
        index > first &&
        !tight &&
        (digits > 0 || token.written !== token.written.toUpperCase())
      )
        break;
      if (
        index > first &&
        !tight &&
        compact !== '' &&
        token.kind === 'mixed' &&
        digits >= 4 &&
        token.text.length < 4
      )
        break;
      digits += token.written.replace(/[^0-9]/g, '').length;
      compact += token.written.replaceAll(/[^0-9A-Za-z]/g, '');
      last = index;
    } else if (
      word !== null &&
      (index === first || digits > 0 || spokenDigits(tokens[index + 1] ?? token) !== null)
    ) {
      digits += word.length;
      compact += word;
      last = index;
    } else if (token.kind === 'word' && token.written.length <= 4 && (token.classes & Class.month) === 0) {
      // Letters belong to a value only when a digit follows them closely: "PHX-220", "TX 08812934", "D4471-2098-B".
      const next = tokens[index + 1];
      const nextTight =
        next !== undefined &&
        (next.gap & (Gap.hyphen | Gap.slash | Gap.dot | Gap.other)) !== 0 &&
        (next.gap & Gap.space) === 0;
      const upper = token.written === token.written.toUpperCase();
      const apart =
        token.written.length === 1 &&
        next !== undefined &&
        next.written.length === 1 &&
        (next.gap === Gap.space || next.gap === (Gap.space | Gap.hyphen)) &&
        (index === first || tokens[index - 1]!.written.length === 1);
      const opens =
        apart ||
        (next !== undefined &&
          (hasDigit(next) || (nextTight && next.written === next.written.toUpperCase())) &&
          (nextTight ||
            (index === first &&
              (token.classes & Class.stateCode) !== 0 &&
              next.kind === 'number' &&
              next.text.length >= 6 &&
              next.gap === Gap.space) ||
            (upper &&
              token.written.length <= 3 &&
              (token.word === null ||
                ((token.classes & Class.stateCode) !== 0 && (token.word.node?.entries.length ?? 0) === 0)) &&
              next.gap === Gap.space &&
              // "HI-PWK 203"
              (index === first || (tight && digits === 0 && index === first + 1)))));
      const closes =
        (token.written.length === 1 &&
          index > first + 2 &&
          token.gap === Gap.space &&
          tokens[index - 1]!.written.length === 1 &&
          tokens[index - 2]!.written.length === 1) ||
        (tight && (token.gap & Gap.space) === 0 && digits > 0 && (upper || token.written.length <= 2));
      if (!opens && !closes) break;
      compact += token.written;
      last = index;
    } else break;
  }
  if (digits === 0 || last < first) return null;
  return { first, last, digits, compact, start: tokens[first]!.start, end: tokens[last]!.end };
}
