import { listed } from '../text/listed.ts';
import { icdCategories } from '../generated/lists.ts';
import type { Reading } from '../text/reading.ts';
import { Gap } from '../text/tokens.ts';
import { setOf } from '../text/set-of.ts';
import { listedGroup } from '../text/word-group.ts';
import type { RawFinding } from './finding.ts';

let categories: Set<string> | undefined;
const isCategory = (code: string): boolean => {
  if (categories === undefined) {
    categories = new Set();
    for (const group of icdCategories.split(' '))
      for (let index = 1; index + 1 < group.length; index += 2)
        categories.add((group[0]! + group.slice(index, index + 2)).toLowerCase());
  }
  return categories.has(code);
};

const places = listed('codedPlaces');
const cues = listedGroup('codeCues');
const strongCues = listedGroup('strongCodeCues');

/** Goods that are known by a code of the same shape. */
const goods = listed('codedGoods');

/** Papers that carry a code and no room. */
const referrals = setOf('referral referrals encounter superbill authorization auth eob');

/** ICD-10-CM codes in a medical or billing setting; rooms, gates, routes and parts of the same shape pass. */
export function findIcd10(reading: Reading): RawFinding[] {
  const findings: RawFinding[] = [];
  const { tokens } = reading;
  let cue = '';
  let strongCue = '';
  if ((reading.groups & (strongCues | cues)) !== 0)
    for (const token of tokens) {
      if ((token.groups & strongCues) !== 0) strongCue ||= token.text;
      else if ((token.groups & cues) !== 0) cue ||= token.text;
    }
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    // "dx E 1 1 . 6 5": the code written apart.
    if (
      strongCue !== '' &&
      token.kind === 'word' &&
      token.text.length === 1 &&
      tokens[index + 1]?.kind === 'number' &&
      tokens[index + 1]!.text.length === 1 &&
      tokens[index + 2]?.text.length === 1 &&
      tokens[index + 2]!.kind === 'number' &&
      tokens[index + 1]!.gap === Gap.space &&
      isCategory(token.text + tokens[index + 1]!.text + tokens[index + 2]!.text)
    ) {
      let end = index + 2;
      while (
        end + 1 < tokens.length &&
        end < index + 6 &&
        tokens[end + 1]!.kind === 'number' &&
        tokens[end + 1]!.text.length === 1
      )
        end++;
      findings.push({
        start: token.start,
        end: tokens[end]!.end,
        type: 'ICD10',
        severity: 'block',
        detector: 'icd10',
        evidence: ['an ICD-10-CM code written apart'],
      });
      index = end;
      continue;
    }
    if (token.kind !== 'mixed' && !(token.kind === 'word' && token.text.length === 1)) continue;
    if (token.written.length < 3 || token.written.length > 7) continue;
    const written = token.written.toLowerCase();
    let category: string;
    let last = index;
    let detail = '';
    if (/^[a-z][0-9][0-9a-z]$/.test(written)) category = written;
    else if (/^[a-z][0-9][0-9a-z][0-9a-z]{1,4}$/.test(written) && strongCue !== '') {
      category = written.slice(0, 3);
      detail = written.slice(3);
    } else continue;
    reading.steps.count++;
    const next = tokens[index + 1];
    if (
      next !== undefined &&
      next.gap === Gap.dot &&
      /^[0-9][0-9a-z]{0,3}$/.test(next.written.toLowerCase())
    ) {
      detail = next.written.toLowerCase();
      last = index + 1;
    }
    if (!isCategory(category)) continue;
    const before = [tokens[index - 1]?.text ?? '', tokens[index - 2]?.text ?? ''];
    const follow = tokens[last + 1]?.text ?? '';
    if (
      places.has(before[0]!) ||
      (places.has(before[1]!) && detail === '') ||
      ((token.gap & Gap.hyphen) !== 0 && (token.gap & Gap.space) === 0)
    )
      continue;
    if (detail === '' && places.has(follow)) continue;
    if (strongCue === '' && cue === '' && tokens.some((other) => goods.has(other.text))) continue;
    // "E78 point 5"
    if (next?.text === 'point' && tokens[index + 2]?.kind === 'number') {
      detail = tokens[index + 2]!.text;
      last = index + 2;
    }
    if (
      detail === '' &&
      strongCue === '' &&
      !(cue !== '' && token.capital > 0 && tokens.some((other) => referrals.has(other.text)))
    )
      continue;
    if (detail === '' && token.capital === 0 && !before.some((word) => ['icd', 'dx', 'code'].includes(word)))
      continue;
    findings.push({
      start: token.start,
      end: tokens[last]!.end,
      type: 'ICD10',
      severity: 'block',
      detector: 'icd10',
      evidence: [
        'an ICD-10-CM category',
        strongCue !== ''
          ? `"${strongCue}" in the text`
          : cue !== ''
            ? `"${cue}" in the text`
            : 'with a decimal',
      ],
    });
    index = last;
  }
  return findings;
}
