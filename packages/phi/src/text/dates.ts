import { Class } from '../lexicon/classes.ts';
import type { ReadToken, Reading } from './reading.ts';
import { isRomanMonth, namedDayAt } from './named-days.ts';
import { Gap } from './tokens.ts';
import { spokenDigits } from './value.ts';

export type DateKind = 'full' | 'monthDay' | 'monthYear' | 'year';
export type FoundDate = { first: number; last: number; kind: DateKind; year: number | null };

const tight = (token: ReadToken | undefined): boolean =>
  token !== undefined &&
  (token.gap & (Gap.slash | Gap.hyphen | Gap.dot)) !== 0 &&
  (token.gap & (Gap.stop | Gap.newline | Gap.comma)) === 0;

const numberOf = (token: ReadToken | undefined): number =>
  token !== undefined && token.kind === 'number' && token.text.length <= 4 ? Number(token.text) : -1;

const joinedDate =
  /^(?:0?[1-9]|[12]\d|3[01])(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|ene|abr|ago|dic)((?:19|20)\d\d|\d\d)$/;
const ordinal = /^\d{1,2}(?:st|nd|rd|th)$/;
const dayOf = (token: ReadToken | undefined): number => {
  if (token === undefined) return -1;
  if (token.kind === 'number' && token.text.length <= 2) return Number(token.text);
  if (ordinal.test(token.text)) return Number.parseInt(token.text, 10);
  if ((token.classes & Class.ordinalWord) !== 0) return 1;
  const word = spokenDigits(token);
  return word !== null && word.length <= 2 && word !== '0' ? Number(word) : -1;
};
const isDay = (day: number): boolean => day >= 1 && day <= 31;
const isYear = (token: ReadToken | undefined): boolean =>
  token !== undefined &&
  token.kind === 'number' &&
  ((token.text.length === 4 && /^(?:18|19|20)/.test(token.text)) ||
    (token.text.length === 2 && (token.gap & (Gap.quote | Gap.comma)) !== 0));
const fullYear = (token: ReadToken): number =>
  token.text.length === 2 ? (Number(token.text) > 32 ? 1900 : 2000) + Number(token.text) : Number(token.text);

const isMonthWord = (token: ReadToken | undefined): boolean =>
  token !== undefined && (token.classes & Class.month) !== 0;

/** A spoken year ("nineteen sixty two") after a date; the index of its last token. */
const spokenYear = (tokens: readonly ReadToken[], from: number): number | null => {
  const first = tokens[from] === undefined ? null : spokenDigits(tokens[from]);
  if (
    first !== '19' &&
    first !== '20' &&
    !(tokens[from]?.text === 'two' && tokens[from + 1]?.text === 'thousand')
  )
    return null;
  let last = from;
  while (
    last + 1 < tokens.length &&
    last < from + 4 &&
    (spokenDigits(tokens[last + 1]!) !== null ||
      tokens[last + 1]!.text === 'thousand' ||
      tokens[last + 1]!.text === 'hundred')
  )
    last++;
  return last > from ? last : null;
};

/** A calendar date that begins at a token, or null. `loose`: after a label, when "3 14 62" can only be a date. */
export function dateAt(reading: Reading, first: number, loose = false): FoundDate | null {
  const { tokens } = reading;
  const token = tokens[first];
  if (token === undefined) return null;
  reading.steps.count++;
  const named = loose && token.kind === 'word' ? namedDayAt(tokens, first) : -1;
  if (named >= 0) {
    let year = named + 1;
    if (tokens[year]?.text === 'of' || tokens[year]?.text === 'in' || tokens[year]?.text === 'de') year++;
    return isYear(tokens[year])
      ? { first, last: year, kind: 'full', year: fullYear(tokens[year]!) }
      : { first, last: named, kind: 'monthDay', year: null };
  }
  if (token.kind === 'word' && (token.classes & (Class.month | Class.ordinalWord | Class.digitWord)) === 0)
    return null;
  const a = numberOf(token);
  const second = tokens[first + 1];
  const third = tokens[first + 2];
  if (token.kind === 'number') {
    const text = token.text;
    if (text.length === 8) {
      const yearFirst = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(text);
      const yearLast = /^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|[12]\d|3[01])(?:19|20)\d\d$/.test(text);
      if (yearFirst || yearLast)
        return {
          first,
          last: first,
          kind: 'full',
          year: Number(yearFirst ? text.slice(0, 4) : text.slice(4)),
        };
    }
    if (text.length === 6 && /^(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d\d$/.test(text))
      return { first, last: first, kind: 'full', year: null };
    if (text.length === 1) {
      let last = first;
      while (
        last - first < 8 &&
        tokens[last + 1]?.kind === 'number' &&
        tokens[last + 1]!.text.length === 1 &&
        (tokens[last + 1]!.gap & ~(Gap.space | Gap.hyphen | Gap.slash | Gap.dot | Gap.wide)) === 0
      )
        last++;
      const length = last - first + 1;
      if (length === 6 || length === 8) return { first, last, kind: 'full', year: null };
    }
    const separated =
      tight(second) ||
      (second?.kind === 'number' &&
        second.gap === Gap.space &&
        third?.kind === 'number' &&
        third.gap === Gap.space &&
        (third.text.length === 4 || (loose && third.text.length === 2)));
    if (separated && second?.kind === 'number') {
      const b = numberOf(second);
      const c = numberOf(third);
      // "12/22-12/26" is a span of days.
      const spans =
        tight(third) &&
        third!.gap !== second.gap &&
        tight(tokens[first + 3]) &&
        tokens[first + 3]!.gap === second.gap;
      const thirdJoined = (tight(third) && !spans) || (third?.gap === Gap.space && second.gap === Gap.space);
      if (third?.kind === 'number' && thirdJoined) {
        if (text.length === 4 && a >= 1880 && a <= 2100 && b >= 1 && b <= 12 && isDay(c))
          return { first, last: first + 2, kind: 'full', year: a };
        if (
          isDay(a) &&
          isDay(b) &&
          (a <= 12 || b <= 12) &&
          (third.text.length === 2 || third.text.length === 4)
        )
          return {
            first,
            last: first + 2,
            kind: 'full',
            year: third.text.length === 4 ? c : c > 32 ? 1900 + c : 2000 + c,
          };
      }
      if (
        isDay(a) &&
        a <= 31 &&
        isDay(b) &&
        (a <= 12 || b <= 12) &&
        second.text.length <= 2 &&
        (second.gap & (Gap.slash | Gap.hyphen)) !== 0 &&
        !tight(third)
      )
        return { first, last: first + 1, kind: 'monthDay', year: null };
      if (
        a >= 1 &&
        a <= 12 &&
        ((second.text.length === 4 && /^(?:19|20)/.test(second.text)) ||
          (loose && second.text.length === 2 && b > 31 && !tight(third))) &&
        (second.gap & (Gap.slash | Gap.hyphen)) !== 0
      )
        return { first, last: first + 1, kind: 'monthYear', year: b };
    }
  }
  // "the 3rd of the 3rd, 83"
  if (
    loose &&
    ordinal.test(token.text) &&
    second?.text === 'of' &&
    third?.text === 'the' &&
    ordinal.test(tokens[first + 3]?.text ?? '')
  ) {
    const year = tokens[first + 4];
    return year?.kind === 'number' && (year.text.length === 2 || year.text.length === 4)
      ? { first, last: first + 4, kind: 'full', year: fullYear(year) }
      : { first, last: first + 3, kind: 'monthDay', year: null };
  }
  // "03-XI-1959"
  if (token.kind === 'number' && isDay(a) && isRomanMonth(second) && third?.kind === 'number' && tight(third))
    return { first, last: first + 2, kind: 'full', year: fullYear(third) };
  // "10 Oct 1958", "4th of July, 1976", "3 de mayo de 1964", "10-Oct-58"
  if (
    isDay(dayOf(token)) &&
    (token.kind !== 'word' || (token.classes & (Class.ordinalWord | Class.digitWord)) !== 0)
  ) {
    let next = first + 1;
    if (tokens[next]?.text === 'of' || tokens[next]?.text === 'de') next++;
    if (isMonthWord(tokens[next]) && (tokens[next]!.gap & (Gap.stop | Gap.newline)) === 0) {
      let year = next + 1;
      if (tokens[year]?.text === 'of' || tokens[year]?.text === 'de' || tokens[year]?.text === 'del') year++;
      if (isYear(tokens[year]) || (tight(tokens[year]) && tokens[year]!.kind === 'number'))
        return { first, last: year, kind: 'full', year: fullYear(tokens[year]!) };
      return { first, last: next, kind: 'monthDay', year: null };
    }
  }
  if (isMonthWord(token)) {
    let next = first + 1;
    if (tokens[next]?.text === 'the') next++;
    if (isDay(dayOf(tokens[next])) && (tokens[next]!.gap & (Gap.stop | Gap.newline)) === 0) {
      let last = next;
      // "march twenty first": two words make the day.
      if (
        tokens[next]!.kind === 'word' &&
        tokens[next + 1] !== undefined &&
        ((tokens[next + 1]!.classes & Class.ordinalWord) !== 0 ||
          (['20', '30'].includes(spokenDigits(tokens[next]!) ?? '') && dayOf(tokens[next + 1]) > 0))
      )
        last = next + 1;
      let year = last + 1;
      if (['of', 'de', 'del', 'in'].includes(tokens[year]?.text ?? '')) year++;
      if (
        isYear(tokens[year]) ||
        (tight(tokens[year]) && tokens[year]!.kind === 'number' && tokens[year]!.text.length <= 4) ||
        // "sept 3 84"
        (loose && tokens[year]?.gap === Gap.space && /^(?:[4-9]\d)$/.test(tokens[year]!.text))
      )
        return { first, last: year, kind: 'full', year: fullYear(tokens[year]!) };
      const spokenLast = spokenYear(tokens, year);
      if (spokenLast !== null) return { first, last: spokenLast, kind: 'full', year: null };
      return { first, last, kind: 'monthDay', year: null };
    }
    if (isYear(tokens[first + 1]) && tokens[first + 1]!.text.length === 4)
      return { first, last: first + 1, kind: 'monthYear', year: Number(tokens[first + 1]!.text) };
  }
  // "08JUN1949"
  if (token.kind === 'mixed') {
    const joined = joinedDate.exec(token.text);
    if (joined !== null)
      return {
        first,
        last: first,
        kind: 'full',
        year:
          joined[1]!.length === 4
            ? Number(joined[1])
            : (Number(joined[1]) > 32 ? 1900 : 2000) + Number(joined[1]),
      };
  }
  if (token.kind === 'number' && token.text.length === 2 && (token.gap & Gap.quote) !== 0)
    return { first, last: first, kind: 'year', year: fullYear(token) };
  if (token.kind === 'number' && token.text.length === 4 && a >= 1890 && a <= 2029)
    return { first, last: first, kind: 'year', year: a };
  return null;
}
