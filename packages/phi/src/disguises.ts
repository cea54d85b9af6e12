/**
 * Disguises for measuring: each takes a text and the ranges that matter in it, and writes those (or all) in another way.
 * Used by the tests and by the benchmark, never by the engine.
 */
export type Range = { start: number; end: number };
export type Disguise = { name: string; apply: (text: string, ranges: readonly Range[]) => string };

const within = (text: string, ranges: readonly Range[], change: (part: string) => string): string => {
  let result = '';
  let at = 0;
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    result += text.slice(at, start) + change(text.slice(start, end));
    at = end;
  }
  return result + text.slice(at);
};
const swap = (from: string, to: string): ((text: string) => string) => {
  const source = [...from];
  const target = [...to];
  const table = new Map(source.map((character, index) => [character, target[index]!]));
  return (text) => [...text].map((character) => table.get(character) ?? character).join('');
};
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const bold = [...letters]
  .map((character) =>
    String.fromCodePoint(
      character >= 'a' ? 0x1d41a + character.charCodeAt(0) - 97 : 0x1d400 + character.charCodeAt(0) - 65,
    ),
  )
  .join('');
const fullWidth = (text: string): string =>
  [...text]
    .map((character) =>
      character > ' ' && character <= '~'
        ? String.fromCodePoint(character.codePointAt(0)! + 0xfee0)
        : character,
    )
    .join('');
const circled = [...letters]
  .map((character) =>
    String.fromCodePoint(
      character >= 'a' ? 0x24d0 + character.charCodeAt(0) - 97 : 0x24b6 + character.charCodeAt(0) - 65,
    ),
  )
  .join('');
const everySecond = (text: string, insert: string): string =>
  [...text]
    .map((character, index, all) =>
      index + 1 < all.length && /[\p{L}\p{N}]/u.test(character) && /[\p{L}\p{N}]/u.test(all[index + 1]!)
        ? character + insert
        : character,
    )
    .join('');
const whole = (change: (text: string) => string): Disguise['apply'] => change;
const marked =
  (change: (text: string) => string): Disguise['apply'] =>
  (text, ranges) =>
    within(text, ranges, change);

export const disguises: readonly Disguise[] = [
  { name: 'zero-width', apply: whole((text) => everySecond(text, '\u200b')) },
  { name: 'soft hyphen', apply: whole((text) => everySecond(text, '\u00ad')) },
  { name: 'full-width', apply: whole(fullWidth) },
  { name: 'bold', apply: whole(swap(letters, bold)) },
  { name: 'circled', apply: whole(swap(letters, circled)) },
  { name: 'Cyrillic look-alikes', apply: whole(swap('aceopxyABCEHKMOPTX', 'асеорхуАВСЕНКМОРТХ')) },
  { name: 'upper case', apply: whole((text) => text.toUpperCase()) },
  { name: 'lower case', apply: whole((text) => text.toLowerCase()) },
  { name: 'leetspeak', apply: marked(swap('aeiostAEIOST', '431057431057')) },
  { name: 'leetspeak, vowels', apply: marked(swap('aeioAEIO', '43104310')) },
  {
    name: 'spaced letters',
    apply: marked((text) =>
      text
        .split(/\s+/)
        .map((word) => (/\p{L}{2}/u.test(word) ? [...word].join(' ') : word))
        .join('   '),
    ),
  },
  {
    name: 'dotted letters',
    apply: marked((text) =>
      text
        .split(/\s+/)
        .map((word) => (/^\p{L}{2,}$/u.test(word) ? [...word].join('.') : word))
        .join(' '),
    ),
  },
];
