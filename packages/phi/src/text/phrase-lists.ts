import { frontCode, frontDecode } from './word-set.ts';

/**
 * Lists of phrases as numbers of words in one dictionary, so that the engine stays small enough for a browser. The
 * dictionary has three parts, each in order of the alphabet: the words that most often follow another in a phrase, the
 * next most frequent, and the rest; the first two take few bits. A list is in order of its phrases' first words, of
 * which only the distance to the one before is written.
 */
export type PhraseLists = {
  words: readonly [string, string, string];
  lists: readonly { name: string; count: number; riceBits: number }[];
  coded: string;
};

const often = 128;
const sometimes = 1024;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const bitsFor = (count: number): number => Math.max(1, Math.ceil(Math.log2(count)));

export function codePhraseLists(lists: Readonly<Record<string, readonly string[]>>): PhraseLists {
  const following = new Map<string, number>();
  const all = new Set<string>();
  for (const phrases of Object.values(lists))
    for (const phrase of phrases)
      for (const [index, word] of phrase.split(' ').entries()) {
        all.add(word);
        if (index > 0) following.set(word, (following.get(word) ?? 0) + 1);
      }
  const ranked = [...following].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
  const first = ranked.slice(0, often).sort();
  const second = ranked.slice(often, often + sometimes).sort();
  const known = new Set([...first, ...second]);
  const rest = [...all].filter((word) => !known.has(word)).sort();
  const numbers = new Map([...first, ...second, ...rest].map((word, index) => [word, index]));
  const bits: number[] = [];
  const write = (value: number, width: number): void => {
    for (let bit = width - 1; bit >= 0; bit--) bits.push((value >> bit) & 1);
  };
  const heads: { name: string; count: number; riceBits: number }[] = [];
  for (const [name, phrases] of Object.entries(lists)) {
    const coded = [...new Set(phrases)]
      .map((phrase) => phrase.split(' ').map((word) => numbers.get(word)!))
      .sort((a, b) => {
        for (let index = 0; index < Math.min(a.length, b.length); index++)
          if (a[index] !== b[index]) return a[index]! - b[index]!;
        return a.length - b.length;
      });
    const riceBits = Math.max(0, Math.round(Math.log2((numbers.size / Math.max(1, coded.length)) * 0.7)));
    let previous = 0;
    for (const phrase of coded) {
      const distance = phrase[0]! - previous;
      previous = phrase[0]!;
      for (let quotient = distance >> riceBits; quotient > 0; quotient--) bits.push(1);
      bits.push(0);
      write(distance & ((1 << riceBits) - 1), riceBits);
      for (const word of phrase.slice(1)) {
        bits.push(1);
        if (word < often) {
          bits.push(0);
          write(word, bitsFor(often));
        } else if (word < first.length + sometimes) {
          bits.push(1, 0);
          write(word - often, bitsFor(sometimes));
        } else {
          bits.push(1, 1);
          write(word - often - sometimes, bitsFor(rest.length));
        }
      }
      bits.push(0);
    }
    heads.push({ name, count: coded.length, riceBits });
  }
  let coded = '';
  for (let index = 0; index < bits.length; index += 6) {
    let value = 0;
    for (let bit = 0; bit < 6; bit++) value = value * 2 + (bits[index + bit] ?? 0);
    coded += alphabet[value];
  }
  return { words: [frontCode(first), frontCode(second), frontCode(rest)], lists: heads, coded };
}

export function decodePhraseLists({ words, lists, coded }: PhraseLists): Record<string, string[]> {
  const rest = frontDecode(words[2]);
  const dictionary = [...frontDecode(words[0]), ...frontDecode(words[1]), ...rest];
  const values = new Uint8Array(128);
  for (let index = 0; index < 64; index++) values[alphabet.charCodeAt(index)] = index;
  let position = 0;
  const nextBit = (): number => {
    const bit = (values[coded.charCodeAt((position / 6) | 0)]! >> (5 - (position % 6))) & 1;
    position++;
    return bit;
  };
  const read = (width: number): number => {
    let value = 0;
    for (let bit = 0; bit < width; bit++) value = value * 2 + nextBit();
    return value;
  };
  const restBits = bitsFor(rest.length);
  const decoded: Record<string, string[]> = {};
  for (const { name, count, riceBits } of lists) {
    const phrases: string[] = [];
    let first = 0;
    for (let index = 0; index < count; index++) {
      let quotient = 0;
      while (nextBit() === 1) quotient++;
      first += (quotient << riceBits) + read(riceBits);
      let phrase = dictionary[first]!;
      while (nextBit() === 1) {
        const word =
          nextBit() === 0
            ? read(bitsFor(often))
            : nextBit() === 0
              ? often + read(bitsFor(sometimes))
              : often + sometimes + read(restBits);
        phrase += ` ${dictionary[word]!}`;
      }
      phrases.push(phrase);
    }
    decoded[name] = phrases;
  }
  return decoded;
}
