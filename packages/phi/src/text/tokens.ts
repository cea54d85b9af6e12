import type { Word } from '../lexicon/compile.ts';
import { know } from './knowledge.ts';
import type { Folded } from './fold.ts';
import { addToHash, hashStart, type Spelling } from './spelling.ts';

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
  spelling: Spelling | null;
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
const isWhite = (code: number): boolean => code === 32 || (code >= 9 && code <= 13) || code === 0xa0;

const topDomains = new Set(
  'com org net edu gov io health us co info biz app care clinic me ly link md example test gl mil int dev ai tv'.split(
    ' ',
  ),
);
const clearDomains = new Set('com org net edu gov io info biz example'.split(' '));
const abbreviations = new Set(
  'dr mr mrs ms mx st no jr sr vs approx appt dept ext num acct ave blvd rd ln ct apt ste tel ph sra srta dra prof mt ft inc co hr wt temp dx rx hx tx sx med rec exp pt'.split(
    ' ',
  ),
);

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

/** Splits folded text into words, numbers, e-mail addresses and links. Linear. */
export function tokenize({ text, codes }: Folded): Token[] {
  const { length } = text;
  const { spellings } = know();
  const tokens: Token[] = [];
  let sentence = 0;
  let gap: number = Gap.space;
  const push = (
    kind: TokenKind,
    start: number,
    end: number,
    written: string,
    lower: string,
    stem: string,
    possessive: boolean,
    capital: 0 | 1 | 2,
    spelling: Spelling | null,
  ): void => {
    if ((gap & (Gap.stop | Gap.newline | Gap.dot)) !== 0 && tokens.length > 0) {
      if ((gap & (Gap.stop | Gap.newline)) !== 0) sentence++;
      else if ((gap & Gap.space) !== 0) {
        const { text: previous } = tokens[tokens.length - 1]!;
        const abbreviated = (gap & Gap.wide) === 0 && (previous.length === 1 || abbreviations.has(previous));
        if (!abbreviated) sentence++;
      }
    }
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
      capital,
      possessive,
      classes: spelling === null || kind === 'number' ? 0 : spelling.classes,
      groups: spelling === null ? 0 : spelling.groups,
      word: spelling === null || kind === 'number' ? null : spelling.word,
      disguised: false,
      drug: false,
    });
    gap = 0;
  };
  /** Any token; words of plain letters and digits have a faster way below. */
  const pushAny = (start: number, end: number, kind: TokenKind): void => {
    const written = text.slice(start, end);
    let lower = written.toLowerCase();
    let possessive = false;
    let stem = lower;
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
    const spelling = kind === 'email' || kind === 'url' ? null : spellings.of(lower);
    push(
      kind,
      start,
      end,
      written,
      spelling === null ? lower : spelling.text,
      stem === lower && spelling !== null ? spelling.text : stem,
      possessive,
      kind === 'word' || kind === 'mixed' ? capitalOf(written) : 0,
      spelling,
    );
  };
  const pushPlain = (
    start: number,
    end: number,
    kind: TokenKind,
    hash: number,
    upper: number,
    lower: number,
  ): void => {
    let spelling = spellings.at(codes, start, end, hash) ?? null;
    let written: string;
    let small: string;
    if (spelling !== null) {
      small = spelling.text;
      written = upper === 0 ? small : text.slice(start, end);
    } else {
      written = text.slice(start, end);
      small = upper === 0 ? written : written.toLowerCase();
      if (kind === 'word') {
        spelling = spellings.of(small, hash);
        small = spelling.text;
      }
    }
    const first = codes[start]!;
    push(
      kind,
      start,
      end,
      written,
      small,
      small,
      false,
      kind === 'number' ? 0 : upper >= 2 && lower === 0 ? 2 : first >= 65 && first <= 90 ? 1 : 0,
      spelling,
    );
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
      let plain = true;
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
          plain = false;
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
          plain = false;
        else break;
      }
      const letters = lower + upper + others;
      const label =
        digits > 1 && letters > 1 && letters < 5
          ? /^(?:dob|ssn|mrn|bday|acct|acc|rx|dl|vin|fin|har|csn|ss)(?=\d{2})/i.exec(text.slice(index, end))
          : null;
      if (label !== null && (label[0].length >= 3 || digits >= 7)) {
        pushAny(index, index + label[0].length, 'word');
        gap = Gap.space;
        pushAny(index + label[0].length, end, letters === label[0].length ? 'number' : 'mixed');
      } else {
        const kind = digits === 0 ? 'word' : letters === 0 ? 'number' : 'mixed';
        if (plain) pushPlain(index, end, kind, hash, upper, lower);
        else pushAny(index, end, kind);
      }
      index = end;
    }
  };
  let index = 0;
  while (index < length) {
    const code = codes[index]!;
    if (isWhite(code)) {
      if ((gap & Gap.space) !== 0 && tokens.length > 0) gap |= Gap.wide;
      gap |= Gap.space;
      if (code === 10 || code === 13) gap |= Gap.newline;
      index++;
      continue;
    }
    let end = index;
    let marked = false;
    for (; end < length; end++) {
      const next = codes[end]!;
      if (next <= 32 || next === 0xa0 ? isWhite(next) : false) break;
      if (next === 46 || next === 64 || next === 47) marked = true;
    }
    let from = index;
    while (marked) {
      const masked = findMasked(text, from, end);
      if (masked === null) break;
      scan(from, masked.start);
      pushAny(masked.start, masked.end, masked.kind);
      from = masked.end;
    }
    scan(from, end);
    index = end;
  }
  return tokens;
}
