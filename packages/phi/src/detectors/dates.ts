import { listed } from '../text/listed.ts';
import { Class } from '../lexicon/classes.ts';
import { dateAt, type FoundDate } from '../text/dates.ts';
import type { Match, ReadToken, Reading } from '../text/reading.ts';
import { Gap } from '../text/tokens.ts';
import { spokenNumberAt } from '../text/spoken-number.ts';
import { listedGroup, wordGroup } from '../text/word-group.ts';
import { spokenDigits, type Freed } from '../text/value.ts';
import type { RawFinding } from './finding.ts';

/** Words after which a date is an appointment or a deadline, not the one the label means. */
const otherDates = listed('otherDates');

const dateAfter = (reading: Reading, label: Match, reach: number): FoundDate | null => {
  const { tokens } = reading;
  for (let index = label.last + 1; index < tokens.length && index <= label.last + reach; index++) {
    const token = tokens[index]!;
    if ((token.gap & (Gap.newline | Gap.exclamation)) !== 0) return null;
    if (
      token.sentence !== tokens[label.last]!.sentence &&
      !(index === label.last + 1 && (token.gap & (Gap.colon | Gap.dot | Gap.question)) !== 0)
    )
      return null;
    const date = dateAt(reading, index, true);
    if (date !== null && !(date.kind === 'year' && index > label.last + 4)) return date;
    if (
      otherDates.has(token.text) &&
      !(token.text === 'at' && index === label.last + 1) &&
      !(token.text === 'by' && tokens[index + 1]?.kind !== 'number')
    )
      return null;
  }
  return null;
};

const dateBefore = (reading: Reading, label: Match): FoundDate | null => {
  const { tokens } = reading;
  for (let first = label.first - 1; first >= 0 && first >= label.first - 14; first--) {
    if (tokens[first]!.sentence !== tokens[label.first]!.sentence) return null;
    const date = dateAt(reading, first, true);
    if (
      date !== null &&
      (date.kind === 'full' ||
        (date.kind === 'monthDay' &&
          ['as', 'is', 'for'].includes(tokens[date.last + 1]?.text ?? '') &&
          label.first - date.last <= 4) ||
        (date.kind === 'year' &&
          (label.entry.phrase.startsWith('born') || label.entry.phrase.includes('y')) &&
          label.first - date.last <= 5 &&
          date.year! < 2015))
    ) {
      for (let between = date.last + 1; between < label.first; between++) {
        if (
          otherDates.has(tokens[between]!.text) ||
          (tokens[between]!.kind !== 'word' && between > date.last + 1)
        )
          return null;
      }
      return date;
    }
  }
  return null;
};

/** What a stay in hospital goes on with after its first date. */
const ranges = new Set(
  'to through thru until and al hasta out home dc discharged discharge released left'.split(' '),
);
/** Words that say that "came home" is from hospital. */
const stays = listedGroup('stays');

/** "the 1/17/2026 passing date", "on May 3 you were admitted": a date that the label closes. */
const dateRightBefore = (reading: Reading, label: Match): FoundDate | null => {
  const { tokens } = reading;
  for (let first = Math.max(0, label.first - 7); first < label.first; first++) {
    if (tokens[first]!.sentence !== tokens[label.first]!.sentence) continue;
    const date = dateAt(reading, first);
    if (date === null || (date.kind !== 'full' && date.kind !== 'monthDay')) continue;
    let between = date.last + 1;
    while (between < label.first && closers.has(tokens[between]!.text)) between++;
    return between === label.first && tokens[label.first]!.gap === Gap.space ? date : null;
  }
  return null;
};
/** A part of a date whose digits are partly letters. */
const lettersForDigits = /^[OoIl\d]{1,4}$/;
const bareNouns = new Set('operation death admission discharge admit'.split(' '));
const twoDigits = /^\d\d$/;
/** "fifty-eight" after "born in"; the last token, or -1. */
const spokenYearOf = (tokens: Reading['tokens'], first: number): number => {
  if (tokens[first] === undefined) return -1;
  const number = spokenNumberAt(tokens, first);
  return number !== null && number.value >= 20 && number.value < 100 ? number.last : -1;
};
/** "DOB zero three one four sixty two", "Birthdate: O7/I9/I972": a date in words, or with letters for digits, after a label. */
const spelledAfter = (tokens: Reading['tokens'], label: number): { first: number; last: number } | null => {
  const isPart = (token: ReadToken): boolean =>
    token.kind === 'number' || lettersForDigits.test(token.written) || spokenDigits(token) !== null;
  let first = label + 1;
  while (first < label + 5 && first < tokens.length && !isPart(tokens[first]!)) first++;
  let last = first - 1;
  while (last - first < 9 && tokens[last + 1] !== undefined && isPart(tokens[last + 1]!)) last++;
  return last - first >= 2 ? { first, last } : null;
};
const becoming = new Set('youll hell shell theyll will youwill hewill shewill theywill'.split(' '));
const newborns = new Set('baby babies twins newborn infant triplets bebe gemelos'.split(' '));
const closers = new Set(
  'was is as the your you were when he she they fue es su date day his her their'.split(' '),
);

/** What is born, dies, expires or comes out without having lived. */
const lifeless = listedGroup('lifeless');
const bounds = new Set(['after', 'before', 'between', 'since']);
const mortal = /^(?:born|died|expired|released|passed|admitted)/;

/** What the rules that go by single words begin with. */
const openers = wordGroup('b be happy turn turned turning turns');
const copulas = wordGroup('is are was were es son');
const hospitalWords = wordGroup(
  'surgery operation admission discharge hospitalization hospitalisation inpatient',
);

/** What a date long past may belong to other than a life. */
const unlived = listedGroup('unlivedDates');

/** Birth dates, and the dates of admission, discharge, surgery, death and service. */
export function findDates(reading: Reading, freed: Freed): RawFinding[] {
  const findings: RawFinding[] = [];
  const { tokens } = reading;
  const add = (date: FoundDate, type: 'DOB' | 'DATE', severity: 'block' | 'warn', evidence: string): void => {
    findings.push({
      start: tokens[date.first]!.start,
      end: tokens[date.last]!.end,
      type,
      severity,
      detector: 'dates',
      evidence: [evidence],
      ...(severity === 'warn' ? { variant: 'service' } : {}),
    });
  };
  for (const match of reading.matches) {
    if (match.entry.kind !== 'label') continue;
    // "Hours of operation change May 1"
    if (tokens[match.first - 1]?.text === 'of' && tokens[match.first - 2]?.text === 'hours') continue;
    const { name, phrase } = match.entry;
    // "Kids born after 2015 ride free"
    if (phrase === 'born' && bounds.has(tokens[match.last + 1]?.text ?? '')) continue;
    // "My car battery died on 3/4", "The library was born in 1905"
    if (
      mortal.test(phrase) &&
      tokens.slice(Math.max(0, match.first - 4), match.first).some((token) => (token.groups & lifeless) !== 0)
    )
      continue;
    if (name === 'dob' || (name === 'babyDate' && tokens.some((token) => newborns.has(token.text)))) {
      const date = dateAfter(reading, match, phrase.startsWith('born') || phrase === 'natal' ? 6 : 9);
      const weakLabel =
        phrase.startsWith('b day') ||
        phrase === 'birthday' ||
        phrase === 'bday' ||
        phrase === 'cumpleanos' ||
        phrase === 'natal';
      if (
        date !== null &&
        (date.kind === 'full' ||
          date.kind === 'monthDay' ||
          (date.kind === 'year' && !weakLabel) ||
          date.kind === 'monthYear')
      ) {
        add(date, 'DOB', 'block', `"${phrase}" before a date`);
      } else if (phrase.includes('year') && twoDigits.test(tokens[match.last + 1]?.text ?? '')) {
        add(
          { first: match.last + 1, last: match.last + 1, kind: 'year', year: null },
          'DOB',
          'block',
          `"${phrase}" before a year`,
        );
      } else if (phrase.startsWith('born') && spokenYearOf(tokens, match.last + 1) > 0) {
        add(
          { first: match.last + 1, last: spokenYearOf(tokens, match.last + 1), kind: 'year', year: null },
          'DOB',
          'block',
          'a year said aloud',
        );
      } else {
        const before = dateBefore(reading, match);
        if (before !== null) add(before, 'DOB', 'block', `a date before "${phrase}"`);
        else if (name === 'dob') {
          const first = spelledAfter(tokens, match.last);
          if (first !== null)
            add({ ...first, kind: 'full', year: null }, 'DOB', 'block', `"${phrase}" before a spelled date`);
        }
      }
    } else if (
      name === 'clinicalDate' ||
      name === 'serviceDate' ||
      (name === 'homeDate' && (reading.groups & stays) !== 0)
    ) {
      const previous = tokens[match.first - 1];
      if (
        phrase === 'admission' &&
        previous !== undefined &&
        ['free', 'general', 'park', 'paid'].includes(previous.text)
      )
        continue;
      // "Operation Warm Coat": a name.
      if (
        tokens[match.last]!.capital === 1 &&
        tokens[match.last + 1]?.capital === 1 &&
        match.first === match.last
      )
        if ((tokens[match.last + 1]!.classes & (Class.month | Class.weekday)) === 0) continue;
      // "new operation hours start March 3", "the death cafe meets March 3": the noun is part of something else's name.
      const following = tokens[match.last + 1];
      if (
        bareNouns.has(phrase) &&
        following?.kind === 'word' &&
        (following.gap & ~Gap.space) === 0 &&
        (following.classes & (Class.month | Class.weekday | Class.plainWord | Class.verbAfterName)) === 0 &&
        !['date', 'on', 'was', 'out', 'dt', 'hospital'].includes(following.text)
      )
        continue;
      let date =
        dateAfter(reading, match, 6) ?? (name === 'clinicalDate' ? dateRightBefore(reading, match) : null);
      for (let more = 0; date !== null && more < 3; more++) {
        if (date.kind === 'full' || date.kind === 'monthDay')
          add(date, 'DATE', name === 'serviceDate' ? 'warn' : 'block', `"${phrase}" before a date`);
        const next = tokens[date.last + 1];
        date =
          next !== undefined && ranges.has(next.text)
            ? (dateAt(reading, date.last + 2) ??
              (tokens[date.last + 2]?.text === 'on' ? dateAt(reading, date.last + 3) : null))
            : next !== undefined && next.gap === (Gap.space | Gap.hyphen)
              ? dateAt(reading, date.last + 1)
              : null;
      }
    }
  }
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    if ((token.groups & openers) === 0) continue;
    // "b. 3/14/62"
    if (token.text === 'b' && tokens[index + 1] !== undefined && (tokens[index + 1]!.gap & Gap.dot) !== 0) {
      const date = dateAt(reading, index + 1);
      if (date?.kind === 'full' || date?.kind === 'year') add(date, 'DOB', 'block', '"b." before a date');
    }
    // "you'll be 65 on March 9", "Happy 60th on March 4"
    if (
      ((token.text === 'be' &&
        becoming.has(tokens[index - 1]?.text ?? '') &&
        tokens[index + 1]?.kind === 'number') ||
        (token.text === 'happy' && /^\d{1,3}(?:st|nd|rd|th)$/.test(tokens[index + 1]?.text ?? ''))) &&
      tokens[index + 2]?.text === 'on'
    ) {
      const date = dateAt(reading, index + 3);
      if (date !== null && (date.kind === 'full' || date.kind === 'monthDay'))
        add(date, 'DOB', 'block', 'an age reached on a date');
    }
    // "turned 40 on June 3, 1985"
    if (['turn', 'turned', 'turning', 'turns'].includes(token.text) && tokens[index + 1]?.kind === 'number') {
      const date = dateAt(reading, tokens[index + 2]?.text === 'on' ? index + 3 : index + 2);
      if (date !== null && (date.kind === 'full' || date.kind === 'monthDay'))
        add(date, 'DOB', 'block', 'an age reached on a date');
    }
  }
  const begins = (start: number): boolean => findings.some((finding) => finding.start === start);
  // "the twins are 9/9/2020"
  for (let index = 1; (reading.groups & copulas) !== 0 && index + 1 < tokens.length; index++) {
    if ((tokens[index]!.groups & copulas) === 0) continue;
    const before = tokens[index - 1]!;
    if ((before.classes & Class.relation) === 0 && !['he', 'she', 'you', 'hes', 'shes'].includes(before.text))
      continue;
    const date = dateAt(reading, index + 1);
    if (
      date !== null &&
      date.kind === 'full' &&
      date.year !== null &&
      date.year <= 2024 &&
      !begins(tokens[date.first]!.start)
    )
      add(date, 'DOB', 'block', 'a person is a date');
  }
  // "your May 6th surgery", "the 3/4 admission"
  for (let index = 0; (reading.groups & hospitalWords) !== 0 && index < tokens.length; index++) {
    if ((tokens[index]!.groups & hospitalWords) === 0) continue;
    for (let first = Math.max(0, index - 5); first < index; first++) {
      const date = dateAt(reading, first);
      if (date !== null && date.last === index - 1 && (date.kind === 'full' || date.kind === 'monthDay')) {
        add(date, 'DATE', 'block', `a date before "${tokens[index]!.text}"`);
        break;
      }
    }
  }
  // "your son 4/2/2018", "Leo, 5/14/2019": a date of some years ago right after a person.
  for (let index = 1; findings.length === 0 && index < tokens.length; index++) {
    if (tokens[index]!.kind !== 'number') continue;
    const before = tokens[index - 1]!;
    if (
      (before.classes & (Class.relation | Class.firstName)) === 0 ||
      (before.classes & (Class.plainWord | Class.month | Class.weekday)) !== 0 ||
      (before.capital === 0 && (before.classes & Class.relation) === 0)
    )
      continue;
    const date = dateAt(reading, index);
    if (
      date !== null &&
      date.kind === 'full' &&
      date.last > date.first &&
      date.year !== null &&
      date.year <= 2022
    )
      add(date, 'DOB', 'block', 'a date of some years ago right after a person');
  }
  // A bare birth-like date that someone is asked to verify.
  if (findings.length === 0 && (reading.groups & unlived) === 0) {
    for (let index = 0; index < tokens.length; index++) {
      const token = tokens[index]!;
      if (
        token.kind !== 'number' &&
        token.kind !== 'mixed' &&
        (token.classes & (Class.month | Class.ordinalWord)) === 0
      )
        continue;
      const date = dateAt(reading, index);
      if (
        date !== null &&
        !freed.has(date.first) &&
        date.kind === 'full' &&
        date.year !== null &&
        date.year >= 1900 &&
        date.year <= 2012 &&
        // "the survey from 3/3/2009"
        !['from', 'since', 'until', 'engraved', 'version'].includes(tokens[index - 1]?.text ?? '') &&
        (tokens[index - 1]?.text !== 'the' ||
          ['has', 'have', 'shows', 'says', 'lists', 'as', 'is'].includes(tokens[index - 2]?.text ?? '')) &&
        (date.last > date.first ||
          tokens.some((token) => ['verify', 'check', 'confirm'].includes(token.text)))
      )
        add(date, 'DOB', 'block', 'a date from a life, to be verified');
    }
  }
  return findings;
}
