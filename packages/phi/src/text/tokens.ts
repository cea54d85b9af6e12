import { listed } from './listed.ts';
import type { Word } from '../lexicon/compile.ts';
import { know } from './knowledge.ts';
import type { Folded } from './fold.ts';
import { addToHash, hashStart, inLexicon } from './spelling.ts';

/** What stands between a token and the one before it, as bits. */
export const Gap = {
  space: 1,
  wide: 2,
  comma: 4,
  dot: 8,
  stop: 16,
  colon: 32,
  hash: 64,
  slash: 128,
  hyphen: 256,
  open: 512,
  close: 1024,
  equals: 2048,
  other: 4096,
  question: 8192,
  exclamation: 16384,
  newline: 32768,
  quote: 65536,
} as const;

export type TokenKind = 'word' | 'number' | 'mixed' | 'email' | 'url';

export type Token = {
  kind: TokenKind;
  /** Offsets in the folded text. */
  start: number;
  end: number;
  /** As written, folded. */
  written: string;
  /** Lower case, without apostrophes. */
  text: string;
  /** Lower case, without a possessive ending. */
  stem: string;
  /** Of `text`; null for what is no word and in no list. */
  spelling: Word | null;
  gap: number;
  sentence: number;
  /** 0 lower case, 1 Capitalised, 2 ALL CAPITALS (two letters or more). */
  capital: 0 | 1 | 2;
  possessive: boolean;
  /** What the lexicon knows of the word, filled in by the reading. */
  classes: number;
  /** The word groups it is in (`wordGroup`). */
  groups: number;
  word: Word | null;
  /** The letters were hidden: leetspeak, spaced letters, or a misspelling put right. */
  disguised: boolean;
  /** An unlisted word that is a drug by its ending or its Spanish spelling. */
  drug: boolean;
};

const isLetterCode = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code > 127;
const isDigitCode = (code: number): boolean => code >= 48 && code <= 57;
const isWhite = (code: number): boolean =>
  code <= 32 ? code === 32 || (code >= 9 && code <= 13) : code === 0xa0;

const topDomains = listed('topDomains');
const clearDomains = new Set('com org net edu gov io info biz example'.split(' '));
const abbreviations = listed('abbreviations');

const gapOf = (code: number): number => {
  switch (code) {
    case 44:
      return Gap.comma;
    case 46:
      return Gap.dot;
    case 59:
      return Gap.stop;
    case 33:
      return Gap.exclamation | Gap.stop;
    case 63:
      return Gap.question | Gap.stop;
    case 58:
      return Gap.colon;
    case 35:
      return Gap.hash;
    case 47:
    case 92:
      return Gap.slash;
    case 45:
      return Gap.hyphen;
    case 40:
    case 91:
    case 123:
      return Gap.open;
    case 41:
    case 93:
    case 125:
      return Gap.close;
    case 61:
      return Gap.equals;
    case 34:
    case 39:
      return Gap.quote;
    default:
      return Gap.other;
  }
};

const isAddressCharacter = (code: number): boolean =>
  isLetterCode(code) ||
  isDigitCode(code) ||
  code === 46 ||
  code === 45 ||
  code === 95 ||
  code === 43 ||
  code === 37;

/** Where an address or a link lies in a run of text without spaces, or null. Linear in the run. */
const findMasked = (
  text: string,
  from: number,
  to: number,
): { start: number; end: number; kind: 'email' | 'url' } | null => {
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index);
    if (code === 64) {
      let start = index;
      while (start > from && isAddressCharacter(text.charCodeAt(start - 1))) start--;
      let end = index + 1;
      let lastDot = -1;
      while (end < to && isAddressCharacter(text.charCodeAt(end))) {
        if (text.charCodeAt(end) === 46) lastDot = end;
        end++;
      }
      while (end > index && (text.charCodeAt(end - 1) === 46 || text.charCodeAt(end - 1) === 45)) {
        end--;
        if (lastDot >= end) lastDot = text.lastIndexOf('.', end - 1);
      }
      if (start < index && lastDot > index + 1 && end - lastDot > 2) return { start, end, kind: 'email' };
    } else if (code === 58 && text.charCodeAt(index + 1) === 47 && text.charCodeAt(index + 2) === 47) {
      let start = index;
      while (start > from && isLetterCode(text.charCodeAt(start - 1))) start--;
      return { start, end: trimLink(text, index, to), kind: 'url' };
    } else if (
      code === 46 &&
      index > from &&
      isLetterCode(text.charCodeAt(index + 1)) &&
      (isLetterCode(text.charCodeAt(index - 1)) || isDigitCode(text.charCodeAt(index - 1)))
    ) {
      let end = index + 1;
      while (end < to && isLetterCode(text.charCodeAt(end)) && end - index < 12) end++;
      const label = text.slice(index + 1, end).toLowerCase();
      const after = end < to ? text.charCodeAt(end) : 32;
      const path = after === 47 || after === 63;
      if (
        after !== 64 &&
        topDomains.has(label) &&
        !isLetterCode(after) &&
        !isDigitCode(after) &&
        (path || (clearDomains.has(label) && !(after === 46 && isLetterCode(text.charCodeAt(end + 1)))))
      ) {
        let start = index;
        while (
          start > from &&
          (isLetterCode(text.charCodeAt(start - 1)) ||
            isDigitCode(text.charCodeAt(start - 1)) ||
            text.charCodeAt(start - 1) === 46 ||
            text.charCodeAt(start - 1) === 45)
        )
          start--;
        return { start, end: trimLink(text, end, to), kind: 'url' };
      }
    }
  }
  return null;
};

const trimLink = (text: string, from: number, to: number): number => {
  let end = to;
  while (end > from + 1 && '.,!?;:)\'"]>'.includes(text[end - 1]!)) end--;
  return end;
};

const capitalOf = (written: string): 0 | 1 | 2 => {
  let upper = 0;
  let lower = 0;
  for (let index = 0; index < written.length; index++) {
    const code = written.charCodeAt(index);
    if (code >= 65 && code <= 90) upper++;
    else if (code >= 97 && code <= 122) lower++;
  }
  const first = written.charCodeAt(0);
  if (upper >= 2 && lower === 0) return 2;
  return (first >= 65 && first <= 90) || (upper > 0 && lower > 0 && first > 127) ? 1 : 0;
};

/** The first token from an index on that is no word, or is in one of the groups or classes. */
export function nextBeside(tokens: readonly Token[], from: number, groups: number, classes = 0): number {
  let index = from;
  for (; index < tokens.length; index++) {
    const token = tokens[index]!;
    if (token.kind !== 'word' || (token.groups & groups) !== 0 || (token.classes & classes) !== 0) break;
  }
  return index;
}

const kindNames: readonly TokenKind[] = ['word', 'number', 'mixed', 'email', 'url'];
const wordKind = 0;
const numberKind = 1;
const mixedKind = 2;
const kindMask = 7;
/** Bits beside the kind: the capitals, whether there is any, and whether all is letters and digits (and "@", "$"). */
const capitalShift = 3;
const anyUpper = 32;
const plain = 64;

/** Where the tokens of a text lie: start, end, kind and bits, gap. And the hashes of those that are plain. */
let cuts = new Int32Array(4 * 1024);
let hashes = new Int32Array(1024);
const cutWidth = 4;

/** Finds the tokens and leaves them in `cuts`; gives their number. */
const cutText = ({ text, codes }: Folded): number => {
  const { length } = text;
  if (hashes.length < length + 1) {
    hashes = new Int32Array(2 * length);
    cuts = new Int32Array(2 * length * cutWidth);
  }
  let count = 0;
  let gap: number = Gap.space;
  const cut = (start: number, end: number, info: number, hash: number): void => {
    const at = count * cutWidth;
    cuts[at] = start;
    cuts[at + 1] = end;
    cuts[at + 2] = info;
    cuts[at + 3] = gap;
    hashes[count++] = hash;
    gap = 0;
  };
  const scan = (from: number, to: number): void => {
    let index = from;
    while (index < to) {
      const code = codes[index]!;
      if (!(
        isLetterCode(code) ||
        isDigitCode(code) ||
        ((code === 64 || code === 36) && index + 1 < to && isLetterCode(codes[index + 1]!))
      )) {
        const bits = gapOf(code);
        gap |= bits === Gap.dot && (gap & Gap.dot) !== 0 && codes[index - 1] === 46 ? Gap.stop : bits;
        index++;
        continue;
      }
      let hash = hashStart;
      let end = index;
      let lower = 0;
      let upper = 0;
      let digits = 0;
      let others = 0;
      let bits = plain;
      for (; end < to; end++) {
        const next = codes[end]!;
        if (next >= 97 && next <= 122) {
          lower++;
          hash = addToHash(hash, next);
        } else if (next >= 65 && next <= 90) {
          upper++;
          hash = addToHash(hash, next + 32);
        } else if (isDigitCode(next)) {
          digits++;
          hash = addToHash(hash, next);
        } else if (next > 127) {
          others++;
          bits = 0;
        } else if (next === 64 || next === 36) {
          // "@nxiety", "a$thma"
          const inside = end === index || lower + upper + others > 0;
          if (!inside || end + 1 >= to || !isLetterCode(codes[end + 1]!)) break;
          hash = addToHash(hash, next);
        } else if (
          next === 39 &&
          end + 1 < to &&
          isLetterCode(codes[end + 1]!) &&
          isLetterCode(codes[end - 1]!)
        )
          bits = 0;
        else break;
      }
      const letters = lower + upper + others;
      const label =
        digits > 1 && letters > 1 && letters < 5
          ? /^(?:dob|ssn|mrn|bday|acct|acc|rx|dl|vin|fin|har|csn|ss)(?=\d{2})/i.exec(text.slice(index, end))
          : null;
      if (label !== null && (label[0].length >= 3 || digits >= 7)) {
        const middle = index + label[0].length;
        cut(index, middle, wordKind, 0);
        gap = Gap.space;
        cut(middle, end, letters === label[0].length ? numberKind : mixedKind, 0);
      } else {
        const kind = digits === 0 ? wordKind : letters === 0 ? numberKind : mixedKind;
        const capital = upper >= 2 && lower === 0 ? 2 : code >= 65 && code <= 90 ? 1 : 0;
        if (kind !== numberKind) bits |= capital << capitalShift;
        if (upper > 0) bits |= anyUpper;
        cut(index, end, kind | bits, hash);
      }
      index = end;
    }
  };
  for (let index = 0; index < length;) {
    const code = codes[index]!;
    if (isWhite(code)) {
      if ((gap & Gap.space) !== 0 && count > 0) gap |= Gap.wide;
      gap |= Gap.space;
      if (code === 10 || code === 13) gap |= Gap.newline;
      index++;
      continue;
    }
    let end = index;
    let marked = false;
    for (; end < length; end++) {
      const next = codes[end]!;
      if (isWhite(next)) break;
      if (next === 46 || next === 64 || next === 47) marked = true;
    }
    let from = index;
    while (marked) {
      const masked = findMasked(text, from, end);
      if (masked === null) break;
      scan(from, masked.start);
      cut(masked.start, masked.end, kindNames.indexOf(masked.kind), 0);
      from = masked.end;
    }
    scan(from, end);
    index = end;
  }
  return count;
};

/** Splits folded text into words, numbers, e-mail addresses and links. Linear. */
export function tokenize(folded: Folded): Token[] {
  const { text, codes } = folded;
  const { spellings } = know();
  const count = cutText(folded);
  spellings.fetch(hashes, count);
  const tokens: Token[] = [];
  let sentence = 0;
  let previous = '';
  for (let index = 0; index < count; index++) {
    const at = index * cutWidth;
    const start = cuts[at]!;
    const end = cuts[at + 1]!;
    const info = cuts[at + 2]!;
    const gap = cuts[at + 3]!;
    if ((gap & (Gap.stop | Gap.newline | Gap.dot)) !== 0 && index > 0) {
      if ((gap & (Gap.stop | Gap.newline)) !== 0) sentence++;
      else if ((gap & Gap.space) !== 0) {
        const abbreviated = (gap & Gap.wide) === 0 && (previous.length === 1 || abbreviations.has(previous));
        if (!abbreviated) sentence++;
      }
    }
    const kind = kindNames[info & kindMask]!;
    let spelling: Word | null = null;
    let possessive = false;
    let capital = (info >> capitalShift) & 3;
    let written: string;
    let lower: string;
    let stem: string;
    if ((info & plain) !== 0) {
      spelling = spellings.at(codes, start, end, hashes[index]!) ?? null;
      if (spelling !== null) {
        lower = spelling.text;
        written = (info & anyUpper) === 0 ? lower : text.slice(start, end);
      } else {
        written = text.slice(start, end);
        lower = (info & anyUpper) === 0 ? written : written.toLowerCase();
        if (kind === 'word' || kind === 'mixed') {
          spelling = spellings.of(lower, hashes[index]!);
          lower = spelling.text;
        }
      }
      stem = lower;
    } else {
      written = text.slice(start, end);
      lower = written.toLowerCase();
      stem = lower;
      if (lower.includes("'")) {
        const last = lower.lastIndexOf("'");
        if (last === lower.length - 2 && lower.endsWith('s')) {
          possessive = true;
          stem = lower.slice(0, last).replaceAll("'", '');
        } else stem = lower.replaceAll("'", '');
        lower = lower.replaceAll("'", '');
        // "I'll" is not "ill", "he'll" not "hell".
        if (lower === 'ill' || lower === 'hell' || lower === 'shell' || lower === 'well') {
          lower = `${lower.slice(0, -2)}will`;
          stem = lower;
        }
      }
      if (kind !== 'email' && kind !== 'url') {
        spelling = spellings.of(lower);
        if (stem === lower) stem = spelling.text;
        lower = spelling.text;
        capital = kind === 'number' ? 0 : capitalOf(written);
      }
    }
    const listed = spelling !== null && kind !== 'number';
    tokens.push({
      kind,
      start,
      end,
      written,
      text: lower,
      stem,
      spelling,
      gap,
      sentence,
      capital: capital as Token['capital'],
      possessive,
      classes: listed ? spelling!.classes : 0,
      groups: spelling === null ? 0 : spelling.groups,
      word: listed ? inLexicon(spelling!) : null,
      disguised: false,
      drug: false,
    });
    previous = lower;
  }
  return tokens;
}
