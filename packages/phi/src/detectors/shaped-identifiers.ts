import type { Reading } from '../text/reading.ts';
import { Gap } from '../text/tokens.ts';
import { listedGroup, wordGroup } from '../text/word-group.ts';
import { Class } from '../lexicon/classes.ts';
import { spokenRunAt } from '../text/spoken-digits.ts';
import { valueAt, type Freed } from '../text/value.ts';
import type { RawFinding } from './finding.ts';
import { isBusinessThing } from './labelled-identifiers.ts';

const luhn = (digits: string): boolean => {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    let digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    if (index % 2 === 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0;
};

const medicareBeneficiary =
  /^[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d[AC-HJKMNP-RT-Y]{2}\d{2}$/;
const vehicleNumber = /^(?=.*\d.*\d.*\d.*\d)(?=.*[A-HJ-NPR-Z].*[A-HJ-NPR-Z])[A-HJ-NPR-Z0-9]{17}$/;
const cars = listedGroup('cars');
/** What is said of a visitor's car. */
const leftCars = wordGroup('lights headlights towed tow towing blocking blocked parked luces grua');
/** Numbers of things, in whatever groups of digits. */
const goods =
  /^(?:raffle|award|grant|order|ticket|invoice|tracking|part|sku|po|bid|contract|catalog|item|model|prize)/;
const hexWord = /^[0-9a-f]{1,4}$/;
const hexPair = /^[0-9a-f]{2}$/;

const joined = (gap: number): boolean =>
  (gap & (Gap.hyphen | Gap.dot | Gap.other)) !== 0 && (gap & (Gap.stop | Gap.newline | Gap.comma)) === 0;

/** Identifiers that their shape alone gives away: SSN, payment card, Medicare number, VIN, IP and MAC address. */
export function findShapedIdentifiers(reading: Reading, freed: Freed): RawFinding[] {
  const findings: RawFinding[] = [];
  const { tokens } = reading;
  const business = reading.matches.some((match) => isBusinessThing(reading, match));
  const ssnLabel = reading.matches.some((match) => match.entry.name === 'ssn');
  const add = (first: number, last: number, type: RawFinding['type'], evidence: string): void => {
    findings.push({
      start: tokens[first]!.start,
      end: tokens[last]!.end,
      type,
      severity: 'block',
      detector: 'shaped-identifiers',
      evidence: [evidence],
    });
  };
  for (let index = 0; (reading.classes & Class.digitWord) !== 0 && index < tokens.length; index++) {
    if ((tokens[index]!.classes & Class.digitWord) === 0) continue;
    const run = spokenRunAt(tokens, index);
    if (run === null) continue;
    reading.steps.count += run.last - index + 1;
    if (run.digits.length === 9 && ssnLabel && !freed.has(index))
      add(index, run.last, 'SSN', 'nine digits said aloud in a text about a Social Security number');
    else if (run.digits.length >= 15 && run.digits.length <= 16 && luhn(run.digits))
      add(index, run.last, 'CARD', 'a payment card number said aloud');
    index = run.last;
  }
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    // "xxx-xx-4455"
    if (
      token.text.charCodeAt(0) === 120 &&
      /^x+$/.test(token.text) &&
      tokens[index + 2]?.kind === 'number' &&
      tokens[index + 2]!.text.length === 4 &&
      /^x+$/.test(tokens[index + 1]!.text) &&
      (tokens[index + 1]!.gap & Gap.hyphen) !== 0 &&
      (tokens[index + 2]!.gap & Gap.hyphen) !== 0
    ) {
      add(index + 2, index + 2, 'SSN', 'the last four of a masked number');
      index += 2;
      continue;
    }
    // "***-**-4455"
    if (
      token.kind === 'number' &&
      token.text.length === 4 &&
      (token.gap & Gap.hyphen) !== 0 &&
      /[*•#_]{2,3}[- ]+[*•#_]{2}[- ]+$/.test(reading.folded.slice(Math.max(0, token.start - 12), token.start))
    ) {
      add(index, index, 'SSN', 'the last four of a masked number');
      continue;
    }
    // "your car (ABC-1234)"
    if ((token.groups & cars) !== 0 && index > 0 && !business) {
      const owned = tokens
        .slice(Math.max(0, index - 4), index)
        .some((other) =>
          ['your', 'ur', 'his', 'her', 'su', 'their', 'moms', 'dads', 'pt', 'patients'].includes(other.text),
        );
      // "blue Honda, KTR 4920, lights on"
      const left = !owned && (reading.groups & leftCars) !== 0;
      for (let ahead = index + 1; (owned || left) && ahead <= index + 5 && ahead < tokens.length; ahead++) {
        if (freed.has(ahead)) break;
        const value = valueAt(reading, ahead);
        if (
          value !== null &&
          /^(?:[A-Z]{2,3}\d{3,4}|\d{1,3}[A-Z]{3}\d{2,4}|[A-Z]\d{2}[A-Z]{2,3}|\d{3,4}[A-Z]{2,3})$/.test(
            value.compact.toUpperCase(),
          ) &&
          value.compact.length >= 6
        ) {
          add(value.first, value.last, 'VEHICLE', "a plate beside somebody's car");
          break;
        }
      }
    }
    if (
      token.kind === 'word' &&
      (token.text.length > 4 ||
        !(
          tokens[index + 1] !== undefined &&
          (tokens[index + 1]!.gap === Gap.colon || tokens[index + 1]!.gap === Gap.hyphen)
        ) ||
        !hexWord.test(token.text))
    )
      continue;
    if (token.kind === 'email' || token.kind === 'url') continue;
    reading.steps.count++;
    const ssnNamed =
      ssnLabel &&
      token.kind === 'number' &&
      (token.text.length === 9 ||
        (token.text.length === 3 &&
          tokens[index + 1]?.text.length === 2 &&
          tokens[index + 2]?.text.length === 4));
    if (freed.has(index) && !ssnNamed) continue;
    if (ssnNamed && token.text.length === 9) {
      add(index, index, 'SSN', 'nine digits in a text about a Social Security number');
      continue;
    }
    const second = tokens[index + 1];
    const third = tokens[index + 2];
    const fourth = tokens[index + 3];
    if (
      token.kind === 'number' &&
      token.text.length === 3 &&
      second?.kind === 'number' &&
      second.text.length === 2 &&
      third?.kind === 'number' &&
      third.text.length === 4
    ) {
      // "909/14/6650" is no date.
      const slashed = second.gap === Gap.slash && third.gap === Gap.slash && Number(token.text) > 31;
      const marked = slashed || (joined(second.gap) && joined(third.gap));
      const spaced =
        second.gap === Gap.space &&
        third.gap === Gap.space &&
        (ssnLabel ||
          tokens.some((other) =>
            ['file', 'verify', 'confirm', 'correct', 'right', 'social', 'ssn'].includes(other.text),
          ));
      const continued = fourth !== undefined && fourth.gap === Gap.hyphen;
      const continues = (token.gap & Gap.hyphen) !== 0 && (token.gap & Gap.space) === 0 && index > 0;
      // "the raffle number on the flyer is 900-44-1182"
      const here = index;
      const ofGoods =
        !ssnLabel &&
        reading.matches.some(
          ({ entry, last }) =>
            entry.name === 'pass' && last < here && last > here - 7 && goods.test(entry.phrase),
        );
      if ((marked || spaced) && !continued && !continues && !ofGoods) {
        add(index, index + 2, 'SSN', 'three, two and four digits');
        index += 2;
        continue;
      }
    }
    if (
      token.kind === 'number' &&
      token.text.length <= 3 &&
      second?.gap === Gap.dot &&
      third !== undefined &&
      fourth !== undefined
    ) {
      const parts = [token, second, third, fourth];
      if (
        parts.every(
          (part, at) =>
            part.kind === 'number' &&
            Number(part.text) <= 255 &&
            part.text.length <= 3 &&
            (at === 0 || part.gap === Gap.dot),
        )
      ) {
        if (!business) add(index, index + 3, 'IP', 'four numbers with dots');
        index += 3;
        continue;
      }
    }
    // IPv6: groups of hexadecimal digits with colons, at least one group empty or with a letter.
    if (second?.gap === Gap.colon && /^[0-9a-f]{1,4}$/.test(token.written.toLowerCase())) {
      let last = index;
      while (
        last + 1 < tokens.length &&
        last - index < 8 &&
        tokens[last + 1]!.gap === Gap.colon &&
        /^[0-9a-f]{1,4}$/.test(tokens[last + 1]!.written.toLowerCase())
      )
        last++;
      const written = reading.folded.slice(token.start, tokens[last]!.end);
      if (last - index >= 2 && (written.includes('::') || (last - index >= 6 && /[a-f]/i.test(written)))) {
        if (!business) add(index, last, 'IP', 'an IPv6 address');
        index = last;
        continue;
      }
    }
    if (
      second !== undefined &&
      (second.gap === Gap.colon || second.gap === Gap.hyphen) &&
      hexPair.test(token.text)
    ) {
      const parts = tokens.slice(index, index + 6);
      const { gap } = second;
      if (
        parts.length === 6 &&
        parts.every(
          (part, at) => hexPair.test(part.written.toLowerCase()) && (at === 0 || part.gap === gap),
        ) &&
        (gap === Gap.colon || parts.some((part) => part.kind !== 'number'))
      ) {
        if (!business) add(index, index + 5, 'DEVICE_ID', 'six hexadecimal pairs');
        index += 5;
        continue;
      }
    }
    if (token.kind === 'number' || token.kind === 'mixed') {
      const value = valueAt(reading, index);
      if (value === null) continue;
      if (
        value.compact.length >= 13 &&
        /^\d{13,19}$/.test(value.compact) &&
        /^[3-6]/.test(value.compact) &&
        luhn(value.compact)
      ) {
        add(index, value.last, 'CARD', 'a payment card number by length and check digit');
        index = value.last;
      } else if (value.compact.length > 11 && token.kind === 'number' && /^[3-6]/.test(token.text)) {
        // "4111 1111 1111 1111 exp 09/27 cvv 123": more digits may follow the card's own.
        let digits = '';
        for (let last = index; last <= value.last && digits.length < 19; last++) {
          digits += tokens[last]!.text;
          if (/^\d{15,16}$/.test(digits) && luhn(digits)) {
            add(index, last, 'CARD', 'a payment card number by length and check digit');
            index = last;
            break;
          }
        }
      } else if (value.compact.length === 11 && medicareBeneficiary.test(value.compact.toUpperCase())) {
        add(index, value.last, 'MEMBER_ID', 'a Medicare beneficiary identifier by shape');
        index = value.last;
      } else if (token.written.length === 17 && vehicleNumber.test(token.written.toUpperCase()) && !business)
        add(index, index, 'VEHICLE', 'a vehicle identification number by shape');
    }
  }
  return findings;
}
