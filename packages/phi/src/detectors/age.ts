import { listed } from '../text/listed.ts';
import { Class } from '../lexicon/classes.ts';
import type { Reading } from '../text/reading.ts';
import { Gap, nextBeside } from '../text/tokens.ts';
import { listedGroup } from '../text/word-group.ts';
import type { RawFinding } from './finding.ts';

const units: Record<string, number> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  uno: 1,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  siete: 7,
  ocho: 8,
  nueve: 9,
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
};
const agedPeople = listed('agedPeople');
const measured = listed('measuredUnits');

const lifeless = listedGroup('lifeless');
const ageWords = listedGroup('ageWords');

/** Ages over 89, however worded. */
export function findAges(reading: Reading): RawFinding[] {
  const findings: RawFinding[] = [];
  const { tokens } = reading;
  const text = (index: number): string => tokens[index]?.text ?? '';
  const nextAge = (from: number): number => nextBeside(tokens, from, ageWords);
  for (let index = nextAge(0); index < tokens.length; index = nextAge(index + 1)) {
    const token = tokens[index]!;
    let last = index;
    let age = -1;
    if (token.kind === 'number' && token.text.length <= 3) age = Number(token.text);
    else if (token.kind === 'mixed' && !token.disguised) {
      const parts = /^(\d{2,3})(yo|y|yr|yrs|th|st|nd|rd|s|m|f|yom|yof)$/.exec(token.text);
      if (parts !== null) age = Number(parts[1]);
    } else if (token.text === 'ninety' || token.text === 'noventa') {
      age = 90;
      const next = text(index + 1) === 'y' ? index + 2 : index + 1;
      if (units[text(next)] !== undefined && (tokens[next]!.gap & (Gap.comma | Gap.stop)) === 0) {
        age += units[text(next)]!;
        last = next;
      }
    } else if (
      token.text === 'hundred' &&
      ['one', 'a'].includes(text(index - 1)) &&
      (['is', 'shes', 'hes', 'turned', 'turns', 'turning', 'be', 'was', 'youre'].includes(text(index - 2)) ||
        (text(index - 2) === 'at' && tokens.some((part) => (part.classes & Class.relation) !== 0)))
    ) {
      age = 100;
      const next = text(index + 1) === 'and' ? index + 2 : index + 1;
      if (units[text(next)] !== undefined) last = next;
      if (!measured.has(text(last + 1))) {
        findings.push({
          start: tokens[index - 1]!.start,
          end: tokens[last]!.end,
          type: 'AGE',
          severity: 'block',
          detector: 'age',
          evidence: ['a hundred or more'],
        });
        index = last;
        continue;
      }
    } else if (
      token.text === 'nineties' ||
      token.text === 'nonagenarian' ||
      token.text === 'centenarian' ||
      token.text === 'ninetieth' ||
      token.text === 'hundredth' ||
      token.text === 'nonagenaria' ||
      token.text === 'nonagenario' ||
      token.text === 'centenaria' ||
      token.text === 'centenario'
    ) {
      const person =
        ['in', 'her', 'his', 'their', 'your', 'the', 'is', 'a'].includes(text(index - 1)) &&
        (token.text !== 'hundredth' && token.text !== 'ninetieth' ? true : text(index + 1) === 'birthday');
      const decade =
        ['late', 'early', 'mid'].includes(text(index - 1)) &&
        ['her', 'his', 'their', 'your'].includes(text(index - 2));
      if (
        (person || decade) &&
        !(token.text === 'nineties' && text(index - 1) === 'the') &&
        !(token.text.startsWith('centen') && !['is', 'a', 'our', 'your'].includes(text(index - 1)))
      )
        findings.push({
          start: token.start,
          end: token.end,
          type: 'AGE',
          severity: 'block',
          detector: 'age',
          evidence: [`"${token.text}"`],
        });
      continue;
    }
    if (age < 90 || age > 125) continue;
    reading.steps.count++;
    // "Our church turns 95", "It hit 101 outside"
    if (
      tokens
        .slice(Math.max(0, index - 3), index)
        .some((part) => part.text === 'it' || (part.groups & lifeless) !== 0)
    )
      continue;
    if (
      (token.gap & (Gap.slash | Gap.dot | Gap.hyphen)) !== 0 &&
      (token.gap & Gap.space) === 0 &&
      index > 0 &&
      last === index &&
      tokens[index - 1]!.kind === 'number'
    )
      continue;
    if (
      reading.folded[token.start - 1] === '$' ||
      reading.folded[tokens[last]!.end] === '+' ||
      reading.folded[tokens[last]!.end] === '%'
    )
      continue;
    let cue = '';
    let end = last;
    const after = text(last + 1);
    const next = tokens[last + 1];
    const clearNext = next === undefined || (next.gap & (Gap.stop | Gap.newline)) === 0;
    if (token.kind === 'mixed') {
      if (/^\d+(?:m|f)$/.test(token.text))
        cue =
          ['patient', 'pt', 'is', 'a', 'mom', 'dad'].includes(text(index - 1)) &&
          reading.tokens[index]!.written.endsWith(token.text.at(-1)!.toUpperCase())
            ? 'age and sex'
            : '';
      else if (/(?:yo|yr|yrs|y|yom|yof)$/.test(token.text)) cue = 'years old';
      else if (
        /(?:th|st|nd|rd)$/.test(token.text) &&
        (['birthday', 'bday', 'bd', 'cumpleanos'].includes(after) ||
          (text(index - 1) === 'happy' && (after === '' || !clearNext)))
      )
        cue = 'birthday';
      else if (
        token.text.endsWith('s') &&
        ['her', 'his', 'their', 'early', 'mid', 'late', 'your', 'low', 'upper'].includes(text(index - 1)) &&
        tokens
          .slice(Math.max(0, index - 3), index)
          .some((part) => ['her', 'his', 'their', 'your'].includes(part.text)) &&
        !['bp', 'sugars', 'sats'].includes(text(index - 2))
      )
        cue = 'a decade of life';
    } else if (clearNext && ['yo', 'yrs', 'years', 'year', 'yr', 'anos', 'y'].includes(after)) {
      if (after === 'yo') {
        cue = 'years old';
        end = last + 1;
      } else if (after === 'y' && (text(last + 2) === 'o' || text(last + 2) === 'old')) {
        cue = 'years old';
        end = last + 2;
      } else if (
        ['old', 'young'].includes(text(last + 2)) ||
        (text(last + 2) === 'of' && text(last + 3) === 'age') ||
        after === 'anos'
      ) {
        cue = 'years old';
        end = last + (after === 'anos' ? 1 : 2);
      } else if (
        ['is', 'shes', 'hes', 'turned', 'turning', 'turns'].includes(text(index - 1)) &&
        (tokens[index - 2]?.classes ?? 0) !== 0
      )
        cue = 'years';
    }
    const before = text(index - 1);
    if (
      cue === '' &&
      ((['age', 'aged', 'edad', 'ages'].includes(before) &&
        !['for', 'of', 'over', 'to'].includes(text(index - 2))) ||
        (['is', 'as', 'was', 'now', 'of'].includes(before) &&
          tokens.slice(Math.max(0, index - 5), index).some((part) => ['age', 'edad'].includes(part.text))))
    )
      cue = 'age';
    if (
      cue === '' &&
      [
        'turning',
        'turned',
        'turns',
        'reaching',
        'reaches',
        'reached',
        'cumple',
        'cumplio',
        'cumplir',
        'hit',
        'hits',
      ].includes(before) &&
      !measured.has(after) &&
      !['we', 'our', 'office', 'temps', 'temp'].includes(text(index - 2))
    )
      cue = 'reached';
    if (
      cue === '' &&
      ['alone', 'home', 'living'].includes(text(index - 2)) &&
      before === 'at' &&
      !measured.has(after)
    )
      cue = 'at that age';
    if (cue === '' && before === 'turn' && !measured.has(after)) cue = 'reached';
    if (
      cue === '' &&
      (['is', 'shes', 'hes', 'at', 'now', 'was', 'theyre', 'tiene', 'be', 'are'].includes(before) ||
        (tokens[index - 1]?.possessive === true && (tokens[index - 1]!.classes & Class.relation) !== 0)) &&
      !measured.has(after) &&
      (next === undefined || (next.gap & (Gap.slash | Gap.colon | Gap.other | Gap.dot) & ~Gap.dot) === 0) &&
      reading.folded[tokens[last]!.end] !== ':' &&
      reading.folded[tokens[last]!.end] !== '/'
    ) {
      const subject = tokens.slice(Math.max(0, index - 4), index);
      const person = subject.some(
        (part) => (part.classes & Class.relation) !== 0 || agedPeople.has(part.text),
      );
      if (
        person &&
        (before !== 'at' &&
        before !== 'was' &&
        (before !== 'are' ||
          (text(index - 2) === 'you' && after === 'now') ||
          ['folks', 'parents', 'grandparents'].includes(text(index - 2)))
          ? true
          : tokens.some((part) => part.text === 'age' || part.text === 'old'))
      )
        cue = 'a person is that';
    }
    const someone = tokens.some(
      (part) =>
        part.sentence === token.sentence &&
        ((part.classes & Class.relation) !== 0 ||
          ['she', 'he', 'her', 'his', 'shes', 'hes'].includes(part.text)),
    );
    if (cue === '' && token.text === 'ninety' && last > index && !measured.has(after) && someone)
      cue = 'spelled out, of a person';
    if (
      (cue === '' && after === 'something' && someone) ||
      (after === 'something' &&
        tokens.some((part) =>
          ['gentleman', 'lady', 'woman', 'man', 'patient', 'rider', 'passenger'].includes(part.text),
        ))
    )
      cue = 'and some';
    if (
      cue === '' &&
      before === 'on' &&
      someone &&
      tokens.some((part) => ['congrats', 'congratulations', 'felicidades'].includes(part.text)) &&
      !measured.has(after)
    )
      cue = 'congratulated on';
    if (
      cue === '' &&
      before === 'at' &&
      ['you', 'him', 'her', 'she', 'he'].includes(text(index - 2)) &&
      (next === undefined || (next.gap & (Gap.stop | Gap.dot | Gap.comma)) !== 0)
    )
      cue = 'at that age';
    if (
      cue === '' &&
      before === 'de' &&
      [
        'paciente',
        'senora',
        'senor',
        'abuela',
        'abuelo',
        'abuelita',
        'abuelito',
        'mama',
        'papa',
        'mujer',
        'hombre',
      ].includes(text(index - 2)) &&
      !measured.has(after)
    )
      cue = 'de esa edad';
    if (
      cue === '' &&
      before === 'at' &&
      ['you', 'he', 'she', 'your'].includes(after) &&
      next !== undefined &&
      (next.gap & Gap.comma) === 0 &&
      !/[:]/.test(reading.folded.slice(token.start, token.end + 1))
    )
      cue = 'at that age';
    if (
      cue === '' &&
      (token.gap & Gap.open) !== 0 &&
      next !== undefined &&
      (next.gap & Gap.close) !== 0 &&
      ((tokens[index - 1]?.classes ?? 0) & (Class.relation | Class.firstName)) !== 0
    )
      cue = 'in brackets after a person';
    if (
      cue === '' &&
      ['and', 'or'].includes(after) &&
      ['up', 'older', 'over', 'above'].includes(text(last + 2)) &&
      tokens.some(
        (part) =>
          part.sentence === token.sentence &&
          part.text === 'you' &&
          tokens[tokens.indexOf(part) - 1]?.text === 'like',
      )
    )
      cue = 'people like you';
    // "your grandpa (91 yrs)"
    if (
      cue === '' &&
      (token.gap & Gap.open) !== 0 &&
      ['yrs', 'yr', 'years', 'y', 'yo', 'anos', 'm', 'f'].includes(after) &&
      ((tokens[index - 1]?.classes ?? 0) & (Class.relation | Class.firstName)) !== 0
    ) {
      cue = 'in brackets after a person';
      end = last + 1;
    }
    // "Your dad, 91, needs a ride"
    if (
      cue === '' &&
      (token.gap & Gap.comma) !== 0 &&
      next !== undefined &&
      (next.gap & Gap.comma) !== 0 &&
      ((tokens[index - 1]?.classes ?? 0) & (Class.relation | Class.firstName)) !== 0
    )
      cue = 'a person, and a number between commas';
    if (cue === '' && before === 'youre' && (after === 'now' || after === '' || after === 'today'))
      cue = 'a person is that';
    if (cue !== '')
      findings.push({
        start: token.start,
        end: tokens[end]!.end,
        type: 'AGE',
        severity: 'block',
        detector: 'age',
        evidence: [`${age}, ${cue}`],
      });
  }
  return findings;
}
