/**
 * A Golomb-coded set of hashes, so that the engine stays small enough for a browser: for large word lists where a false
 * hit now and then does not matter (it is only ever one of several pieces of evidence).
 */

const hashWord = (word: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < word.length; index++)
    hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** `spread`: of how many hashes one is that of a word. */
export type CodedWordSet = { count: number; spread: number; riceBits: number; coded: string };

/** Codes a set of words; about log2(spread) + 1.5 bits a word, one false hit in `spread`. */
export function codeWordSet(words: readonly string[], spread: number): CodedWordSet {
  const riceBits = Math.round(Math.log2(spread * Math.LN2));
  const range = words.length * spread;
  const hashes = [...new Set(words.map((word) => Math.floor((hashWord(word) / 2 ** 32) * range)))].sort(
    (a, b) => a - b,
  );
  const bits: number[] = [];
  let previous = -1;
  for (const hash of hashes) {
    const delta = hash - previous - 1;
    previous = hash;
    for (let quotient = Math.floor(delta / 2 ** riceBits); quotient > 0; quotient--) bits.push(1);
    bits.push(0);
    for (let bit = riceBits - 1; bit >= 0; bit--) bits.push(Math.floor(delta / 2 ** bit) & 1);
  }
  let coded = '';
  for (let index = 0; index < bits.length; index += 6) {
    let value = 0;
    for (let bit = 0; bit < 6; bit++) value = value * 2 + (bits[index + bit] ?? 0);
    coded += alphabet[value];
  }
  return { count: hashes.length, spread, riceBits, coded };
}

/** A membership test for a coded set; decoded at the first question. */
export function openWordSet(set: CodedWordSet, wordCount: number): (word: string) => boolean {
  let hashes: Uint32Array | undefined;
  const range = wordCount * set.spread;
  const decode = (): Uint32Array => {
    const values = new Uint8Array(128);
    for (let index = 0; index < 64; index++) values[alphabet.charCodeAt(index)] = index;
    const decoded = new Uint32Array(set.count);
    let position = 0;
    const nextBit = (): number => {
      const bit = (values[set.coded.charCodeAt(Math.floor(position / 6))]! >> (5 - (position % 6))) & 1;
      position++;
      return bit;
    };
    let previous = -1;
    for (let index = 0; index < set.count; index++) {
      let quotient = 0;
      while (nextBit() === 1) quotient++;
      let rest = 0;
      for (let bit = 0; bit < set.riceBits; bit++) rest = rest * 2 + nextBit();
      previous += quotient * 2 ** set.riceBits + rest + 1;
      decoded[index] = previous;
    }
    return decoded;
  };
  return (word) => {
    hashes ??= decode();
    const wanted = Math.floor((hashWord(word) / 2 ** 32) * range);
    let low = 0;
    let high = hashes.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const value = hashes[middle]!;
      if (value === wanted) return true;
      if (value < wanted) low = middle + 1;
      else high = middle - 1;
    }
    return false;
  };
}
