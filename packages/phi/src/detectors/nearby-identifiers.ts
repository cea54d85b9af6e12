import { listed } from '../text/listed.ts';
import type { Match, Reading } from '../text/reading.ts';
import { setOf } from '../text/set-of.ts';
import { Gap } from '../text/tokens.ts';
import { isPhoneShaped, valueAt, type Freed, type Value } from '../text/value.ts';
import type { RawFinding } from './finding.ts';
import { dateAt } from '../text/dates.ts';

/** Labels that say little about a code some words away: each must stand close to it. */
const weak = listed('weakCues');
/** Words between a label and a code that break the tie. */
const breaks = setOf('call text dial fax ext room door gate order invoice ticket page code item street ave');

/** Whether a value is put together like an identifier: letters and digits, several groups, or a long number. */
const isCode = (reading: Reading, value: Value): boolean => {
  const { digits, compact, first, last } = value;
  if (digits < 3 || compact.length < 5) return false;
  const token = reading.tokens[first]!;
  if (/[A-Za-z]/.test(compact))
    return compact.length >= 6 && !/^\d+(?:am|pm|mg|ml|mcg|st|nd|rd|th|lbs?|k)$/i.test(compact);
  // "555-0140" is a telephone.
  if (digits === 7 && last === first + 1 && token.text.length === 3 && !token.text.startsWith('0'))
    return false;
  if (last > first) return digits >= 7 && dateAt(reading, first) === null && !isPhoneShaped(reading, value);
  return (
    digits >= 8 &&
    token.kind === 'number' &&
    !(digits === 10 && /^[2-9]/.test(compact)) &&
    dateAt(reading, first) === null
  );
};

/**
 * Codes with a label in the same sentence that is not right before them: "the license you texted, W426-7750-0193",
 * "look up U-7720-31, that's her unit record number". The nearest label counts, harmless ones too.
 */
export function findNearbyIdentifiers(
  reading: Reading,
  freed: Freed,
  labels: readonly Match[],
  isBusiness: (label: Match, value: Value) => boolean,
): RawFinding[] {
  const findings: RawFinding[] = [];
  const { tokens } = reading;
  /** Words between a label and a value, or 99 when something parts them. */
  const distance = (label: Match, value: Value): number => {
    const before = label.last < value.first;
    const from = before ? label.last + 1 : value.last + 1;
    const to = before ? value.first : label.first;
    let steps = 0;
    for (let at = from; at < to; at++) {
      const token = tokens[at]!;
      if (breaks.has(token.text)) return 99;
      steps++;
    }
    const apart = tokens[label.first]!.sentence - tokens[value.first]!.sentence;
    if (apart === 0) return before ? steps : steps + 1;
    // A question or a list right after the sentence with the label: "I have the wrong tag. Is it 7GRN-208?"
    return apart === -1 && before && (tokens[value.first]!.gap & Gap.newline) === 0 ? steps + 2 : 99;
  };
  for (let index = 0; index < tokens.length; index++) {
    const { kind } = tokens[index]!;
    if ((kind !== 'number' && kind !== 'mixed') || freed.has(index)) continue;
    // "U-7720-31": the letters tied to the front belong to it.
    const lead =
      index > 0 &&
      tokens[index]!.gap === Gap.hyphen &&
      tokens[index - 1]!.kind === 'word' &&
      tokens[index - 1]!.written.length <= 4;
    const value = valueAt(reading, lead ? index - 1 : index);
    if (value === null) continue;
    index = Math.max(index, value.last);
    if (!isCode(reading, value)) continue;
    let best = 99;
    let nearest: Match | null = null;
    for (const label of labels) {
      if (
        label.entry.name === 'businessThing' ||
        label.entry.name === 'homeDate' ||
        label.entry.name === 'babyDate' ||
        (label.first <= value.last && label.last >= value.first)
      )
        continue;
      let away = distance(label, value);
      const plate = label.entry.name === 'vehicle' && value.compact.length <= 8;
      if (weak.has(label.entry.phrase) && !plate) away += 4;
      if (label.entry.name === 'pass') away -= 1;
      if (away < best || (away === best && label.entry.name === 'pass')) {
        best = away;
        nearest = label;
      }
    }
    if (nearest === null || best > 6) continue;
    const { name, type, phrase } = nearest.entry;
    if (['pass', 'dob', 'clinicalDate', 'serviceDate', 'ssn', 'card', 'prescription'].includes(name))
      continue;
    if (isBusiness(nearest, value)) continue;
    for (let at = value.first; at <= value.last; at++) freed.add(at);
    findings.push({
      start: value.start,
      end: value.end,
      type,
      severity: 'block',
      detector: 'labelled-identifiers',
      evidence: [`label "${phrase}" nearby`, `${value.digits} digits`],
    });
  }
  return findings;
}
