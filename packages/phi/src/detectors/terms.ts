import { listed } from '../text/listed.ts';
import { Class } from '../lexicon/classes.ts';
import type { Match } from '../text/reading.ts';
import { Gap, type Token } from '../text/tokens.ts';
import type { PhiType } from '../types.ts';
import { Frame } from '../lexicon/frames.ts';
import { setOf } from '../text/set-of.ts';
import { sortFew } from '../text/sort-few.ts';
import { longest, type Context } from './context.ts';
import type { RawFinding } from './finding.ts';

const priority: readonly PhiType[] = [
  'SUBSTANCE_USE',
  'HIV_STI',
  'REPRODUCTIVE',
  'GENETIC',
  'MENTAL_HEALTH',
  'MEDICATION',
  'DIAGNOSIS',
  'PROCEDURE',
  'DME',
  'SYMPTOM',
];
export const rank = (type: PhiType): number => {
  const at = priority.indexOf(type);
  return at < 0 ? 99 : at;
};

const events = listed('eventWords');
const movement = setOf('day walk run ride drive lane alley street month research creek trail river ridge');
/** What may follow a capitalised first name, and not a drug. */
const afterFirstName = listed('termAfterFirstName');

export const conditionalTypes = new Set<PhiType>([
  'SYMPTOM',
  'DIAGNOSIS',
  'REPRODUCTIVE',
  'PROCEDURE',
  'DME',
]);
const homes = setOf('house home household family school class office room');
const whose = setOf('your ur his her their su the that this');
const companies = setOf('sons bros brothers co inc llc corp ltd press printing publishing plumbing');
const clinicalKinds = new Set([
  'strong',
  'weak',
  'sensitiveSpecialty',
  'drugClass',
  'weakDrug',
  'bodyPart',
  'analyte',
]);
const takes = listed('termTakes');
/** "Aspirin 81 daily": a drug with an everyday name is one beside a dose or a verb of taking. */
const dosed = (context: Context, first: number, last: number): boolean => {
  const { tokens } = context.reading;
  for (let index = Math.max(0, first - 3); index <= last + 3 && index < tokens.length; index++)
    if (tokens[index]!.kind === 'number' || takes.has(tokens[index]!.text)) return true;
  return false;
};
const somebody = Frame.care | Frame.you | Frame.person | Frame.talk;
const times = setOf('at by on tmrw tomorrow today tonight');
/** What follows a word that is explained or taken back: "STD means standard", "HIV? It's HOV". */
const explains = setOf('means stands meaning equals');
/** "Pink eye means no daycare" */
const then = listed('termThen');
/** "The CPAP rep", "Narcan poster": what an office speaks of, and "order of crutches". */
const stockNouns = listed('stockNouns');
const batches = setOf('order box boxes case cases pallet crate crates shipment');
const takesBack = setOf('its thats nope lol more haha sorry');

/** "EKG at 9", "echo tmrw": the next word begins a time. */
export const isTimed = (next: Token | undefined): boolean =>
  next !== undefined && ((next.classes & Class.weekday) !== 0 || times.has(next.text));

/** Whether a phrase is not meant as medicine: nothing ties it to somebody, and it is said of things or of nobody at all. */
const isOrdinary = (context: Context, { entry, first, last }: Match): boolean => {
  const { tokens } = context.reading;
  const frame = context.frame(first);
  const next = tokens[last + 1];
  const before = tokens[first - 1];
  const things = (frame & Frame.things) !== 0;
  const everyday = entry.name === 'everyday';
  const mere = (frame & (Frame.things | Frame.places)) !== 0 && (frame & somebody) === 0;
  const short = first === last && tokens[first]!.text.length <= 5;
  const timed =
    isTimed(next) &&
    (entry.type === 'PROCEDURE' ? short || !everyday : short && entry.type === 'SUBSTANCE_USE');
  let free =
    context.wordplay ||
    // "tia's new hair"
    (everyday && short && tokens[first]!.possessive) ||
    (things &&
      everyday &&
      !timed &&
      !(short && (entry.type === 'SUBSTANCE_USE' || entry.type === 'MENTAL_HEALTH'))) ||
    (mere && !timed && (everyday || ordinaryKinds.has(entry.type)));
  // "RSV the table": letters in a text that speaks of nobody.
  if (
    everyday &&
    short &&
    (context.wholeFrame & somebody) === 0 &&
    !(tokens[first]!.capital === 2 && context.reading.hasLower) &&
    !timed
  )
    free = true;
  const { sentence } = tokens[first]!;
  const alone = before?.sentence !== sentence && next?.sentence !== sentence && tokens.length > 4;
  if (everyday && alone && entry.type === 'MENTAL_HEALTH') free = true;
  if (
    everyday &&
    entry.type === 'MEDICATION' &&
    (frame & (Frame.care | Frame.you | Frame.person)) === 0 &&
    !dosed(context, first, last)
  )
    free = true;
  if (
    (context.wholeFrame & (Frame.you | Frame.person)) === 0 &&
    ((stockNouns.has(next?.text ?? '') && tokens[last + 2]?.text !== 'of') ||
      (before?.text === 'of' && batches.has(tokens[first - 2]?.text ?? '')))
  )
    free = true;
  if (next !== undefined) {
    if (explains.has(next.text) && !then.has(tokens[last + 2]?.text ?? '')) free = true;
    if ((next.gap & Gap.equals) !== 0 && !then.has(next.text)) free = true;
    if ((next.gap & Gap.question) !== 0 && takesBack.has(next.text)) free = true;
    // "Insulation, not insulin, is on the truck"
    if (before?.text === 'not' && (before.gap & Gap.comma) !== 0 && (next.gap & Gap.comma) !== 0) free = true;
  }
  return free && context.bound(first, last) === null;
};

/** Kinds of strong words that a sentence about things alone frees. */
const ordinaryKinds = new Set<PhiType>(['DIAGNOSIS', 'SYMPTOM', 'PROCEDURE', 'MENTAL_HEALTH']);

/** Strong terms: clinical words that mean one thing; they block unless the text is plainly about no person. */
export function findTerms(context: Context): RawFinding[] {
  const { reading } = context;
  const { tokens } = reading;
  const findings: RawFinding[] = [];
  const text = (index: number): string => tokens[index]?.text ?? '';
  const vaccines = reading.matches.filter((match) => match.entry.kind === 'vaccine');
  const specialties = reading.matches.filter((match) => match.entry.kind === 'sensitiveSpecialty');
  const strong = longest(
    sortFew(
      reading.matches.filter((match) => match.entry.kind === 'strong'),
      (a, b) => a.first - b.first || b.last - a.last || rank(a.entry.type) - rank(b.entry.type),
    ),
  );
  const classes = reading.matches.filter((match) => match.entry.kind === 'drugClass');
  /** A name of a shop, a street or a person that a drug or a condition shares: "Allegra Printing", "Yasmin is at the window". */
  const isName = (first: number, last: number, type: PhiType): boolean => {
    const head = tokens[first]!;
    const next = tokens[last + 1];
    if (!reading.mixedCase || head.capital !== 1 || first !== last) return false;
    // "Hi Allegra, your bus pass came in"
    if (
      next !== undefined &&
      (next.gap & Gap.comma) !== 0 &&
      first > 0 &&
      (tokens[first - 1]!.classes & Class.greeting) !== 0
    )
      return true;
    if ((head.classes & Class.firstName) !== 0) {
      if (next !== undefined && afterFirstName.has(next.text) && next.gap === Gap.space) return true;
    }
    const pair = tokens[first - 2];
    if (
      text(first - 1) === 'and' &&
      pair !== undefined &&
      pair.capital === 1 &&
      (pair.classes & Class.firstName) !== 0 &&
      next !== undefined &&
      afterFirstName.has(next.text)
    )
      return true;
    // "Sal Monella"
    if (head.disguised && / [A-Z]/.test(head.written)) return true;
    if (next === undefined || next.capital !== 1 || next.kind !== 'word' || head.disguised) return false;
    if (companies.has(next.text)) return true;
    if (next.gap !== Gap.space || (next.classes & (Class.weekday | Class.month | Class.careNext)) !== 0)
      return false;
    const known = next.word?.node?.entries.some((entry) => clinicalKinds.has(entry.kind)) ?? false;
    const frame = next.word?.frame ?? 0;
    return !known && (frame & Frame.care) === 0 && ((frame & Frame.things) !== 0 || type !== 'MEDICATION');
  };
  /** "Measles? no, easels!", "AFib? no, a fib." */
  const isJoke = (first: number, last: number): boolean => {
    const next = tokens[last + 1];
    if (next !== undefined && next.text === 'no' && (next.gap & Gap.question) !== 0 && text(last + 2) !== '')
      return true;
    return text(first - 1) === 'no' && first <= 3 && (tokens[first - 1]!.gap & Gap.question) !== 0;
  };
  /** "if your asthma acts up" is about somebody's asthma; "if your child throws up" is a rule for all. */
  const ownersWord = (first: number): boolean =>
    whose.has(text(first - 1)) ||
    (whose.has(text(first - 2)) &&
      ((tokens[first - 1]?.classes ?? 0) & (Class.relation | Class.having)) === 0 &&
      !homes.has(text(first - 1)));
  const judge = (match: Match, evidence: string[]): void => {
    const { first, last, entry } = match;
    reading.steps.count += 8;
    if (context.covered(first, last)) return;
    if (
      entry.type !== 'MEDICATION' &&
      classes.some(
        (other) => other.first <= first && other.last >= last && other.last - other.first > last - first,
      )
    )
      return;
    if (!context.teaches && isOrdinary(context, match)) return;
    if (entry.type !== 'SUBSTANCE_USE' && (isName(first, last, entry.type) || isJoke(first, last))) return;
    if (
      vaccines.some(
        (vaccine) => vaccine.first <= first && vaccine.last >= last && vaccine.last > vaccine.first,
      )
    )
      return;
    const type = entry.type;
    const personal = context.personal(first, last);
    const finding = (severity: 'block' | 'warn', why: string, variant?: string): void => {
      findings.push({
        start: tokens[first]!.start,
        end: tokens[last]!.possessive ? tokens[last]!.end - 2 : tokens[last]!.end,
        type,
        severity,
        detector: 'terms',
        evidence: [...evidence, why],
        ...(variant === undefined ? {} : { variant }),
      });
    };
    const place = context.inPlace(first, last);
    if (place?.park === true && personal === null) return;
    if (
      personal === null &&
      type !== 'SUBSTANCE_USE' &&
      !(type === 'DIAGNOSIS' && tokens[first]!.capital === 2) &&
      context.senderName(first, last)
    ) {
      finding('warn', "inside the sender's own name", 'senderName');
      return;
    }
    if (
      place !== null &&
      personal === null &&
      (place.first < first || text(place.last + 1) === '' || (tokens[place.last + 1]!.gap & Gap.colon) !== 0)
    ) {
      if (type === 'SUBSTANCE_USE') {
        finding('block', 'the name of a substance-use programme');
        return;
      }
      if (place.park) {
        // "Cancer Survivors Park", "the Crohn's & Colitis Walk"
        return;
      }
      const named = tokens
        .slice(place.first, first)
        .some(
          (token) =>
            token.capital > 0 &&
            (token.word?.node?.entries.some((known) => known.kind === 'strong') ?? false) === false,
        );
      if (
        named ||
        (tokens[place.last + 1] !== undefined && (tokens[place.last + 1]!.gap & Gap.colon) !== 0)
      ) {
        finding('warn', "inside an organisation's name", 'senderName');
        return;
      }
    }
    if (
      type !== 'SUBSTANCE_USE' &&
      (entry.name === 'everyday' || type === 'SYMPTOM' || context.excuses(first)) &&
      context.firstPerson(first)
    )
      return;
    // "That meeting gave me whiplash"
    if (
      (type === 'DIAGNOSIS' || type === 'SYMPTOM') &&
      [1, 2, 3].some(
        (back) => /^(?:me|us)$/.test(text(first - back)) && /^g[ai]v/.test(text(first - back - 1)),
      )
    )
      return;
    if (conditionalTypes.has(type) && context.idle(first, last)) return;
    // "prevent dehydration": advice against it, not a finding of it.
    if (
      (type === 'DIAGNOSIS' || type === 'SYMPTOM') &&
      (personal === null || text(first - 1) === 'get') &&
      (['prevent', 'prevents', 'preventing', 'avoid', 'avoids', 'prevenir', 'evitar'].includes(
        text(first - 1),
      ) ||
        (['get', 'gets', 'become'].includes(text(first - 1)) &&
          tokens
            .slice(Math.max(0, first - 5), first)
            .some((token) => token.text === 'let' || token.text === 'lets')))
    )
      return;
    if (context.conditional(first) && !ownersWord(first)) {
      if (conditionalTypes.has(type)) return;
      if (type === 'MENTAL_HEALTH') {
        finding('warn', 'in a conditional house rule', 'general');
        return;
      }
    }
    if (
      events.has(text(last + 1)) &&
      !(movement.has(text(last + 1)) && (type === 'SUBSTANCE_USE' || type === 'PROCEDURE')) &&
      personal === null &&
      (context.publicEvent ||
        !reading.mixedCase ||
        tokens[last + 1]!.capital > 0 ||
        isTimed(tokens[last + 2]) ||
        !movement.has(text(last + 1)))
    ) {
      // "Breast Cancer Walk", "Autism Speaks", "diabetes ribbon"
      return;
    }
    if (
      (context.publicEvent || context.openOffer) &&
      personal === null &&
      context.bound(first, last)?.startsWith('a ') !== true
    ) {
      const logistics = !context.teaches || reading.matches.some((other) => other.entry.name === 'none');
      if (type === 'SYMPTOM' || type === 'PROCEDURE' || type === 'DME' || logistics) {
        if (context.teaches || context.openOffer) finding('warn', 'a public announcement', 'general');
        return;
      }
      finding('warn', 'public education', 'general');
      return;
    }
    if (type === 'SYMPTOM' && ['no', 'any'].includes(text(first - 1)) && context.asking(first)) return;
    finding('block', personal === null ? 'nothing shows that it is about no person' : personal);
  };
  for (const match of strong) {
    if (
      specialties.some(
        (specialty) =>
          specialty.first <= match.first &&
          specialty.last >= match.last &&
          match.entry.type !== 'SUBSTANCE_USE' &&
          match.entry.type !== 'HIV_STI',
      )
    )
      continue;
    judge(match, [`"${match.entry.phrase}"${tokens[match.first]!.disguised ? ' in disguise' : ''}`]);
  }
  for (let index = 0; index < tokens.length; index++) {
    if (!tokens[index]!.drug) continue;
    judge(
      {
        entry: { kind: 'strong', type: 'MEDICATION', phrase: text(index), name: '' },
        first: index,
        last: index,
      },
      ['a drug by its ending or its Spanish spelling'],
    );
  }
  return findings;
}
