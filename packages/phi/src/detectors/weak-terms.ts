import { listed } from '../text/listed.ts';
import { Class } from '../lexicon/classes.ts';
import { Frame } from '../lexicon/frames.ts';
import type { Entry } from '../lexicon/compile.ts';
import type { Match } from '../text/reading.ts';
import { setOf, type WordSet } from '../text/set-of.ts';
import { Gap } from '../text/tokens.ts';
import { longest, type Context } from './context.ts';
import type { RawFinding } from './finding.ts';
import { conditionalTypes, isTimed, rank } from './terms.ts';

const listOf = (phrases: string): WordSet => new Set(phrases.split(','));

/** Words that hardly mean anything else: a sentence about care is enough for them. */
const leaning = listed('leaningTerms');
/** Everyday states: only an owner right before, or a question about the body, makes them clinical. */
const states = listed('everydayStates');
/** Things and words that need an owner, a verb of having or a word of care. */
const objects = listed('weakObjects');
/** Short forms with another sense in lower case. */
const shortForms = listed('shortForms');
/** In a shaky tie ("beside another term") these still say nothing. */
const neverBeside = listed('neverBeside');
/** "Echo scheduled for the 9th" */
const arranged = setOf('scheduled rescheduled booked moved confirmed approved denied postponed');
const timedTests = setOf('echo cath abi pap phlebotomy php ua mat');
const passions = setOf('grief sorrow love joy heart suffering soul');
/** Written just so they have one sense. */
const exactCapitals = setOf('PEP PrEP Pap TEE NST GBS BPP SOB OB');
const clinicalBefore = listed('weakClinicalBefore');
const haveReasons = [
  '"have"',
  '"get',
  '"has"',
  '"had"',
  '"got"',
  '"your',
  '"ur',
  '"his',
  '"her',
  'a ',
  '"su',
  '"tiene"',
  '"their',
];
const feeling = listed('feltSymptoms');
const questionOpeners = listed('questionOpeners');
const courseWords = listed('courseWords');
const asked = listed('askedSymptoms');
const pointing = listed('weakPointing');
const persons = listed('weakPersons');
const copulas = listed('weakCopulas');
const complaints = new Set(['co', 'having', 'experiencing']);
const bodyVerbs = setOf('does do still where stomach it ur');
const expected = setOf('normal common expected typical ok okay fine');
const afterPain = setOf('you u him her me us them to your my');
const onItsWay = listed('onItsWay');
const auxiliary = setOf('is are was has have will can');
const hasArrived = setOf('ready shipped in here approved delivered arrived on be been');
const equipment = listed('weakDevices');
const uses = setOf('uses wears');
/** "The walker you were fitted for" */
const made = setOf('fitted measured ordered prescribed needed got');
const madeFor = setOf('you we he she mom dad');
const programmes = listOf('treatment center,recovery,sober,rehab');
const otherTreatments = listed('otherTreatments');
/** Everyday words for drugs and drinking, and the verbs of using them. */
const streetWords = listOf('coke,pot,weed,dope,booze,edibles,blow,molly,shrooms,percs,oxy,meth,vape,cigs');
const usesIt = listed('weakUsesIt');
/** What may stand between "it's" and the condition it is. */
const hedges = setOf('not just only a an the prob probably definitely def maybe likely still now');
const clicks = setOf('click tap press hit select push choose reply text please can');
const pictures = setOf('photo photos picture pictures pic pics image images video foto fotos');
const ownerWords = setOf('your ur her his');
const coldBefore = setOf('a your bad head the his her ur having');

const reasons = setOf('because bc cuz cos due cause');
const absent = setOf('home out off missed absent note');
const closing = setOf('we our us were closed clinic office staff canceled cancelled');
/** A part of the body soon after a word. */
const inBody =
  (last: number) =>
  ({ entry, first }: Match): boolean =>
    entry.kind === 'bodyPart' && first > last && first <= last + 3;

/** Weak terms: everyday words that are clinical only where something ties them to a person or to care. */
export function findWeakTerms(context: Context, strong: readonly RawFinding[]): RawFinding[] {
  const { reading } = context;
  const { tokens, folded } = reading;
  const findings: RawFinding[] = [];
  const text = (index: number): string => tokens[index]?.text ?? '';
  const covering = (start: number, end: number): boolean =>
    strong.some((finding) => finding.start <= start && finding.end >= end);
  const vaccines = reading.matches.filter((match) => match.entry.kind === 'vaccine');
  const clinicalBeside = strong.some(
    (finding) =>
      finding.severity === 'block' &&
      ['DIAGNOSIS', 'MEDICATION', 'LAB', 'PROCEDURE', 'SYMPTOM'].includes(finding.type),
  );
  const question = (last: number, reach: number): boolean => {
    const end = tokens[last]!.end;
    const mark = folded.indexOf('?', end);
    if (mark >= 0 && mark - end < reach) return true;
    // "did you faint or just see stars"
    let opening = last;
    while (opening > 0 && tokens[opening - 1]!.sentence === tokens[last]!.sentence) opening--;
    return (
      ['did', 'do', 'does', 'are', 'is', 'has', 'have'].includes(text(opening)) &&
      persons.has(text(opening + 1))
    );
  };
  const between = (from: number, to: number, set: WordSet): boolean => {
    for (let index = Math.max(0, from); index < to && index < tokens.length; index++)
      if (set.has(tokens[index]!.text)) return true;
    return false;
  };
  const add = (match: Match, severity: 'block' | 'warn', evidence: string[], variant?: string): void => {
    findings.push({
      start: tokens[match.first]!.start,
      end: tokens[match.last]!.end,
      type: match.entry.type,
      severity,
      detector: 'weak-terms',
      evidence,
      ...(variant === undefined ? {} : { variant }),
    });
  };

  /** The tie by what stands right around the word, less for words that are much used otherwise. */
  const tie = ({ entry, first, last }: Match): string | null => {
    let why = context.bound(first, last);
    const { phrase } = entry;
    const before = text(first - 1);
    if (why !== null && states.has(phrase)) {
      const direct = ownerWords.has(before) && why.endsWith('before it');
      const aCold = phrase === 'cold' && coldBefore.has(before) && !why.startsWith('"still');
      if (phrase === 'cold' ? !aCold : !direct) why = null;
    }
    const acronym = entry.name === 'acronym';
    if (why !== null && (acronym || shortForms.has(phrase))) {
      const { written } = tokens[first]!;
      const capital = written === written.toUpperCase() || !reading.mixedCase;
      if (
        !(
          capital &&
          (why.endsWith('after it') || clinicalBefore.has(before) || (tokens[first]!.gap & Gap.slash) !== 0)
        ) &&
        !['dx', 'hx', 'pmh'].includes(before)
      )
        why = null;
    } else if (why !== null && (objects.has(phrase) || entry.type === 'DME')) {
      if (!why.endsWith('after it') && !haveReasons.some((reason) => why!.startsWith(reason))) why = null;
    }
    if (why === null && acronym && reading.mixedCase) {
      const { written } = tokens[first]!;
      if (
        written.length >= 2 &&
        written === written.toUpperCase() &&
        (context.frame(first) & Frame.care) !== 0 &&
        (context.frame(first) & Frame.things) === 0 &&
        reading.hasLower
      )
        why = 'in a sentence of care';
    }
    if (
      why === null &&
      (tokens[last + 1]?.gap ?? 0) === Gap.space &&
      ((entry.type === 'PROCEDURE' && arranged.has(text(last + 1))) ||
        (timedTests.has(phrase) &&
          isTimed(tokens[last + 1]) &&
          (entry.type === 'PROCEDURE' || tokens[first]!.capital === 2)))
    )
      why = `"${text(last + 1)}" after it`;
    if (
      why === null &&
      exactCapitals.has(tokens[first]!.written) &&
      reading.hasLower &&
      tokens[last + 1]?.gap !== Gap.hyphen
    )
      why = 'in capitals';
    if (why === null && acronym && last > first && (tokens[last]!.gap & Gap.slash) !== 0)
      why = 'written short';
    // "out til Wed bc of the flu", "home due to mono"
    if (why === null && leaning.has(phrase) && entry.type === 'DIAGNOSIS') {
      const at = before === 'the' || before === 'a' ? first - 2 : first - 1;
      if (
        (['of', 'to'].includes(text(at)) && reasons.has(text(at - 1)) && between(first - 9, first, absent)) ||
        (text(at) === 'with' && ['home', 'out', 'off', 'down'].includes(text(at - 1)))
      )
        if (!between(0, first, closing)) why = 'why somebody is away';
    }
    // "r/o PE", "oa in both knees", "found out its MS"
    if (why === null && acronym) {
      const { gap } = tokens[first]!;
      if ((before === 'o' || before === 'p') && (tokens[first - 1]!.gap & Gap.slash) !== 0)
        why = 'written short';
      else if (text(last + 1) === 'in' && reading.matches.some(inBody(last))) why = 'in a part of the body';
      else if (
        ['its', 'be'].includes(before) &&
        gap === Gap.space &&
        tokens[first]!.capital === 2 &&
        reading.hasLower &&
        (tokens[last + 1]?.capital ?? 0) === 0 &&
        (context.frame(first) & Frame.things) === 0
      )
        why = `"${before}" before it`;
    }
    // "r3hab": hidden, so meant.
    if (
      why === null &&
      tokens[first]!.disguised &&
      tokens[first]!.kind === 'mixed' &&
      ['SUBSTANCE_USE', 'MENTAL_HEALTH', 'HIV_STI', 'REPRODUCTIVE'].includes(entry.type)
    )
      why = 'in disguise';
    // "Click ADD to save your visit"
    if (
      phrase === 'add' &&
      (clicks.has(before) || ['to', 'your', 'a', 'the', 'us', 'this'].includes(text(last + 1)))
    )
      why = null;
    // "School sent papers about Ty's ADD": somebody's, by name.
    if (
      why === null &&
      acronym &&
      tokens[first]!.capital === 2 &&
      tokens[first - 1]?.possessive === true &&
      reading.hasLower
    )
      why = "a person's";
    // "Take a photo of the rash"
    if (
      why === null &&
      leaning.has(phrase) &&
      pictures.has(text(first - 3)) &&
      text(first - 2) === 'of' &&
      before !== 'a'
    )
      why = 'a picture of it';
    // "last night's seizure"
    if (
      why === null &&
      leaning.has(phrase) &&
      /^(?:nights?|evenings?|mornings?|weeks?|yesterdays?|days?|weekends?)$/.test(before) &&
      (tokens[first - 1]!.possessive || before.endsWith('s')) &&
      (context.wholeFrame & (Frame.person | Frame.you)) !== 0 &&
      entry.type !== 'PROCEDURE' &&
      (context.frame(first) & Frame.things) === 0
    )
      why = 'dated';
    // "c4ncer navigator": hidden, so meant.
    if (
      why === null &&
      tokens[first]!.disguised &&
      tokens[first]!.kind === 'mixed' &&
      leaning.has(phrase) &&
      phrase.length > 4
    )
      why = 'in disguise';
    // "Have you used coke since", "no more pot with the new pills"
    if (why === null && streetWords.has(phrase) && (context.frame(first) & Frame.things) === 0)
      for (let index = first - 1; index >= Math.max(0, first - 3); index--)
        if (tokens[index]!.sentence === tokens[first]!.sentence && usesIt.has(text(index))) {
          if ((context.frame(first) & (Frame.care | Frame.you)) !== 0) why = `"${text(index)}" before it`;
          break;
        }
    // "It's a cold, not the flu"
    if (
      phrase === 'cold' &&
      before === 'a' &&
      ['its', 'just'].includes(text(first - 2)) &&
      ((tokens[last + 1]?.gap ?? Gap.stop) & (Gap.comma | Gap.stop)) !== 0
    )
      why = 'its cold';
    // "It's not cancer", "turns out to be mono"
    if (
      why === null &&
      entry.type === 'DIAGNOSIS' &&
      leaning.has(phrase) &&
      !neverBeside.has(phrase) &&
      (context.frame(first) & Frame.things) === 0
    ) {
      let index = first - 1;
      while (hedges.has(text(index))) index--;
      if (text(index) === 'its' || (text(index) === 'be' && text(index - 2) === 'out'))
        why = `"${text(index)}" before it`;
      if (['last', 'latest', 'first'].includes(before) && question(last, 30)) why = `"${before}" before it`;
    }
    // "after the crown"
    if (
      why === null &&
      entry.type === 'PROCEDURE' &&
      before === 'the' &&
      ['after', 'before', 'since'].includes(text(first - 2))
    )
      why = `"${text(first - 2)} the"`;
    if (phrase === 'pain' && passions.has(before)) why = null;
    if (phrase === 'crisis' && !(why?.endsWith('after it') ?? false)) why = null;
    if (phrase === 'pap' && why === null && first === 0) why = 'at the head of the text';
    return why;
  };

  /** A symptom asked after, or its course told. */
  const inquiry = ({ entry, first, last }: Match): string | null => {
    const token = tokens[first]!;
    const before = text(first - 1);
    let opener = '';
    for (let index = Math.max(0, first - 8); index < first; index++)
      if (tokens[index]!.sentence === token.sentence && questionOpeners.has(text(index)))
        opener = text(index);
    let course = false;
    for (let index = last + 1; index <= last + 6 && tokens[index]?.sentence === token.sentence; index++)
      if (courseWords.has(text(index)) && text(index + 1) !== 'time') course = true;
    const opens = first === 0 || tokens[first - 1]!.sentence !== token.sentence;
    if (course && opens && question(last, 30)) return 'its course, asked after';
    // "Spotting is normal at this stage"
    if (opens && ['is', 'are'].includes(text(last + 1)) && expected.has(text(last + 2)))
      return 'said to be normal';
    const pointed = pointing.has(before);
    if (opener !== '' && pointed) return `asked after ("${opener} … ${before}")`;
    if (course && pointed) return 'its course';
    if (
      ['still', 'where', 'when', 'did', 'does', 'do', 'how', 'are', 'is'].includes(opener) &&
      asked.has(entry.phrase) &&
      question(last, 60) &&
      between(first - 6, first, persons)
    )
      return 'asked of a person';
    if (complaints.has(before)) return 'a complaint';
    if (
      ['no', 'any', 'sin', 'algun', 'alguna'].includes(before) &&
      question(last, 60) &&
      !context.asking(first)
    )
      return 'asked after';
    if (feeling.has(entry.phrase) && between(first - 4, first, persons) && between(first - 2, first, copulas))
      return 'of a person';
    return null;
  };

  const judge = (match: Match): void => {
    const { first, last, entry } = match;
    reading.steps.count += 8;
    const token = tokens[first]!;
    if (covering(token.start, tokens[last]!.end)) return;
    if ((context.covered(first, last) && token.written !== 'PrEP') || context.firstPerson(first, 9)) return;
    if (context.diary || (conditionalTypes.has(entry.type) && context.idle(first, last))) return;
    if (vaccines.some((vaccine) => vaccine.first <= last && vaccine.last >= first)) return;
    const place = context.inPlace(first, last);
    if (
      place !== null &&
      entry.type === 'SUBSTANCE_USE' &&
      programmes.has(entry.phrase) &&
      !place.park &&
      !between(place.first, place.last + 1, otherTreatments)
    ) {
      add(match, 'block', [`"${entry.phrase}" in the name of a programme`]);
      return;
    }
    if (place !== null && !(place.first === first && !place.park)) return;
    if (
      context.conditional(first) &&
      conditionalTypes.has(entry.type) &&
      !(
        ['the', 'that', 'this', 'your', 'ur', 'her', 'his'].includes(text(first - 1)) &&
        (text(first - 1) !== 'the' || between(last + 1, last + 3, persons) || !context.publicEvent)
      )
    )
      return;
    if ((context.publicEvent || context.openOffer) && context.personal(first, last) === null) {
      if (context.teaches && ['DIAGNOSIS', 'MENTAL_HEALTH', 'SUBSTANCE_USE'].includes(entry.type))
        add(match, 'warn', [`"${entry.phrase}"`, 'public education'], 'general');
      return;
    }
    let why = tie(match);
    if (why !== null && context.wordplay && !why.endsWith('before it')) return;
    const state = states.has(entry.phrase);
    if (
      why === null &&
      ['hurt', 'hurts'].includes(entry.phrase) &&
      !afterPain.has(text(last + 1)) &&
      (question(last, 40) || ['does', 'still'].includes(text(0))) &&
      between(first - 5, first, bodyVerbs)
    )
      why = 'asked after';
    if (why === null && !state && (entry.type === 'SYMPTOM' || leaning.has(entry.phrase)))
      why = inquiry(match);
    if (
      why === null &&
      (entry.phrase === 'allergy' || entry.phrase === 'allergies') &&
      first > 0 &&
      tokens[first - 1]!.kind === 'word' &&
      (tokens[first - 1]!.classes & (Class.plainWord | Class.having | Class.possessive)) === 0 &&
      (tokens[first]!.gap & ~Gap.space) === 0
    )
      why = 'an allergy by name';
    const frame = context.frame(first);
    if (
      why === null &&
      clinicalBeside &&
      (frame & Frame.things) === 0 &&
      ['SYMPTOM', 'DIAGNOSIS', 'DME'].includes(entry.type) &&
      entry.name !== 'acronym' &&
      !shortForms.has(entry.phrase) &&
      entry.phrase.length > 3 &&
      !neverBeside.has(entry.phrase)
    )
      why = 'beside another clinical term';
    if (
      why === null &&
      leaning.has(entry.phrase) &&
      (frame & Frame.care) !== 0 &&
      ((frame & (Frame.you | Frame.person)) !== 0 || ['the', 'that', 'this'].includes(text(first - 1))) &&
      (frame & Frame.things) === 0
    )
      why = 'in a sentence of care';
    if (
      why === null &&
      entry.type === 'DME' &&
      equipment.has(entry.phrase) &&
      (onItsWay.has(text(last + 1)) || (auxiliary.has(text(last + 1)) && hasArrived.has(text(last + 2))))
    )
      why = 'equipment on its way';
    // "Member uses oxygen"
    if (
      why === null &&
      entry.type === 'DME' &&
      equipment.has(entry.phrase) &&
      uses.has(text(first - (text(first - 1) === 'a' ? 2 : 1)))
    )
      why = 'equipment that somebody uses';
    // "The walker you were fitted for is in"
    if (why === null && entry.type === 'DME' && equipment.has(entry.phrase) && text(first - 1) === 'the')
      for (let index = last + 1; index < last + 5; index++)
        if (made.has(text(index)) && between(last + 1, index, madeFor)) why = 'equipment made for somebody';
    if (context.wordplay && why !== null && !why.endsWith('before it')) return;
    if (why === null || (why.startsWith('"our') && !why.endsWith('after it'))) return;
    add(match, 'block', [`"${entry.phrase}"`, why]);
  };

  const isWeak = (entry: Entry): boolean => entry.kind === 'weak';
  for (const match of longest(
    reading.matches
      .filter((candidate) => isWeak(candidate.entry))
      .sort((a, b) => rank(a.entry.type) - rank(b.entry.type)),
  ))
    judge(match);
  return findings;
}
