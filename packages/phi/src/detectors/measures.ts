import { listed } from '../text/listed.ts';
import { Class } from '../lexicon/classes.ts';
import { Frame } from '../lexicon/frames.ts';
import { setOf } from '../text/set-of.ts';
import { spokenNumberAt } from '../text/spoken-number.ts';
import { Gap } from '../text/tokens.ts';
import { listedGroup, wordGroup } from '../text/word-group.ts';
import type { Context } from './context.ts';
import type { RawFinding } from './finding.ts';

const countedUnits = listed('countedUnits');

const pressureHints = listed('pressureHints');
const weightVerbs = setOf('lost gained gain lose losing gaining dropped shed put bajo subio aumento perdio');
const weightUnits = setOf('lb lbs pounds pound kg kilos kgs libras kilo');
const persons = listed('measuredPersons');
const weighing = wordGroup('weigh weighed weighs weighing weigher pesa peso');
const trend = setOf('up down');
const matters = listedGroup('pressureMatters');
const fluids = listed('measuredFluids');
const linkWords = setOf('in your the his her ur their en la su el las of');
const everything = listedGroup('everythingNormal');
const comes = setOf('came come comes coming back salio salieron');
const verdicts = listed('measureVerdicts');
const news = wordGroup('news change changes growth nothing');
const hosts = listed('measureHosts');
const temperatureVerbs = wordGroup(
  'running ran runs hit spiked spiking had has fever temp fiebre temperatura calentura',
);
const sight = setOf('vision eye eyes sees see seeing sight acuity vista');
const fillers = listed('measureFillers');
const over = wordGroup('over sobre');
/** What any of the rules below begins with, beside a number. */
const openers = weighing | matters | everything | news | temperatureVerbs;

/** Measures that need no name of a test: two numbers of a blood pressure, weights, temperatures, "protein in your urine", "everything came back normal". */
export function findMeasures(context: Context, known: readonly RawFinding[]): RawFinding[] {
  const { reading } = context;
  const { tokens, folded } = reading;
  const findings: RawFinding[] = [];
  const text = (index: number): string => tokens[index]?.text ?? '';
  const same = (a: number, b: number): boolean =>
    tokens[a] !== undefined && tokens[b] !== undefined && tokens[a].sentence === tokens[b].sentence;
  const add = (first: number, last: number, why: string): void => {
    const { start } = tokens[first]!;
    const { end } = tokens[last]!;
    if (known.some((finding) => finding.severity === 'block' && finding.start < end && finding.end > start))
      return;
    if (findings.some((finding) => finding.start < end && finding.end > start)) return;
    findings.push({ start, end, type: 'LAB', severity: 'block', detector: 'measures', evidence: [why] });
  };
  const someone = (first: number, reach: number): boolean => {
    for (let index = Math.max(0, first - reach); index < first; index++)
      if (same(index, first) && (persons.has(text(index)) || (tokens[index]!.classes & Class.relation) !== 0))
        return true;
    return false;
  };
  /** "Home scale says 212 lbs" */
  const onScale = (index: number): boolean => text(index - 2) === 'scale' || text(index - 3) === 'scale';
  const hinted = (first: number, last: number): boolean => {
    for (let index = Math.max(0, first - 8); index < Math.min(tokens.length, last + 8); index++)
      if (pressureHints.has(text(index))) return true;
    return false;
  };
  const things = (index: number): boolean => (context.frame(index) & Frame.things) !== 0;
  const numberAt = (index: number): { value: number; last: number } | null => {
    const token = tokens[index];
    if (token === undefined) return null;
    if (token.kind === 'number' && token.text.length <= 3) return { value: Number(token.text), last: index };
    return token.kind === 'word' ? spokenNumberAt(tokens, index) : null;
  };
  const isPressure = (top: number, bottom: number): boolean =>
    top >= 70 && top <= 260 && bottom >= 30 && bottom <= 160 && bottom < top && top - bottom >= 10;

  const saysOver = (reading.groups & over) !== 0;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    const word = token.text;
    const { groups } = token;
    if (token.kind !== 'number' && (groups & openers) === 0 && !saysOver) continue;
    // "152 over 94", "138/88", "one eighteen over seventy six"
    const next = tokens[index + 1];
    const spoken = saysOver && token.kind === 'word' && token.word !== null;
    if (token.kind === 'number' || spoken) {
      const top = token.kind === 'number' || next !== undefined ? numberAt(index) : null;
      if (top !== null && top.value >= 70) {
        const middle = tokens[top.last + 1];
        const over = middle !== undefined && (middle.text === 'over' || middle.text === 'sobre');
        const slash =
          middle !== undefined &&
          token.kind === 'number' &&
          middle.kind === 'number' &&
          middle.gap === Gap.slash;
        const bottom = over ? numberAt(top.last + 2) : slash ? numberAt(top.last + 1) : null;
        if (
          bottom !== null &&
          isPressure(top.value, bottom.value) &&
          tokens[bottom.last + 1]?.gap !== Gap.slash &&
          folded[token.start - 1] !== '$' &&
          folded[token.start - 1] !== '/' &&
          !things(index) &&
          hinted(index, bottom.last) &&
          !context.firstPerson(index)
        ) {
          add(index, bottom.last, 'two numbers of a blood pressure');
          index = bottom.last;
          continue;
        }
      }
    }
    // "you weighed in at 211", "you're at 119 lbs", "down 12 lbs", "5'4\" and 203"
    if (token.kind === 'number' && weightUnits.has(text(index + 1)) && !things(index)) {
      const before = text(index - 1);
      const value = Number(word);
      if (
        ((weightVerbs.has(before) || trend.has(before)) &&
          !context.firstPerson(index) &&
          same(index - 1, index)) ||
        (value >= 40 && (someone(index, 5) || onScale(index)) && !context.firstPerson(index))
      )
        add(
          weightVerbs.has(before) || trend.has(before) ? index - 1 : index,
          index + 1,
          'a weight of a person',
        );
    }
    if ((groups & weighing) !== 0 && !context.firstPerson(index) && !things(index)) {
      for (let at = index + 1; at <= index + 3 && same(at, index); at++)
        if (tokens[at]!.kind === 'number') {
          if (someone(index, 4) && Number(text(at)) >= 5) add(index, at, 'a weight of a person');
          break;
        } else if (!['in', 'at', 'out', 'about', 'around', 'like'].includes(text(at))) break;
    }
    // "protein in your urine"
    if ((groups & matters) !== 0) {
      for (let at = index + 1; at <= index + 3 && same(at, index); at++) {
        if (fluids.has(text(at))) {
          if (at > index + 1 && !context.conditional(index) && !context.firstPerson(index))
            add(index, at, 'found in a sample');
          break;
        }
        if (!linkWords.has(text(at))) break;
      }
    }
    // "everything came back normal"
    if ((groups & everything) !== 0 && !things(index)) {
      let came = false;
      for (let at = index + 1; at <= index + 5 && same(at, index); at++) {
        if (comes.has(text(at))) came = true;
        else if (came && verdicts.has(text(at))) {
          if (!context.firstPerson(index) && !context.covered(at, at)) add(index, at, 'an outcome');
          break;
        } else if (!fillers.has(text(at)) && text(at) !== 'has' && text(at) !== 'have') break;
      }
    }
    // "good news on your scan", "no change on your scan"
    if ((groups & news) !== 0) {
      for (let at = index + 1; at <= index + 5 && same(at, index); at++) {
        if (hosts.has(text(at))) {
          const after = text(index + 1);
          if (
            [text(index - 1), word, after].some((judged) =>
              ['good', 'great', 'bad', 'no', 'nothing', 'abnormal', 'new', 'better'].includes(judged),
            ) &&
            [after, text(index + 2)].some((link) => ['on', 'in', 'about', 'from'].includes(link)) &&
            !context.firstPerson(index)
          )
            add(Math.max(0, index - (word === 'nothing' ? 0 : 1)), at, 'news of a test');
          break;
        }
        if (!fillers.has(text(at))) break;
      }
    }
    // "running 102", "fiebre de 39"
    if ((groups & temperatureVerbs) !== 0 && !things(index)) {
      const at = ['a', 'of', 'de', 'at', 'about'].includes(text(index + 1)) ? index + 2 : index + 1;
      const number = tokens[at];
      if (
        number?.kind === 'number' &&
        same(at, index) &&
        /^(?:9[89]|10[0-6]|3[89]|4[01])$/.test(number.text) &&
        !countedUnits.has(text(at + 1)) &&
        folded[number.end] !== ':' &&
        folded[number.end] !== '%' &&
        (someone(index, 4) ||
          ['fever', 'temp', 'fiebre', 'temperatura', 'calentura'].includes(word) ||
          text(at + 1) === 'fever') &&
        !context.conditional(index) &&
        !context.firstPerson(index)
      )
        add(index, at, 'a body temperature');
    }
    // "20/40"
    if (
      word === '20' &&
      next?.kind === 'number' &&
      next.gap === Gap.slash &&
      Number(next.text) >= 15 &&
      Number(next.text) % 5 === 0 &&
      !tokens[index + 2]?.text.startsWith('20')
    ) {
      for (let at = Math.max(0, index - 6); at < Math.min(tokens.length, index + 6); at++)
        if (sight.has(text(at)) && tokens[index + 2]?.gap !== Gap.slash) {
          add(index, index + 1, 'sight');
          break;
        }
    }
  }
  return findings;
}
