import { listed } from '../text/listed.ts';
import { Class } from '../lexicon/classes.ts';
import { Frame } from '../lexicon/frames.ts';
import { setOf } from '../text/set-of.ts';
import { Gap } from '../text/tokens.ts';
import { wordGroup } from '../text/word-group.ts';
import { longest, type Context } from './context.ts';
import type { RawFinding } from './finding.ts';

const imagingFillers = listed('imagingFillers');
const injuries = listed('injuries');
const vaccinated = listed('vaccinated');
const otherTherapies = listed('otherTherapies');
const pregnancyWords = listed('pregnancyWords');
const scannedParts = listed('scannedParts');

const operations = listed('operations');
const everydayParts = listed('operatedParts');

/** The words that the last loop below looks at. */
const bareCare = wordGroup('surgery surgeries cirugia operacion operation therapy terapia');

/** Imaging with or without a body part, operations on a body part, vaccines, "your surgery", bare therapy. */
export function findCareEvents(context: Context, known: readonly RawFinding[]): RawFinding[] {
  const { reading } = context;
  const { tokens } = reading;
  const findings: RawFinding[] = [];
  const text = (index: number): string => tokens[index]?.text ?? '';
  const open = context.publicEvent || context.openOffer;
  const covers = (start: number, end: number): boolean =>
    known.some((finding) => finding.severity === 'block' && finding.start <= start && finding.end >= end) ||
    findings.some((finding) => finding.start <= start && finding.end >= end);
  const add = (
    first: number,
    last: number,
    severity: 'block' | 'warn',
    type: RawFinding['type'],
    evidence: string[],
    variant?: string,
  ): void => {
    findings.push({
      start: tokens[first]!.start,
      end: tokens[last]!.end,
      type,
      severity,
      detector: 'care-events',
      evidence,
      ...(variant === undefined ? {} : { variant }),
    });
  };
  const parts = longest(reading.matches.filter((match) => match.entry.kind === 'bodyPart'));
  for (const match of longest(reading.matches.filter((candidate) => candidate.entry.kind === 'imaging'))) {
    const { first, last } = match;
    const name = match.entry.phrase;
    if (context.covered(first, last) || context.firstPerson(first)) continue;
    if (
      (name === 'ct' || name === 'pet') &&
      (text(first) !== 'ct' || (reading.tokens[first]!.capital !== 2 && !scannedParts.has(text(last + 1))))
    )
      continue;
    const part = parts.find((candidate) => {
      const after =
        candidate.first > last &&
        candidate.first <= last + 4 &&
        tokens[candidate.first]!.sentence === tokens[last]!.sentence;
      const before =
        candidate.last === first - 1 ||
        (candidate.last === first - 2 && ['area', 'region'].includes(text(first - 1)));
      if (!after && !before) return false;
      if (before) return !(everydayParts.has(text(candidate.last)) && text(candidate.first - 1) === 'come');
      for (let index = last + 1; index < candidate.first; index++)
        if (!imagingFillers.has(text(index))) return false;
      return !(
        everydayParts.has(text(candidate.first)) &&
        candidate.first === last + 1 &&
        ['to', 'in', 'at', 'on', 'open', 'from', 'up'].includes(text(candidate.last + 1)) &&
        text(candidate.first) === 'back'
      );
    });
    if (open && context.personal(first, last) === null) continue;
    if (context.conditional(first)) continue;
    const place = context.inPlace(first, last);
    if (part !== undefined) {
      let end = Math.max(last, part.last);
      for (let extra = 0; extra < 3; extra++) {
        const next = parts.find(
          (candidate) =>
            candidate.first === end + 1 || (candidate.first === end + 2 && text(end + 1) === 'and'),
        );
        if (next === undefined) break;
        end = next.last;
      }
      add(Math.min(first, part.first), end, 'block', 'PROCEDURE', [`"${name}" with a body part`]);
    } else if (!covers(tokens[first]!.start, tokens[last]!.end) && place === null) {
      const loose =
        ['scan', 'imaging', 'ct', 'sono'].includes(name) &&
        !['your', 'ur', 'her', 'his', 'a', 'ct'].includes(text(first - 1));
      if (!loose) add(first, last, 'warn', 'PROCEDURE', ['imaging without a body part'], 'imaging');
    }
  }
  for (const part of parts) {
    if (
      injuries.has(text(part.first - 2)) &&
      ['your', 'his', 'her', 'ur', 'their', 'the', 'a'].includes(text(part.first - 1)) &&
      !(text(part.first - 1) === 'the' || text(part.first - 1) === 'a') &&
      !context.firstPerson(part.first)
    ) {
      add(part.first - 2, part.last, 'block', 'DIAGNOSIS', ['an injury to a body part']);
      continue;
    }
    if (context.covered(part.first, part.last) || context.firstPerson(part.first)) continue;
    if (open && context.personal(part.first, part.last) === null) continue;
    const next = part.last + 1;
    if (operations.has(text(next)) && (tokens[next]!.gap & ~(Gap.space | Gap.hyphen)) === 0) {
      if (['brace', 'splint', 'cast'].includes(text(next)))
        add(part.first, next, 'block', 'DME', ['a device for a body part']);
      else if (!covers(tokens[part.first]!.start, tokens[next]!.end))
        add(part.first, next, 'block', text(next) === 'fracture' ? 'DIAGNOSIS' : 'PROCEDURE', [
          'an operation on a body part',
        ]);
    } else {
      for (let index = part.first - 1; index >= Math.max(0, part.first - 4); index--) {
        if (tokens[index]!.sentence !== tokens[part.first]!.sentence) break;
        if (
          operations.has(text(index)) &&
          ['on', 'of', 'de', 'en', 'to', 'in', 'for'].includes(text(index + 1))
        ) {
          if (
            !covers(tokens[index]!.start, tokens[part.last]!.end) &&
            text(index) !== 'scope' &&
            text(index) !== 'removal'
          )
            add(index, part.last, 'block', 'PROCEDURE', ['an operation on a body part']);
          break;
        }
      }
    }
  }
  for (const match of longest(reading.matches.filter((candidate) => candidate.entry.kind === 'vaccine'))) {
    const { first, last } = match;
    if (context.covered(first, last) || context.firstPerson(first)) continue;
    const owner =
      context.personal(first, last) !== null || tokens.some((token) => vaccinated.has(token.text));
    if (owner && !(open && context.personal(first, last) === null))
      add(first, last, 'warn', 'PROCEDURE', ['a vaccine for this person'], 'vaccine');
  }
  if ((reading.groups & bareCare) === 0) return findings;
  for (let index = 0; index < tokens.length; index++) {
    if ((tokens[index]!.groups & bareCare) === 0) continue;
    const word = text(index);
    if (
      (word === 'surgery' ||
        word === 'surgeries' ||
        word === 'cirugia' ||
        word === 'operacion' ||
        (word === 'operation' && context.bound(index, index) !== null)) &&
      !covers(tokens[index]!.start, tokens[index]!.end) &&
      context.inPlace(index, index) === null &&
      !open
    )
      add(index, index, 'warn', 'PROCEDURE', ['"surgery" without saying which'], 'surgery');
    if (
      (word === 'therapy' || word === 'terapia') &&
      !covers(tokens[index]!.start, tokens[index]!.end) &&
      context.inPlace(index, index) === null &&
      !open
    ) {
      const kind = text(index - 1);
      const after = text(index + 1);
      if (
        !otherTherapies.has(kind) &&
        !['fisica', 'ocupacional', 'fisioterapia', 'dog', 'dogs', 'gym', 'del', 'llama'].includes(after)
      )
        add(index, index, 'warn', 'MENTAL_HEALTH', ['"therapy" may be physical or not'], 'therapy');
    }
  }
  return findings;
}

const stages = listed('stages');

/** Weeks of pregnancy: "You're 28 weeks now", "34 wks", "at 12 weeks the baby". */
export function findWeeksOfPregnancy(context: Context): RawFinding[] {
  const { reading } = context;
  const { tokens } = reading;
  const findings: RawFinding[] = [];
  const text = (index: number): string => tokens[index]?.text ?? '';
  for (let index = 0; index < tokens.length; index++) {
    if (tokens[index]!.kind === 'word') continue;
    const attached = tokens[index]!.kind === 'mixed' ? /^(\d{1,2})(w|wk|wks|weeks)$/.exec(text(index)) : null;
    const unit = attached === null ? index + 1 : index;
    if (
      attached === null &&
      !(tokens[index]!.kind === 'number' && ['weeks', 'wks', 'wk', 'week', 'semanas'].includes(text(unit)))
    )
      continue;
    const weeks = attached === null ? Number(text(index)) : Number(attached[1]);
    if (!(weeks >= 4 && weeks <= 43)) continue;
    const before = text(index - 1);
    const subject =
      ['youre', 'shes', 'im'].includes(before) ||
      (before === 'are' && text(index - 2) === 'you') ||
      (before === 'is' && ['she', 'wife', 'baby', 'daughter'].includes(text(index - 2))) ||
      (before === 'now' && ['youre', 'are'].includes(text(index - 2))) ||
      ['tiene'].includes(before);
    const day = tokens[unit + 1]?.kind === 'number' && ['days', 'd'].includes(text(unit + 2));
    const baby =
      tokens.some((token) => pregnancyWords.has(token.text)) &&
      ['at', 'by', 'around', 'about', 'your', 'a', 'las', 'de', 'turn', 'hit'].includes(before);
    const scan =
      ['scan', 'ultrasound', 'sono', 'anatomy', 'bump', 'ob', 'growth'].includes(text(unit + 1)) ||
      (text(unit + 1) === 'and' && ['kicking', 'spotting', 'bleeding', 'cramping'].includes(text(unit + 2)));
    const turns =
      ['reach', 'reached', 'hit', 'hits', 'turn', 'turned'].includes(before) && !stages.has(text(unit + 1));
    if (((subject || turns) && !stages.has(text(unit + 1))) || baby || scan || (day && subject))
      findings.push({
        start: tokens[index]!.start,
        end: tokens[unit]!.end,
        type: 'REPRODUCTIVE',
        severity: 'block',
        detector: 'weeks-of-pregnancy',
        evidence: [`${weeks} weeks, of a person`],
      });
  }
  return findings;
}

/** Verbs and measures of taking a remedy. */
const takes = listed('drugTaking');

const brought = new Set(['vitamins', 'supplements', 'vitaminas', 'suplementos', 'herbals']);
const bringing = setOf('bring list every write lista traiga todas todos');

const taking = listed('drugClassTaking');

/** Drug classes: bound to the person they block, asked about in general they warn. */
export function findDrugClasses(context: Context, known: readonly RawFinding[]): RawFinding[] {
  const { reading } = context;
  const { tokens } = reading;
  const findings: RawFinding[] = [];
  const text = (index: number): string => tokens[index]?.text ?? '';
  for (const match of longest(reading.matches.filter((candidate) => candidate.entry.kind === 'drugClass'))) {
    const { first, last } = match;
    const token = tokens[first]!;
    if (context.covered(first, last) || context.firstPerson(first)) continue;
    if (
      known.some(
        (finding) =>
          finding.severity === 'block' && finding.start <= token.start && finding.end >= tokens[last]!.end,
      )
    )
      continue;
    if ((context.publicEvent || context.openOffer) && context.personal(first, last) === null) continue;
    if (context.inPlace(first, last) !== null) continue;
    const loose = [
      'vitamins',
      'supplements',
      'iron',
      'hormones',
      'nitro',
      'stimulant',
      'patch change',
      'steroid',
      'steroids',
      'stimulants',
    ].includes(match.entry.phrase);
    const general =
      context.asking(first) ||
      context.conditional(first) ||
      (text(first - 1) === 'any' &&
        !tokens.slice(Math.max(0, first - 6), first).some((other) => ['your', 'ur'].includes(other.text)));
    const owner =
      ['your', 'ur', 'his', 'her', 'su', 'sus', 'moms', 'dads', 'sons', 'daughters'].some((word) =>
        [text(first - 1), text(first - 2), text(first - 3)].includes(word),
      ) ||
      tokens[first - 1]?.possessive === true ||
      // "he's on blood thinners"
      (text(first - 1) === 'on' && ['hes', 'shes', 'youre', 'is', 'are', 'still'].includes(text(first - 2)));
    const verb = tokens.some((other) => other.sentence === token.sentence && taking.has(other.text));
    if (general && !owner)
      findings.push({
        start: token.start,
        end: tokens[last]!.end,
        type: 'MEDICATION',
        severity: 'warn',
        detector: 'drug-classes',
        evidence: [`"${match.entry.phrase}"`, 'a general question'],
        variant: 'class',
      });
    else if (owner || (verb && !loose && text(first - 1) !== 'our'))
      findings.push({
        start: token.start,
        end: tokens[last]!.end,
        type: 'MEDICATION',
        severity: 'block',
        detector: 'drug-classes',
        evidence: [`"${match.entry.phrase}"`, owner ? "somebody's" : 'with a verb of taking'],
      });
    else if (!loose)
      findings.push({
        start: token.start,
        end: tokens[last]!.end,
        type: 'MEDICATION',
        severity: 'warn',
        detector: 'drug-classes',
        evidence: [`"${match.entry.phrase}"`, 'not tied to a person'],
        variant: 'class',
      });
  }
  return findings;
}

/** Foods, supplements and drugs with everyday names: they block where somebody takes them. */
export function findEverydayDrugs(context: Context, known: readonly RawFinding[]): RawFinding[] {
  const { reading } = context;
  const { tokens } = reading;
  const findings: RawFinding[] = [];
  for (const match of longest(reading.matches.filter((candidate) => candidate.entry.kind === 'weakDrug'))) {
    const { first, last, entry } = match;
    const { start, sentence } = tokens[first]!;
    const { end } = tokens[last]!;
    if (context.covered(first, last) || context.firstPerson(first) || context.inPlace(first, last) !== null)
      continue;
    if (known.some((finding) => finding.severity === 'block' && finding.start < end && finding.end > start))
      continue;
    if ((context.publicEvent || context.openOffer) && context.personal(first, last) === null) continue;
    let verb = '';
    for (let index = Math.max(0, first - 8); index < Math.min(tokens.length, last + 7); index++)
      if (tokens[index]!.sentence === sentence && takes.has(tokens[index]!.text)) verb = tokens[index]!.text;
    if (verb === '') continue;
    // "Bring every bottle you take, vitamins too"
    if (
      brought.has(entry.phrase) &&
      tokens.some((token) => token.sentence === sentence && bringing.has(token.text))
    )
      continue;
    const asked = context.asking(first) || context.conditional(first);
    if (!asked && (context.frame(first) & Frame.things) !== 0) continue;
    findings.push({
      start,
      end,
      type: 'MEDICATION',
      severity: asked ? 'warn' : 'block',
      detector: 'everyday-drugs',
      evidence: [`"${entry.phrase}"`, `with "${verb}"`],
      ...(asked ? { variant: 'class' } : {}),
    });
  }
  return findings;
}

/** Specialties: sensitive ones bound to a person block, others warn; inside the sender's own name they warn. */
export function findSpecialties(context: Context): RawFinding[] {
  const { reading } = context;
  const { tokens } = reading;
  const findings: RawFinding[] = [];
  const text = (index: number): string => tokens[index]?.text ?? '';
  const matches = longest(
    reading.matches
      .filter(
        (candidate) =>
          candidate.entry.kind === 'sensitiveSpecialty' || candidate.entry.kind === 'otherSpecialty',
      )
      .sort((a) => (a.entry.kind === 'sensitiveSpecialty' ? -1 : 1)),
  );
  for (const match of matches) {
    const { first, last, entry } = match;
    if (
      context.covered(first, last) ||
      ['blvd', 'ave', 'avenue', 'st', 'street', 'rd', 'thrift', 'drive'].includes(text(last + 1))
    )
      continue;
    const add = (severity: 'block' | 'warn', why: string, variant?: string): void => {
      findings.push({
        start: tokens[first]!.start,
        end: tokens[last]!.end,
        type: 'SPECIALTY',
        severity,
        detector: 'specialties',
        evidence: [`"${entry.phrase}"`, why],
        ...(variant === undefined ? {} : { variant }),
      });
    };
    const place = context.inPlace(first, last);
    const insideName =
      place !== null &&
      (place.first < first ||
        (tokens[first]!.capital > 0 &&
          tokens[place.last + 1] !== undefined &&
          (tokens[place.last + 1]!.gap & Gap.colon) !== 0));
    if (entry.kind === 'otherSpecialty') {
      if (
        ['ent', 'gi', 'derm', 'ortho', 'endo', 'neuro', 'pulm', 'rheum'].includes(text(first)) &&
        reading.mixedCase &&
        tokens[first]!.capital === 0 &&
        context.bound(first, last) === null
      )
        continue;
      if (context.publicEvent || context.openOffer) continue;
      add(
        'warn',
        insideName ? "inside the sender's name" : 'a specialty',
        insideName ? 'senderName' : 'other',
      );
      continue;
    }
    if (place?.park === true && insideName) continue;
    // "The transplant in bay 3 is a ficus"
    if (
      (context.frame(first) & Frame.things) !== 0 &&
      context.bound(first, last) === null &&
      !insideName &&
      last === first
    ) {
      if (entry.phrase === 'transplant' || entry.phrase === 'fertility' || entry.phrase === 'maternity')
        continue;
    }
    if (insideName || context.senderName(first, last)) {
      add('warn', "inside the sender's own name", 'senderName');
      continue;
    }
    if ((context.publicEvent || context.openOffer) && context.personal(first, last) === null) {
      if (context.teaches || context.openOffer) add('warn', 'a public announcement', 'general');
      continue;
    }
    if (
      context.firstPerson(first) &&
      !tokens.some((token) => (token.classes & Class.possessive) !== 0 && token.text.startsWith('you'))
    )
      continue;
    // "The oncology hallway gets new carpet": said of things, to nobody.
    if (
      (context.frame(first) & Frame.things) !== 0 &&
      (context.wholeFrame & (Frame.you | Frame.person)) === 0 &&
      text(first - 2) !== 'late' &&
      context.bound(first, last) === null
    ) {
      add('warn', 'in a sentence about things', 'general');
      continue;
    }
    add('block', 'a sensitive specialty tied to the person who is written to');
  }
  return findings;
}
