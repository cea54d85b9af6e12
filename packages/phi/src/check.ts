import { findAddresses } from './detectors/address.ts';
import { findAges } from './detectors/age.ts';
import { findBodyComplaints } from './detectors/body-complaints.ts';
import {
  findCareEvents,
  findDrugClasses,
  findEverydayDrugs,
  findSpecialties,
  findWeeksOfPregnancy,
} from './detectors/care-events.ts';

import { findCarePairs } from './detectors/care-pairs.ts';
import { findContacts, raiseContacts } from './detectors/contact.ts';
import { readContext } from './detectors/context.ts';
import { findDates } from './detectors/dates.ts';
import type { RawFinding } from './detectors/finding.ts';
import { findIcd10 } from './detectors/icd10.ts';
import { findLabelledIdentifiers } from './detectors/labelled-identifiers.ts';
import { findLinks } from './detectors/links.ts';
import { findMeasures } from './detectors/measures.ts';
import { findNames } from './detectors/names.ts';
import { allowOwnWords, findOwnWords } from './detectors/own-words.ts';
import { findNamedTests, findReadings } from './detectors/readings.ts';
import { findShapedIdentifiers } from './detectors/shaped-identifiers.ts';
import { findTerms } from './detectors/terms.ts';
import { findWeakTerms } from './detectors/weak-terms.ts';
import { adviceFor } from './policy.ts';
import { policyVersion } from './policy-version.ts';
import { findNamedPlaces } from './text/organisation.ts';
import { readText, type Reading } from './text/reading.ts';
import { sortFew } from './text/sort-few.ts';
import type { PhiCheck, PhiFinding, PhiSettings } from './types.ts';

/** More specific findings win over what they contain or overlap. */
const precedence = [
  'own-words',
  'labelled-identifiers',
  'links',
  'shaped-identifiers',
  'dates',
  'address',
  'age',
  'names',
  'contact',
  'icd10',
  'weeks-of-pregnancy',
  'readings',
  'measures',
  'care-events',
  'terms',
  'body-complaints',
  'drug-classes',
  'everyday-drugs',
  'care-pairs',
  'specialties',
  'named-tests',
  'weak-terms',
];
const ranks = new Map(precedence.map((detector, index) => [detector, index]));
const rank = (finding: RawFinding): number => ranks.get(finding.detector) ?? 99;

const overlaps = (a: RawFinding, b: RawFinding): boolean => a.start < b.end && b.start < a.end;

/**
 * Keeps one finding where several lie on the same words: a blocking one before a warning, then the more specific.
 * Only neighbours in order of start can overlap; a window holds few, so that sorting them costs little.
 */
const settle = (findings: RawFinding[]): RawFinding[] => {
  const sorted = sortFew([...findings], (a, b) => a.start - b.start || b.end - a.end || rank(a) - rank(b));
  const kept: RawFinding[] = [];
  for (const finding of sorted) {
    const before = kept.at(-1);
    if (before === undefined || !overlaps(before, finding)) {
      kept.push(finding);
      continue;
    }
    const better =
      (finding.severity === 'block' && before.severity === 'warn') ||
      (finding.severity === before.severity &&
        rank(finding) < rank(before) &&
        finding.end - finding.start >= (before.end - before.start) / 2);
    // Health information inside a longer reading or name keeps its own mark when it is of another kind.
    const specific =
      finding.severity === 'block' &&
      before.severity === 'block' &&
      finding.type !== before.type &&
      before.detector === 'readings' &&
      ['SUBSTANCE_USE', 'HIV_STI', 'REPRODUCTIVE', 'GENETIC', 'MENTAL_HEALTH', 'DIAGNOSIS'].includes(
        finding.type,
      );
    if (better) kept[kept.length - 1] = finding;
    else if (specific) kept.push(finding);
  }
  return kept;
};

const none: PhiSettings = { alwaysBlock: [], neverBlock: [] };

const join = (...lists: readonly (readonly RawFinding[])[]): RawFinding[] => {
  const all: RawFinding[] = [];
  for (const list of lists) for (const finding of list) all.push(finding);
  return all;
};

const detect = (reading: Reading, settings: PhiSettings): RawFinding[] => {
  const places = findNamedPlaces(reading);
  const context = readContext(reading, places);
  const { findings: labelled, freed } = findLabelledIdentifiers(reading);
  const shaped = findShapedIdentifiers(reading, freed);
  const terms = findTerms(context);
  const readings = findReadings(context);
  const weeks = findWeeksOfPregnancy(context);
  const specialties = findSpecialties(context);
  const measures = findMeasures(context, join(terms, readings));
  const known = join(terms, readings, measures, weeks, specialties);
  const care = findCareEvents(context, known);
  const classes = findDrugClasses(context, known);
  const tests = findNamedTests(context, readings);
  const supplements = findEverydayDrugs(context, known);
  const body = findBodyComplaints(context, join(known, care));
  const pairs = findCarePairs(context, join(known, care, body, classes));
  const clinical = join(known, care, body, classes, tests, supplements, pairs);
  const all = join(
    labelled,
    shaped,
    findDates(reading, freed),
    findAges(reading),
    findAddresses(reading),
    findLinks(reading),
    findIcd10(reading),
    findNames(reading, places),
    findContacts(reading, freed),
    clinical,
    findWeakTerms(context, clinical),
    findOwnWords(reading, settings),
  );
  const allowed = allowOwnWords(reading, settings, all);
  raiseContacts(allowed);
  return settle(allowed);
};

const present = (reading: Reading, finding: RawFinding, offset: number): PhiFinding => {
  const start = reading.startOf(finding.start);
  const end = Math.max(start + 1, reading.endOf(finding.end));
  const { message, remedy, remedyText } = adviceFor(
    finding,
    finding.severity,
    reading.original.slice(start, end),
  );
  const presented: PhiFinding = {
    start: offset + start,
    end: offset + end,
    type: finding.type,
    severity: finding.severity,
    message,
  };
  if (remedy !== undefined) presented.remedy = remedy;
  if (remedyText !== undefined) presented.remedyText = remedyText;
  return presented;
};

/** No SMS is longer than one window; longer texts are read in windows that overlap, which bounds the work per character. */
const windowLength = 2_000;
const windowOverlap = 300;

const isBreak = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;

/** Where to cut at or before an offset: at a blank within the last stretch, never inside a surrogate pair. */
const cutBefore = (text: string, offset: number): number => {
  for (let at = offset; at > offset - windowOverlap; at--) if (isBreak(text.charCodeAt(at))) return at;
  const unit = text.charCodeAt(offset);
  return unit >= 0xdc00 && unit <= 0xdfff ? offset - 1 : offset;
};

type Found = { finding: PhiFinding; raw: RawFinding };

const detectAll = (text: string, settings: PhiSettings): { found: Found[]; steps: number } => {
  const all: Found[] = [];
  let steps = 0;
  for (let start = 0; start < text.length;) {
    const last = text.length - start <= windowLength;
    const end = last ? text.length : cutBefore(text, start + windowLength);
    const reading = readText(start === 0 && last ? text : text.slice(start, end));
    for (const raw of detect(reading, settings)) all.push({ finding: present(reading, raw, start), raw });
    steps += reading.steps.count;
    if (last) break;
    start = cutBefore(text, end - windowOverlap);
  }
  if (text.length <= windowLength) return { found: all, steps };
  all.sort((a, b) => a.finding.start - b.finding.start || b.finding.end - a.finding.end);
  const found: Found[] = [];
  for (const each of all) {
    const before = found.at(-1);
    if (before === undefined || each.finding.start >= before.finding.end) found.push(each);
    else if (each.finding.severity === 'block' && before.finding.severity === 'warn')
      found[found.length - 1] = each;
  }
  return { found, steps };
};

const answer = (found: readonly Found[]): PhiCheck => {
  const findings: PhiFinding[] = [];
  let block = false;
  for (const { finding } of found) {
    findings.push(finding);
    if (finding.severity === 'block') block = true;
  }
  return { block, findings, policyVersion };
};

/**
 * Checks an outbound draft against the policy (docs/phi.md). Pure: the same text and settings give the same answer
 * in the browser and on the server, under the same `policyVersion`. Time is linear in the text.
 */
export function checkPhi(text: string, settings: PhiSettings = none): PhiCheck {
  return answer(detectAll(text, settings).found);
}

export type PhiExplanation = PhiCheck & {
  /** For each finding, in the same order: the detector and what it went by. */
  reasons: { detector: string; evidence: string[] }[];
  /** Elementary steps taken; grows in proportion to the text. */
  steps: number;
};

/** As `checkPhi`, with the detector and the evidence behind each finding. */
export function explainPhi(text: string, settings: PhiSettings = none): PhiExplanation {
  const { found, steps } = detectAll(text, settings);
  return {
    ...answer(found),
    reasons: found.map(({ raw: { detector, evidence } }) => ({ detector, evidence })),
    steps,
  };
}
