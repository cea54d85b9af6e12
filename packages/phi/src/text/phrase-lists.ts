/**
 * Lists of phrases, written so that the engine stays small enough for a browser: a dictionary of their words in order
 * of the alphabet, each as the length of the beginning it shares with the one before and the letters after it, and for
 * each word the lists with the phrases that begin with it. Every bit is coded with the chance that what stands before
 * suggests. The dictionary has three parts: the words that most often follow another in a phrase, the next most
 * frequent, and the rest.
 *
 * Coder and decoder must come to the same chances: only arithmetic whose result the language fixes is used.
 */
export type PhraseLists = { names: string; words: readonly [number, number, number]; coded: string };

const often = 128;
const sometimes = 1024;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const bitsFor = (count: number): number => Math.max(1, Math.ceil(Math.log2(count)));

const inputs = 4;
const tableBits = 18;
const places = 16;
const logitSteps = 1536;
const corrections = 24;
const learningRate = 0.005;
/** From so many times on, what came long ago counts for less. */
const limit = 30;

/** Codes a bit of which the chance of a 1 is known, of 65536; a decoder takes no notice of the bit and gives the true one. */
type CodeBit = (chance: number, bit: number) => number;

/** Numbers coded bit by bit, each bit with the chance it had after the same contexts before. */
class NumberCoder {
  private readonly codeBit: CodeBit;
  /** Chance of a 1 in the upper 21 bits, how often seen in the lower 10. */
  private readonly table = new Int32Array(inputs << tableBits).fill(1 << 30);
  private readonly weights = new Float64Array(inputs * (inputs + 1) * places).fill(0.3);
  private readonly squashed = new Float64Array(2 * logitSteps + 1);
  private readonly stretched = new Float64Array(4096);
  /** How often a 1 came where the mixture gave such a chance, and how often that was. */
  private readonly came = new Float64Array(places * 256 * corrections).fill(0.5);
  private readonly times = new Int32Array(places * 256 * corrections);
  private readonly rates = new Float64Array(limit + 1);
  private readonly logits = new Float64Array(inputs);
  private readonly slots = new Int32Array(inputs);
  private readonly contexts = new Int32Array(inputs);

  constructor(codeBit: CodeBit) {
    this.codeBit = codeBit;
    // Powers of e^(1/128): Math.exp may differ between browsers in the last digit.
    let power = 1;
    for (let step = 0; step <= logitSteps; step++) {
      this.squashed[logitSteps + step] = power / (1 + power);
      this.squashed[logitSteps - step] = 1 / (1 + power);
      power *= 1.007843097206448;
    }
    let step = 0;
    for (let index = 0; index < 4096; index++) {
      while (this.squashed[step]! < (index + 0.5) / 4096) step++;
      this.stretched[index] = (step - logitSteps) / 128;
    }
    for (let count = 0; count <= limit; count++) this.rates[count] = 1 / (count + 1.5);
  }

  /** Makes room for contexts of another sort. */
  forget(): void {
    this.table.fill(1 << 30);
  }

  /** A number of so many bits; `place` says what it stands for, the rest what stands before it. */
  code(place: number, bits: number, value: number, a: number, b: number, c: number, d: number): number {
    const { contexts, slots, logits, table, weights, rates, stretched, squashed } = this;
    contexts[0] = a;
    contexts[1] = b;
    contexts[2] = c;
    contexts[3] = d;
    for (let input = 0; input < inputs; input++) {
      const mixed = Math.imul(contexts[input]! + (input + 1) * 0x3c6ef35f + place * 0x01000193, 0x85ebca6b);
      contexts[input] = mixed ^ (mixed >>> 13);
    }
    let node = 1;
    for (let bit = bits - 1; bit >= 0; bit--) {
      let seen = 0;
      for (let input = 0; input < inputs; input++) {
        const hash = Math.imul(contexts[input]! + Math.imul(node, 0x2c1b3c6d), 0x9e3779b1);
        const slot = (input << tableBits) + (hash >>> (32 - tableBits));
        slots[input] = slot;
        const known = table[slot]!;
        if ((known & 1023) !== 0) seen++;
        logits[input] = stretched[known >>> 19]!;
      }
      const weight = (place * (inputs + 1) + seen) * inputs;
      let logit = 0;
      for (let input = 0; input < inputs; input++) logit += weights[weight + input]! * logits[input]!;
      const mixed = squashed[Math.max(256, Math.min(2816, (logit * 128 + logitSteps) | 0))]!;
      const corrected =
        (place * 256 + (node & 255)) * corrections +
        Math.max(0, Math.min(corrections - 1, ((logit + 8) * 1.5) | 0));
      const came = this.came[corrected]!;
      const times = this.times[corrected]!;
      const chance = times > 6 ? (3 * mixed + came) / 4 : mixed;
      const decided = this.codeBit(Math.floor(chance * 65536), (value >> bit) & 1);
      this.came[corrected]! += (decided - came) * rates[Math.min(times, limit)]!;
      this.times[corrected] = times + 1;
      const error = (decided - mixed) * learningRate;
      const target = decided === 1 ? 2097151 : 0;
      for (let input = 0; input < inputs; input++) {
        weights[weight + input]! += error * logits[input]!;
        const known = table[slots[input]!]!;
        const count = known & 1023;
        const before = known >>> 10;
        const after = before + (((target - before) * rates[count]!) | 0);
        table[slots[input]!] = after * 1024 + (count < limit ? count + 1 : count);
      }
      node = node * 2 + decided;
    }
    return node - (1 << bits);
  }
}

type Known = {
  words: readonly string[];
  common: ReadonlySet<string>;
  phrases: readonly (readonly (readonly number[])[])[];
};

/** Goes through dictionary and phrases, known (to code them) or not (to decode them). */
function walk(
  codeBit: CodeBit,
  counts: readonly [number, number, number],
  listCount: number,
  known: Known | null,
): { lists: string[][]; common: string[] } {
  const coder = new NumberCoder(codeBit);
  const dictionary: string[] = [];
  const common: string[] = [];
  let previous = '';
  let lastShared = 0;
  let sharedBefore = 0;
  const total = counts[0] + counts[1] + counts[2];
  for (let index = 0; index < total; index++) {
    const part = index < counts[0] ? 0 : index < counts[0] + counts[1] ? 1 : 2;
    if (index === counts[0] || index === counts[0] + counts[1]) previous = '';
    const word = known?.words[index];
    let shared = 0;
    if (word !== undefined)
      while (
        shared < 31 &&
        shared < previous.length &&
        word.charCodeAt(shared) === previous.charCodeAt(shared)
      )
        shared++;
    const size = previous.length;
    shared = coder.code(
      0,
      5,
      shared,
      part,
      lastShared,
      lastShared * 32 + sharedBefore,
      lastShared * 32 + size,
    );
    sharedBefore = lastShared;
    lastShared = shared;
    let text = previous.slice(0, shared);
    let history = 0;
    let hash = 0;
    for (let at = 0; at < shared; at++) {
      const letter = text.charCodeAt(at);
      history = (history << 8) | letter;
      hash = Math.imul(hash + letter, 0x2f0b4c47);
    }
    for (let at = shared; ; at++) {
      const letter = word === undefined ? 0 : at < word.length ? word.charCodeAt(at) : 0;
      const bound = at === shared ? previous.charCodeAt(at) || 1 : 0;
      // 0 ends the word, 1 to 26 are letters, 27 is a space; 28 comes before any other character.
      const symbol = coder.code(
        at === shared ? 1 : at < 4 ? 2 : 3,
        5,
        letter === 0 ? 0 : letter >= 97 && letter <= 122 ? letter - 96 : letter === 32 ? 27 : 28,
        bound * 16 + Math.min(at, 12),
        bound * 256 + (history & 255),
        bound * 65536 + (history & 0xffff),
        history & 0xffffff,
      );
      if (symbol === 0) break;
      const read =
        symbol < 27
          ? symbol + 96
          : symbol === 27
            ? 32
            : coder.code(4, 7, letter, at, history & 255, history & 0xffff, 0);
      history = (history << 8) | read;
      hash = Math.imul(hash + read, 0x2f0b4c47);
      text += String.fromCharCode(read);
    }
    const isCommon = coder.code(
      5,
      1,
      word !== undefined && known!.common.has(word) ? 1 : 0,
      part * 32 + Math.min(text.length, 31),
      history & 0xff,
      history & 0xffff,
      history & 0xffffff,
    );
    if (isCommon === 1) common.push(text);
    dictionary.push(text);
    previous = text;
  }
  coder.forget();
  const restBits = bitsFor(counts[2]);
  const lists: string[][] = Array.from({ length: listCount }, () => []);
  let neighbour = 0;
  for (let first = 0; first < total; first++) {
    const text = dictionary[first]!;
    const part = first < counts[0] ? 0 : first < counts[0] + counts[1] ? 1 : 2;
    const size = text.length;
    const ending =
      (text.charCodeAt(size - 1) << 16) |
      ((text.charCodeAt(size - 2) || 0) << 8) |
      (text.charCodeAt(size - 3) || 0);
    let last = 0;
    let here = 0;
    for (let index = 0; ; index++) {
      const phrase = known?.phrases[first]![index];
      const goesOn = coder.code(
        6,
        1,
        phrase === undefined ? 0 : 1,
        last * 8 + part,
        last * 256 + neighbour,
        last + (ending << 8),
        last + ((ending >> 8) << 8),
      );
      const list =
        goesOn === 0
          ? 0
          : coder.code(
              11,
              bitsFor(listCount + 1),
              phrase === undefined ? 0 : phrase[0]! + 1,
              last * 8 + part,
              last * 256 + neighbour,
              last + (ending << 8),
              last + ((ending >> 8) << 8),
            );
      if (index === 0) here = list;
      if (list === 0) break;
      last = list;
      let coded = text;
      let before = first;
      let beforeThat = 0;
      for (let at = 1; ; at++) {
        const next = phrase?.[at];
        const kind = coder.code(
          7,
          2,
          next === undefined ? 0 : next < counts[0] ? 1 : next < counts[0] + counts[1] ? 2 : 3,
          list * 8 + Math.min(at, 4),
          before,
          before * 256 + list,
          before * 16384 + beforeThat,
        );
        if (kind === 0) break;
        const base = kind === 1 ? 0 : kind === 2 ? counts[0] : counts[0] + counts[1];
        const word =
          base +
          coder.code(
            7 + kind,
            kind === 1 ? bitsFor(often) : kind === 2 ? bitsFor(sometimes) : restBits,
            next === undefined ? 0 : next - base,
            0,
            list,
            before,
            before * 256 + list,
          );
        beforeThat = before;
        before = word;
        coded += ` ${dictionary[word]!}`;
      }
      lists[list - 1]!.push(coded);
    }
    neighbour = here;
  }
  return { lists, common };
}

/** `common` are words of which the dictionary says whether they are ordinary ones. */
export function codePhraseLists(
  lists: Readonly<Record<string, readonly string[]>>,
  ordinary: ReadonlySet<string>,
): PhraseLists {
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
  const frequent = new Set([...first, ...second]);
  const rest = [...all].filter((word) => !frequent.has(word)).sort();
  const words = [...first, ...second, ...rest];
  const numbers = new Map(words.map((word, index) => [word, index]));
  const phrases: number[][][] = words.map(() => []);
  for (const [list, content] of Object.values(lists).entries())
    for (const phrase of new Set(content)) {
      const [head, ...others] = phrase.split(' ').map((word) => numbers.get(word)!);
      phrases[head!]!.push([list, ...others]);
    }
  for (const content of phrases)
    content.sort((a, b) => {
      for (let index = 0; index < Math.min(a.length, b.length); index++)
        if (a[index] !== b[index]) return a[index]! - b[index]!;
      return a.length - b.length;
    });
  const bytes: number[] = [];
  const bounds = new Uint32Array([0, 0xffffffff, 0]);
  const counts = [first.length, second.length, rest.length] as const;
  const names = Object.keys(lists);
  walk(
    (chance, bit) => {
      const low = bounds[0]!;
      const middle = low + Math.floor(((bounds[1]! - low) * chance) / 65536);
      if (bit === 1) bounds[1] = middle;
      else bounds[0] = middle + 1;
      while (((bounds[0]! ^ bounds[1]!) & 0xff000000) === 0) {
        bytes.push(bounds[1]! >>> 24);
        bounds[0]! <<= 8;
        bounds[1] = (bounds[1]! << 8) | 255;
      }
      return bit;
    },
    counts,
    names.length,
    { words, common: ordinary, phrases },
  );
  for (let shift = 24; shift >= 0; shift -= 8) bytes.push((bounds[1]! >>> shift) & 255);
  let coded = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const three = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let shift = 18; shift >= 0; shift -= 6) coded += alphabet[(three >> shift) & 63]!;
  }
  return { names: names.join(' '), words: counts, coded };
}

export function decodePhraseLists({ names, words, coded }: PhraseLists): {
  lists: Record<string, string[]>;
  common: string[];
} {
  const values = new Uint8Array(128);
  for (let index = 0; index < 64; index++) values[alphabet.charCodeAt(index)] = index;
  const sixBits = (at: number): number => (at < coded.length ? values[coded.charCodeAt(at)]! : 0);
  let position = 0;
  const nextByte = (): number => {
    const at = Math.floor((position * 8) / 6);
    const from = (position * 8) % 6;
    position++;
    return ((sixBits(at) << (2 + from)) | (sixBits(at + 1) >> (4 - from))) & 255;
  };
  const bounds = new Uint32Array([0, 0xffffffff, 0]);
  for (let index = 0; index < 4; index++) bounds[2] = (bounds[2]! << 8) | nextByte();
  const keys = names.split(' ');
  const { lists, common } = walk(
    (chance) => {
      const low = bounds[0]!;
      const middle = low + Math.floor(((bounds[1]! - low) * chance) / 65536);
      const bit = bounds[2]! <= middle ? 1 : 0;
      if (bit === 1) bounds[1] = middle;
      else bounds[0] = middle + 1;
      while (((bounds[0]! ^ bounds[1]!) & 0xff000000) === 0) {
        bounds[0]! <<= 8;
        bounds[1] = (bounds[1]! << 8) | 255;
        bounds[2] = (bounds[2]! << 8) | nextByte();
      }
      return bit;
    },
    words,
    keys.length,
    null,
  );
  return { lists: Object.fromEntries(keys.map((name, index) => [name, lists[index]!])), common };
}
