import { listed } from '../text/listed.ts';
import { Class } from '../lexicon/classes.ts';
import type { Match, Reading } from '../text/reading.ts';
import { setOf } from '../text/set-of.ts';
import { Gap } from '../text/tokens.ts';
import { spokenRunAt } from '../text/spoken-digits.ts';
import { isPhoneShaped, valueAt, type Freed, type Value } from '../text/value.ts';
import type { PhiType } from '../types.ts';
import type { RawFinding } from './finding.ts';
import { findNearbyIdentifiers } from './nearby-identifiers.ts';

const lastFourCues = listed('lastFourCues');
const officeIds = listed('officeIds');
const fillers = listed('labelFillers');

type Rule = { minDigits: number; maxDigits?: number; looseMinDigits?: number };

/** Labels that are also everyday words; a value after them must look more like a number of the kind. */
const everydayLabels = listed('everydayLabels');

/** Things that carry an identifier right behind their name, if it looks like one. */
const looseDevices = listed('looseDevices');

const carriers = listed('carriers');

const rules: Record<string, Rule> = {
  ssn: { minDigits: 7, maxDigits: 11 },
  mrn: { minDigits: 3, looseMinDigits: 4 },
  member: { minDigits: 3, looseMinDigits: 5 },
  account: { minDigits: 4, looseMinDigits: 4 },
  card: { minDigits: 12, maxDigits: 19 },
  other: { minDigits: 4, looseMinDigits: 4 },
  prescription: { minDigits: 5 },
  license: { minDigits: 4, looseMinDigits: 5 },
  vehicle: { minDigits: 2, looseMinDigits: 2 },
  device: { minDigits: 3, looseMinDigits: 4 },
};

/** The value after a label, over a few filling words, in the same sentence; or null. */
const valueAfter = (reading: Reading, label: Match): Value | null => {
  const { tokens } = reading;
  let commas = 0;
  for (let index = label.last + 1; index < tokens.length && index <= label.last + 9; index++) {
    const token = tokens[index]!;
    if ((token.gap & (Gap.newline | Gap.exclamation)) !== 0) return null;
    // "SSN? 900-..." and "Medicare. 5 new" are two sentences; a colon or a hash never is.
    if (token.sentence !== tokens[label.last]!.sentence && (token.gap & (Gap.colon | Gap.hash)) === 0)
      return null;
    if ((token.gap & Gap.comma) !== 0 && ++commas > 2) return null;
    // "four four one, oh nine two seven"; "last four" is none of it.
    if (
      (token.classes & Class.digitWord) !== 0 &&
      !(token.text === 'four' && tokens[index - 1]!.text === 'last')
    ) {
      const run = spokenRunAt(tokens, index);
      if (run !== null && run.digits.length >= 4)
        return {
          first: index,
          last: run.last,
          digits: run.digits.length,
          compact: run.digits,
          start: token.start,
          end: tokens[run.last]!.end,
        };
    }
    const value =
      fillers.has(token.text) && token.text !== '4' && token.kind !== 'mixed'
        ? null
        : valueAt(reading, index);
    if (value !== null) return value;
    if (!fillers.has(token.text)) return null;
  }
  return null;
};

/** A value shortly before a label: "00483921 is your MRN", "900-12-4455, is that your social?" */
const valueBefore = (reading: Reading, label: Match): Value | null => {
  const { tokens } = reading;
  for (let index = label.first - 1; index >= 0 && index >= label.first - 6; index--) {
    const token = tokens[index]!;
    if (tokens[index + 1]!.sentence !== token.sentence) return null;
    if (token.kind === 'number' || token.kind === 'mixed') {
      let first = index;
      while (
        first > 0 &&
        first > index - 6 &&
        (tokens[first]!.gap & (Gap.hyphen | Gap.dot)) !== 0 &&
        (tokens[first]!.gap & Gap.space) === 0
      )
        first--;
      const value = valueAt(reading, first);
      return value !== null &&
        value.last >= index &&
        label.first - value.last <= 5 &&
        label.first - value.last >= 2
        ? value
        : null;
    }
    if (!fillers.has(token.text) && !['right', 'correct', 'social', 'matches', 'same'].includes(token.text))
      return null;
  }
  return null;
};

const accepts = (reading: Reading, label: Match, value: Value): boolean => {
  const rule = rules[label.entry.name];
  if (rule === undefined) return false;
  const { tokens } = reading;
  const everyday = everydayLabels.has(label.entry.phrase.replaceAll(' ', ''));
  // "MRN: 4471902", "your record # is 91-55-024"
  const marked =
    (tokens[value.first]!.gap & (Gap.hash | Gap.colon)) !== 0 ||
    (tokens[label.last + 1]!.gap & Gap.hash) !== 0;
  const previous = tokens[value.first - 1]!;
  const named = marked || ['number', 'no', 'num', 'id', 'nos'].includes(previous.text);
  const tied = (tokens[value.first]!.gap & Gap.hyphen) !== 0 && value.first === label.last + 1;
  if (label.entry.phrase === 'ss' && !named && label.last + 1 !== value.first) return false;
  if (
    everyday &&
    !named &&
    ['visit', 'encounter', 'record', 'patient', 'pt', 'insurance', 'enc'].includes(label.entry.phrase) &&
    !(
      label.entry.phrase !== 'visit' &&
      label.entry.phrase !== 'record' &&
      value.digits >= 6 &&
      value.first === label.last + 1
    )
  )
    return false;
  const minimum =
    everyday && !named && !tied
      ? (rule.looseMinDigits ?? rule.minDigits)
      : everyday && named && label.entry.name === 'member'
        ? 5
        : rule.minDigits;
  if (value.digits < minimum || (rule.maxDigits !== undefined && value.digits > rule.maxDigits)) return false;
  if (previous.gap !== 0 && /\$\s?$/.test(reading.folded.slice(Math.max(0, value.start - 2), value.start)))
    return false;
  if (
    carriers.has(label.entry.phrase) &&
    !named &&
    !(/[A-Za-z]/.test(value.compact) && value.digits >= 5) &&
    value.digits < 8
  )
    return false;
  if (label.entry.name !== 'ssn' && label.entry.name !== 'account' && isPhoneShaped(reading, value) && !named)
    return false;
  if (looseDevices.has(label.entry.phrase))
    return (
      value.first <= label.last + 3 &&
      value.compact.length >= 6 &&
      value.digits >= 3 &&
      (/[A-Za-z]/.test(value.compact) || value.digits >= 6)
    );
  if (label.entry.phrase === 'id' || label.entry.phrase === 'ids') {
    const sentence = tokens[label.first]!.sentence;
    if (tokens.some((token) => token.sentence === sentence && officeIds.has(token.text))) return false;
    const state =
      label.first > 0 &&
      (tokens[label.first - 1]!.classes & Class.stateCode) !== 0 &&
      tokens[label.first - 1]!.capital === 2;
    return (
      value.digits >= 5 && (named || state || (/[A-Za-z]/.test(value.compact) && value.compact.length >= 7))
    );
  }
  if (label.entry.name === 'vehicle')
    return (
      (value.digits >= 3 &&
        tokens[value.last + 1]?.capital === 2 &&
        tokens[value.last + 1]!.text.length <= 3 &&
        tokens[value.last + 1]!.gap === Gap.space) ||
      (value.compact.length >= 4 &&
        value.compact.length <= 17 &&
        (/[A-Za-z]/.test(value.compact) || value.digits >= 5))
    );
  if (everyday && !named && /^(?:19|20)\d\d$/.test(value.compact)) return false;
  return true;
};

const endWords = setOf('last four 4 end ends ending termina ultimos');
const drivers = setOf('driver uber lyft taxi cab chofer conductor');
const curbs = setOf('bay lane entrance ramp zone door only dock parking lot spot drop');
const owners = setOf('your ur yr his her patient patients pt su their moms dads mothers fathers');

const besideThings = setOf('in by near behind blocking beside');

/** A thing of the office (copier, van, server) that is not said to be somebody's. */
export const isBusinessThing = ({ tokens }: Reading, { entry, first, last }: Match): boolean =>
  entry.name === 'businessThing' &&
  // "parked in the ambulance lane"
  !(tokens[first - 1]?.text === 'the' && besideThings.has(tokens[first - 2]?.text ?? '')) &&
  !owners.has(tokens[first - 1]?.text ?? '') &&
  !owners.has(tokens[first - 2]?.text ?? '') &&
  // "the car in the ambulance bay"
  !curbs.has(tokens[last + 1]?.text ?? '') &&
  !tokens.some(
    ({ text }, at) =>
      text === 'yours' ||
      // "tablet MAC ... went home with the patient"
      ((text === 'patient' || text === 'home') &&
        ['the', 'went', 'sent', 'at'].includes(tokens[at - 1]?.text ?? '')) ||
      (text === 'you' && ['to', 'lent'].includes(tokens[at - 1]?.text ?? '')),
  );

export function findLabelledIdentifiers(reading: Reading): { findings: RawFinding[]; freed: Freed } {
  const findings: RawFinding[] = [];
  const freed: Freed = new Set();
  const { tokens } = reading;
  const labels = reading.matches.filter((match) => match.entry.kind === 'label');
  if (labels.length === 0) return { findings, freed };
  // Of labels that overlap, the one that begins first and reaches furthest counts ("license plate", "employee id number").
  const kept: Match[] = [];
  labels.sort((a, b) => a.first - b.first || b.last - a.last || (a.entry.name === 'pass' ? -1 : 1));
  let reach = -1;
  for (const label of labels) {
    const before = kept.at(-1);
    if (
      before !== undefined &&
      label.first === before.first &&
      label.last === before.last &&
      label.entry.name !== before.entry.name
    )
      kept.push(label);
    else if (label.first > reach) {
      kept.push(label);
    }
    reach = Math.max(reach, label.last);
  }
  const business = kept.some((label) => isBusinessThing(reading, label));
  const claim = (
    label: Match,
    value: Value,
    type: PhiType,
    severity: 'block' | 'warn',
    how: string,
  ): void => {
    for (let index = value.first; index <= value.last; index++) freed.add(index);
    const insured =
      label.entry.name === 'license' &&
      label.entry.phrase.startsWith('id') &&
      tokens.some(
        (token) =>
          ['insurance', 'member', 'plan', 'coverage', 'medicaid', 'medicare', 'card'].includes(token.text) &&
          !(token.text === 'card' && tokens[label.first + 1] === token),
      );
    findings.push({
      start: value.start,
      end: value.end,
      type: insured ? 'MEMBER_ID' : type,
      severity,
      detector: 'labelled-identifiers',
      evidence: [`label "${label.entry.phrase}" ${how}`, `${value.digits} digits`],
    });
  };
  /** "is 4455 the end of your ssn", "the last four are 4455 for the social" */
  const lastFour = (label: Match, value: Value): boolean => {
    for (let at = Math.max(0, value.first - 6); at < label.first; at++)
      if (
        tokens[at]!.sentence === tokens[label.first]!.sentence &&
        endWords.has(tokens[at]!.text) &&
        value.digits === 4
      )
        return true;
    return false;
  };
  /** The plate of whoever drives the recipient. */
  const isRide = ({ first, entry: { name } }: Match): boolean => {
    if (name !== 'vehicle') return false;
    let driven = false;
    for (let at = Math.max(0, first - 10); at < first; at++) {
      const { text } = tokens[at]!;
      if (text === 'looking' || text === 'car') return false;
      // "Look for the white van, plate 8ABC123"
      if (drivers.has(text) || (text === 'look' && tokens[at + 1]?.text === 'for')) driven = true;
    }
    return driven;
  };
  /** The business's own van, copier or licence. */
  const isBusiness = (label: Match, value: Value | null): boolean => isRide(label) || isOffices(label, value);
  const isOffices = ({ first, last, entry: { name } }: Match, value: Value | null): boolean =>
    (name === 'device' || name === 'vehicle' || name === 'license') &&
    // "Lot 88213 of hand sanitizer was recalled": goods, not an implant.
    ((value !== null && tokens[first]!.text === 'lot' && tokens[value.last + 1]?.text === 'of') ||
      tokens
        .slice(Math.max(0, first - 4), first)
        .some((token) =>
          [
            'our',
            'staff',
            'company',
            'pharmacy',
            'business',
            'fleet',
            'nuestra',
            'nuestro',
            'clinic',
            'office',
            'nurse',
            'provider',
          ].includes(token.text),
        ) ||
      tokens.some(
        (token) => token.sentence === tokens[first]!.sentence && ['ours', 'staff'].includes(token.text),
      ) ||
      (business &&
        !tokens
          .slice(Math.max(0, first - 5), value === null ? last + 1 : value.last + 7)
          .some((token) =>
            ['your', 'yours', 'ur', 'his', 'her', 'patient', 'pt', 'su', 'their', 'you', 'home'].includes(
              token.text,
            ),
          )));
  for (const label of kept) {
    const { name, type } = label.entry;
    if (
      name === 'businessThing' ||
      name === 'dob' ||
      name === 'clinicalDate' ||
      name === 'serviceDate' ||
      name === 'homeDate'
    )
      continue;
    const value = valueAfter(reading, label);
    if (name === 'pass') {
      if (
        value !== null &&
        !kept.some(
          (other) =>
            other !== label &&
            other.entry.name !== 'pass' &&
            other.entry.name !== 'businessThing' &&
            other.first > label.last &&
            other.last < value.first,
        )
      ) {
        for (let index = value.first; index <= value.last; index++) freed.add(index);
      }
      continue;
    }
    if (
      label.entry.phrase === 'fin' &&
      reading.tokens[label.first]!.capital === 0 &&
      value !== null &&
      value.digits < 6
    )
      continue;
    if (isBusiness(label, value)) {
      if (value !== null) for (let index = value.first; index <= value.last; index++) freed.add(index);
      continue;
    }
    if (value !== null && !freed.has(value.first)) {
      if (name === 'ssn' && value.digits === 4) {
        const near = tokens
          .slice(Math.max(0, label.first - 5), value.first)
          .some((token) => lastFourCues.has(token.text));
        const owner =
          tokens[label.first - 1] !== undefined &&
          ['her', 'his', 'your', 'ur', 'their', 'su', 'ss'].includes(tokens[label.first - 1]!.text);
        if (near || owner) claim(label, value, 'SSN', 'block', 'before the last four');
        continue;
      }
      // "Invoice MRN2207"
      if (
        tokens[label.last]!.end === value.start &&
        kept.some((other) => other.entry.name === 'pass' && other.last === label.first - 1)
      )
        continue;
      if (accepts(reading, label, value)) {
        // "4418 WX": the letters after the number of a plate.
        const letters = tokens[value.last + 1];
        if (
          name === 'vehicle' &&
          letters?.kind === 'word' &&
          letters.capital === 2 &&
          reading.hasLower &&
          letters.text.length <= 3 &&
          letters.gap === Gap.space
        ) {
          value.last++;
          value.end = letters.end;
        }
        claim(label, value, type, name === 'prescription' ? 'warn' : 'block', 'before the value');
        // "Plan ID H5521-014 member 80840 1234567" carries a label for each; "routing" and "group" likewise.
        continue;
      }
    }
    if (['ssn', 'mrn', 'member'].includes(name)) {
      const before = valueBefore(reading, label);
      if (
        before !== null &&
        !freed.has(before.first) &&
        before.digits >= (name === 'ssn' ? (lastFour(label, before) ? 4 : 9) : 5) &&
        !isPhoneShaped(reading, before)
      )
        claim(label, before, type, 'block', 'after the value');
    }
  }
  findings.push(...findNearbyIdentifiers(reading, freed, kept, isBusiness));
  return { findings, freed };
}
