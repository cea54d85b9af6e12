import type { ReadToken } from './reading.ts';

const units =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const unidades =
  'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince'.split(' ');
const decenas = 'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa'.split(' ');
const values = new Map<string, number>([
  ...units.map((word, index): [string, number] => [word, index]),
  ...tens.map((word, index): [string, number] => [word, (index + 2) * 10]),
  ...unidades.map((word, index): [string, number] => [word, index]),
  ...decenas.map((word, index): [string, number] => [word, (index + 2) * 10]),
  ['ciento', 100],
  ['cien', 100],
  ['doscientos', 200],
  ['trescientos', 300],
]);

/** A number in words as it is said aloud: "one eighteen" is 118, "two hundred ten" 210, "eighty eight" 88. Null where none begins. */
export function spokenNumberAt(
  tokens: readonly ReadToken[],
  first: number,
): { value: number; last: number } | null {
  const at = (index: number): number | undefined => {
    const token = tokens[index];
    return token?.kind === 'word' ? values.get(token.text) : undefined;
  };
  let value = at(first);
  let last = first;
  if (value === undefined) {
    if (tokens[first]?.text !== 'a' || tokens[first + 1]?.text !== 'hundred') return null;
    value = 1;
  }
  if (tokens[last + 1]?.text === 'hundred') {
    value *= 100;
    last++;
    if (tokens[last + 1]?.text === 'and' && at(last + 2) !== undefined) last++;
  } else if (value >= 1 && value <= 9 && (at(last + 1) ?? 0) >= 10) value *= 100;
  for (let more = 0; more < 3; more++) {
    const next = at(last + 1);
    if (tokens[last + 1]?.text === 'y' && at(last + 2) !== undefined) {
      last++;
      continue;
    }
    if (next === undefined) break;
    const room = value % 100 === 0 && value > 0 ? 100 : value % 10 === 0 && value >= 20 ? 10 : 0;
    if (next >= room || next === 0) break;
    value += next;
    last++;
  }
  return { value, last };
}
