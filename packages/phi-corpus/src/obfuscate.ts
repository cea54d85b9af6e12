/**
 * Ways to disguise a text so that a person still reads it and a plain pattern does not. The policy says that a
 * disguise changes nothing, so every one of these, laid over a message that must be blocked, must leave it blocked.
 *
 * A disguise works on one character at a time. That keeps it possible to say where each labelled span ended up.
 */
import type { TextRange } from './score.ts';

/** What to write in place of `character`; `next` is the character after it, '' at the end. */
type Disguise = (character: string, next: string) => string;

const letter = /^\p{L}$/u;
const letterOrDigit = /^[\p{L}\p{Nd}]$/u;
const isLetter = (character: string): boolean => letter.test(character);
const isLetterOrDigit = (character: string): boolean => letterOrDigit.test(character);

const between =
  (separator: string, joins: (character: string) => boolean): Disguise =>
  (character, next) =>
    joins(character) && joins(next) ? character + separator : character;

const substitute =
  (from: string, to: string): Disguise =>
  (character) => {
    const position = Array.from(from).indexOf(character);
    return Array.from(to)[position] ?? character;
  };

const FULL_WIDTH_OFFSET = 0xff01 - 0x21;
const MATH_BOLD = { A: 0x1d400, a: 0x1d41a, 0: 0x1d7ce } as const;

const disguises = {
  /** U+200B between letters and digits. */
  zeroWidth: between('\u200b', isLetterOrDigit),
  /** U+00AD between letters. */
  softHyphen: between('\u00ad', isLetter),
  /** The printable ASCII range, moved to U+FF01 and on; spaces stay so that words stay apart. */
  fullWidth: (character) =>
    /^[!-~]$/.test(character) ? String.fromCodePoint(character.charCodeAt(0) + FULL_WIDTH_OFFSET) : character,
  /** Mathematical bold letters and digits, two code units each. */
  mathBold: (character) => {
    const code = character.charCodeAt(0);
    if (/^[A-Z]$/.test(character)) return String.fromCodePoint(MATH_BOLD.A + code - 65);
    if (/^[a-z]$/.test(character)) return String.fromCodePoint(MATH_BOLD.a + code - 97);
    if (/^[0-9]$/.test(character)) return String.fromCodePoint(MATH_BOLD[0] + code - 48);
    return character;
  },
  /** Cyrillic letters that look the same. */
  cyrillic: substitute('aceiopsxyABCEHIKMOPSTXY', 'асеіорѕхуАВСЕНІКМОРЅТХУ'),
  /** The vowels that have a digit for a twin. */
  leetspeak: substitute('aeioAEIO', '43104310'),
  /** One space between letters and digits of a word, three between words. */
  spacedLetters: (character, next) =>
    character === ' ' ? '   ' : between(' ', isLetterOrDigit)(character, next),
  /** A full stop between the letters of a word. */
  dottedLetters: between('.', isLetter),
  upperCase: (character) => (isLetter(character) ? character.toUpperCase() : character),
  lowerCase: (character) => (isLetter(character) ? character.toLowerCase() : character),
} satisfies Record<string, Disguise>;

export type DisguiseName = keyof typeof disguises;

export const disguiseNames = Object.keys(disguises) as DisguiseName[];

/**
 * Disguises a text and moves its spans with it.
 *
 * @param spans UTF-16 code units, end exclusive, in `text`; other fields of a span are kept.
 * @returns the disguised text and the spans as they lie in it. A separator written after a span's last character
 *   is not part of the span.
 */
export function obfuscate<Span extends TextRange>(
  name: DisguiseName,
  text: string,
  spans: readonly Span[] = [],
): { text: string; spans: Span[] } {
  const disguise: Disguise = disguises[name];
  const characters = Array.from(text);
  const startOf = new Map<number, number>();
  const endOf = new Map<number, number>();
  let position = 0;
  let disguised = '';
  for (const [index, character] of characters.entries()) {
    startOf.set(position, disguised.length);
    position += character.length;
    endOf.set(position, disguised.length + disguise(character, '').length);
    disguised += disguise(character, characters[index + 1] ?? '');
  }
  return {
    text: disguised,
    spans: spans.map((span) => ({
      ...span,
      start: positionIn(startOf, span.start),
      end: positionIn(endOf, span.end),
    })),
  };
}

function positionIn(positions: ReadonlyMap<number, number>, position: number): number {
  const moved = positions.get(position);
  if (moved === undefined)
    throw new RangeError(`a span boundary at ${position} does not lie between characters`);
  return moved;
}
