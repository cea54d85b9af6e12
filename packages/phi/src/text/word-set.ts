/**
 * Two compact forms for word lists, so that the engine stays small enough for a browser:
 * front coding for lists that must be exact, a Golomb-coded set of hashes for large ones where one false
 * hit in 256 does not matter (it is only ever one of several pieces of evidence).
 */

/** Sorted words, each written as the length of the prefix shared with the one before ('A' = 0) and the rest. */
export function frontCode(sortedWords: readonly string[]): string {
  let previous = '';
  let coded = '';
  for (const word of sortedWords) {
    let shared = 0;
    while (
      shared < 25 &&
      shared < previous.length &&
      shared < word.length &&
      previous[shared] === word[shared]
    )
      shared++;
    coded += String.fromCharCode(65 + shared) + word.slice(shared);
    previous = word;
  }
  return coded;
}

export function frontDecode(coded: string): string[] {
  const words: string[] = [];
  let previous = '';
  let index = 0;
  while (index < coded.length) {
    const shared = coded.charCodeAt(index) - 65;
    let end = index + 1;
    while (end < coded.length && (coded.charCodeAt(end) < 65 || coded.charCodeAt(end) > 90)) end++;
    previous = previous.slice(0, shared) + coded.slice(index + 1, end);
    words.push(previous);
    index = end;
  }
  return words;
}

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

export type CodedWordSet = { count: number; riceBits: number; coded: string };

/** Codes a set of words; about `riceBits + 1.5` bits a word, one false hit in 2^riceBits. */
export function codeWordSet(words: readonly string[], riceBits: number): CodedWordSet {
  const range = words.length * 2 ** riceBits;
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
  return { count: hashes.length, riceBits, coded };
}

/** A membership test for a coded set; decoded at the first question. */
export function openWordSet(set: CodedWordSet, wordCount: number): (word: string) => boolean {
  let hashes: Uint32Array | undefined;
  const range = wordCount * 2 ** set.riceBits;
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
