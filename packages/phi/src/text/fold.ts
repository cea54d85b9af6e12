/**
 * Folds what people type, or disguise, to plain cased ASCII where it has one, and remembers where each folded
 * character came from. Spaces and punctuation survive; what cannot be seen vanishes; other scripts stay letters.
 */
export type Folded = {
  text: string;
  /** The characters of `text`, in a buffer that the next text to be folded overwrites. */
  codes: Uint16Array;
  /** Original start offset of each folded character; null when the text was plain ASCII and offsets are equal. */
  starts: readonly number[] | null;
  ends: readonly number[] | null;
};

const lookAlikes = new Map<number, string>();
const addLookAlikes = (from: string, to: string): void => {
  const source = [...from];
  const target = [...to];
  source.forEach((character, index) => lookAlikes.set(character.codePointAt(0)!, target[index]!));
};
// Cyrillic, Greek, Armenian, phonetic and small-capital letters that pass for Latin ones.
addLookAlikes('аеорсхуіјѕһԁԛԝвкмнтгпилзьёїүґ', 'aeopcxyijshdqwbkmhtrnul3beiyr');
addLookAlikes('АВСЕНІЈКМОРЅТХУҮԌԚԜГ', 'ABCEHIJKMOPSTXYYGQWR');
addLookAlikes('αβεηικνορτυχωγμσδςζθλ', 'abenikvoptuxwyuodczol');
addLookAlikes('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX');
addLookAlikes('օսոհցԼՏՕ', 'ounhgLSO');
addLookAlikes('ıɩɪɑɡʀɴʜʟʙɢᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢʏꜱꜰøØłŁđĐħŧŋɐɔɛƒ', 'iiiagrnhlbgacdejkmoptuvwzysfoOlLdDhtnacef');
addLookAlikes('ᗩᗷᑕᗪᕮᖴᕼᒍᒪᗰᑎᑭᖇᔕᑌᐯᗯ', 'ABCDEFHJLMNPRSUVW');
addLookAlikes('БЗЧЯЄШЩЦДЮяєшщцдюэч', '63YREWWUDOrewwudoey');
addLookAlikes('πφψξϲϳℓΛΔΣΠΘΓΩΦΞΨ', 'noyecjlAAENOrOOEY');
addLookAlikes('卂乃匚乇千卄丨ㄥ爪几ㄖ卩尺丂ㄒㄩ山乂ㄚ乙ҜᎶﾌҝ', 'ABCEFHILMNOPRSTUWXYZKGJk');
/** Signs that stand for a letter beside letters and for themselves elsewhere. */
const letterSigns = new Map([...'¡€£¢¥§'].map((sign, index) => [sign.codePointAt(0)!, 'ielcys'[index]!]));
const punctuation = new Map<number, string>();
for (const [characters, plain] of [
  ['‘’‚‛ʼʹ′`´＇', "'"],
  ['“”„‟″«»', '"'],
  ['‐‑‒–—―−﹣', '-'],
  ['·•∙⋅・。', '.'],
  ['¿¡', ' '],
  ['⁄∕', '/'],
  ['№', '#'],
] as const) {
  for (const character of characters) punctuation.set(character.codePointAt(0)!, plain);
}

const isInvisible = (code: number): boolean =>
  code === 0xad ||
  (code >= 0x300 && code <= 0x36f) ||
  code === 0x34f ||
  code === 0x61c ||
  code === 0x115f ||
  code === 0x1160 ||
  code === 0x17b4 ||
  code === 0x17b5 ||
  (code >= 0x180b && code <= 0x180f) ||
  (code >= 0x1ab0 && code <= 0x1aff) ||
  (code >= 0x1dc0 && code <= 0x1dff) ||
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x206f) ||
  (code >= 0x20d0 && code <= 0x20ff) ||
  code === 0x3164 ||
  code === 0xffa0 ||
  (code >= 0xfe00 && code <= 0xfe0f) ||
  (code >= 0xfe20 && code <= 0xfe2f) ||
  code === 0xfeff ||
  (code >= 0xe0000 && code <= 0xe0fff);

const digitZeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20,
  0x1040, 0x17e0, 0x1810,
];

const foldedCharacters = new Map<number, string>();

const foldCodePoint = (code: number): string => {
  if (isInvisible(code)) return '';
  const mark = punctuation.get(code);
  if (mark !== undefined) return mark;
  const alike = lookAlikes.get(code);
  if (alike !== undefined) return alike;
  // Negative and sans-serif circled digits.
  if (
    (code >= 0x2776 && code <= 0x277e) ||
    (code >= 0x2780 && code <= 0x2788) ||
    (code >= 0x278a && code <= 0x2792)
  )
    return String(((code - 0x2776) % 10) + 1);
  for (const zero of digitZeros) if (code >= zero && code <= zero + 9) return String(code - zero);
  // Regional indicators and negative circled or squared letters have no compatibility decomposition.
  if (code >= 0x1f1e6 && code <= 0x1f1ff) return String.fromCharCode(0x41 + code - 0x1f1e6);
  if (code >= 0x1f150 && code <= 0x1f169) return String.fromCharCode(0x41 + code - 0x1f150);
  if (code >= 0x1f170 && code <= 0x1f189) return String.fromCharCode(0x41 + code - 0x1f170);
  if ((code >= 0x1f300 && code <= 0x1faff) || (code >= 0x2600 && code <= 0x27bf)) {
    return code === 0x1f930 || code === 0x1fac4 || code === 0x1fac3 ? ' pregnant ' : ' ';
  }
  let folded = '';
  for (const part of String.fromCodePoint(code).normalize('NFKD')) {
    const partCode = part.codePointAt(0)!;
    if (isInvisible(partCode)) continue;
    if (partCode < 0x80) folded += part;
    else
      folded +=
        punctuation.get(partCode) ?? lookAlikes.get(partCode) ?? (/[\p{L}\p{N}]/u.test(part) ? part : ' ');
  }
  return folded;
};

const isLatinLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

/** Where a text is unpacked while it is read, so that each character is fetched from its string once. */
let unpacked = new Uint16Array(4096);

const roomFor = (length: number): Uint16Array => {
  if (unpacked.length < length) {
    const larger = new Uint16Array(length * 2);
    larger.set(unpacked);
    unpacked = larger;
  }
  return unpacked;
};

/** Folds a text; linear in its length. */
export function foldText(text: string): Folded {
  const codes = roomFor(text.length);
  let all = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    codes[index] = code;
    all |= code;
  }
  return all < 0x80 ? { text, codes, starts: null, ends: null } : foldUnicode(text);
}

const foldUnicode = (text: string): Folded => {
  const starts = new Array<number>(text.length);
  const ends = new Array<number>(text.length);
  let codes = roomFor(text.length);
  let length = 0;
  let result = '';
  let copied = 0;
  for (let index = 0; index < text.length;) {
    const code = text.codePointAt(index)!;
    const width = code > 0xffff ? 2 : 1;
    if (code < 0x80) {
      if (length >= codes.length) codes = roomFor(length + 1);
      codes[length] = code;
      starts[length] = index;
      ends[length++] = ++index;
      continue;
    }
    const sign = letterSigns.get(code);
    let folded: string | undefined;
    if (
      sign !== undefined &&
      isLatinLetter(text.charCodeAt(index + 1)) &&
      (code !== 0xa1 || (index > 0 && isLatinLetter(text.charCodeAt(index - 1))))
    )
      folded = sign;
    else {
      folded = foldedCharacters.get(code);
      if (folded === undefined) {
        folded = foldCodePoint(code);
        if (foldedCharacters.size < 4096) foldedCharacters.set(code, folded);
      }
    }
    if (length + folded.length > codes.length) codes = roomFor(length + folded.length);
    for (let unit = 0; unit < folded.length; unit++) {
      codes[length] = folded.charCodeAt(unit);
      starts[length] = index;
      ends[length++] = index + width;
    }
    result += text.slice(copied, index) + folded;
    index += width;
    copied = index;
  }
  return { text: result + text.slice(copied), codes, starts, ends };
};
