import { listed } from '../text/listed.ts';
import { Class } from '../lexicon/classes.ts';
import { Frame } from '../lexicon/frames.ts';
import type { NamedPlace } from '../text/organisation.ts';
import type { Match, Reading } from '../text/reading.ts';
import { setOf } from '../text/set-of.ts';
import { sortFew } from '../text/sort-few.ts';
import { Gap } from '../text/tokens.ts';
import { listedGroup, wordGroup } from '../text/word-group.ts';

/** Whom a clinical word is about, judged by what stands around it. */
export type Context = {
  reading: Reading;
  places: readonly NamedPlace[];
  publicEvent: boolean;
  openOffer: boolean;
  teaches: boolean;
  /** A word is spoken of, not its matter: a typo, a title, a pun. */
  wordplay: boolean;
  /** What the whole text speaks about: bits of `Frame`. */
  wholeFrame: number;
  /** Inside an ordinary turn of phrase ("cast your vote"). */
  covered: (first: number, last: number) => boolean;
  /** In a house rule ("if you have a fever, call first"). */
  conditional: (first: number) => boolean;
  /** After the opening of a screening question ("do you take any"). */
  asking: (first: number) => boolean;
  firstPerson: (first: number, reach?: number) => boolean;
  /** Why the writer is late or missed something. */
  excuses: (first: number) => boolean;
  /** What ties the term to somebody, in words for the evidence; null where nothing does. */
  bound: (first: number, last: number) => string | null;
  /** As `bound`, by an owner right before it or words such as "for you" in its sentence. */
  personal: (first: number, last: number) => string | null;
  /** The writer tells of themselves, and speaks to nobody. */
  diary: boolean;
  /** Talk that no sender of messages to patients uses: a remark in slang, or what a remedy is good for. */
  idle: (first: number, last: number) => boolean;
  /** What the sentence of a token speaks about: bits of `Frame`. */
  frame: (index: number) => number;
  inPlace: (first: number, last: number) => NamedPlace | null;
  /** The term ends the sender's own name: "Blue Ridge Hospice: please call", "This is Lakewood Dialysis, we ...". */
  senderName: (first: number, last: number) => boolean;
};

const owners = setOf('your ur yr his her hers their su sus tu tus');
const teaching = listedGroup('teaching');
const determiners = setOf('the a an this that these those');
const secondPerson = setOf('your ur you u his her their su tu usted youre');
const thirdPerson = setOf('she he they pt patient');
const firstPersonWords = setOf('i im ive id my me mine ill iwill yo');
const because = setOf('because cos coz cuz bcoz');
const relatives = listed('relatives');
/** These bind a condition by themselves. */
const clinicalBinders = listed('clinicalBinders');
const prepositions = setOf('with w for of to by de con por about from');
/** "history of", "treated for": a preposition after one of these binds. */
const beforePreposition = listed('beforePreposition');
const haveWords = listed('haveWords');
const haveAlone = listed('haveAlone');
const subjects = listed('subjects');
const copulas = listed('contextCopulas');
const states = listed('feltStates');
const notBinding = setOf('so is its it isnt was s');
const whetherVerbs = listed('contextWhetherVerbs');
const definite = setOf('the your ur that this his her their su el la');
const opensCondition = wordGroup('if si unless ifyou whenever anyone anybody whoever visitors');
/** "I called in", "I see": one who cares speaks, not one who suffers. */
const providerVerbs = listed('providerVerbs');
const requests = setOf('told tell text call send let give show email ask message remind bring');
const fillers = setOf('just already also am will can have did do would should have ve');
/** "your risk for" speaks to anyone. */
const toAnyone = setOf('risk risks chances questions loved community local neighborhood guide free');
/** "can i come in", "does my lupus mean no sun", "can she have breakfast": a question to the clinic of one's own. */
const mayI = listed('contextMayI');
const oneself = setOf('i my she he we pueden tomar ir');
const allowing = setOf('ok okay fine safe bad normal');
const careStaff = setOf('dr doc doctor nurse coach counselor therapist pharmacist surgeon provider');
/** What one speaks of to a clinic: "need a note", "whens my", "the soonest u got". */
const careMatters = listed('contextCareMatters');
/** Who missed these because of an illness tells the clinic of it. */
const attended = setOf('school work class daycare appt visit');
const passesOn = setOf('ask tell');
/** "pls refill my Zoloft": only a pharmacy or a clinic does. */
const handsOut = setOf('refill renew transfer fax resend reorder send mail mailed refilled represcribe');
/** Said of the person who is written to, wherever in the sentence. */
const personalPhrases = new Set([
  'like you',
  'like yourself',
  'like yours',
  'for you',
  'you have',
  'youve',
  'youre enrolled',
  'you are enrolled',
  'enrolled',
  'you were',
  'you had',
  'para usted',
  'usted tiene',
  'como usted',
  'your appointment',
  'your visit',
  'your appt',
  'referred you',
  'your spot',
  'you signed up',
]);
const personalAnywhere = new Set([
  'enrolled',
  'like you',
  'youre enrolled',
  'you are enrolled',
  'like yourself',
]);
const slang = setOf('lul lol lmao omg haha hahaha aha');
const afterName = setOf('here calling office again');
/** "Tidewater Hospice billing: call ..." */
const departments = setOf(
  'billing scheduling intake records volunteers reception pharmacy transport dietary hr office desk',
);

export function readContext(reading: Reading, places: readonly NamedPlace[]): Context {
  const { tokens, contexts } = reading;
  const has = (name: string): boolean => contexts.has(name);
  const ordinary = contexts.get('ordinary') ?? [];
  const conditions = contexts.get('conditional') ?? [];
  const questions = contexts.get('asking') ?? [];
  const personalMatches = contexts.get('personal') ?? [];
  const text = (index: number): string => tokens[index]?.text ?? '';
  const sameSentence = (a: number, b: number): boolean => tokens[a]?.sentence === tokens[b]?.sentence;

  const reachOf = (matches: readonly Match[]): number[] => {
    const reach = new Array<number>(tokens.length).fill(-1);
    for (const match of matches) reach[match.first] = Math.max(reach[match.first]!, match.last);
    for (let index = 1; index < reach.length; index++)
      reach[index] = Math.max(reach[index]!, reach[index - 1]!);
    return reach;
  };
  /** For each token the nearest match that ends at or before it. */
  const latestOf = (matches: readonly Match[]): (Match | null)[] => {
    const latest: (Match | null)[] = new Array<Match | null>(tokens.length).fill(null);
    for (const match of matches) latest[match.last] = match;
    for (let index = 1; index < latest.length; index++) latest[index] ??= latest[index - 1]!;
    return latest;
  };
  const ordinaryReach = ordinary.length > 0 ? reachOf(ordinary) : null;
  const covered = (first: number, last: number): boolean =>
    ordinaryReach !== null && ordinaryReach[first]! >= last;
  const latestCondition = conditions.length > 0 ? latestOf(conditions) : null;
  const latestQuestion = questions.length > 0 ? latestOf(questions) : null;
  const conditionReach = conditions.length > 0 ? reachOf(conditions) : null;
  let everywhere = 0;
  const frames = new Array<number>((tokens.at(-1)?.sentence ?? 0) + 1).fill(0);
  for (const token of tokens) {
    const { word } = token;
    if (word !== null && !token.disguised) frames[token.sentence]! |= word.frame;
    if ((token.classes & Class.firstName) !== 0 && token.possessive) frames[token.sentence]! |= Frame.person;
    everywhere |= word?.frame ?? 0;
  }
  let wholeFrame = 0;
  for (const frame of frames) wholeFrame |= frame;
  const conditional = (first: number): boolean => {
    const match = latestCondition?.[first] ?? null;
    if (match !== null && sameSentence(match.first, first) && first - match.last <= 14) return true;
    if ((reading.groups & opensCondition) === 0 || definite.has(text(first - 1))) return false;
    for (let index = first - 1; index >= Math.max(0, first - 10) && sameSentence(index, first); index--)
      if ((tokens[index]!.groups & opensCondition) !== 0)
        return !(
          text(index + 1) === 'told' ||
          whetherVerbs.has(text(index - 1)) ||
          (text(index - 1) === 'know' && !['us', 'me', 'we'].includes(text(index - 2)))
        );
    return false;
  };
  const asking = (first: number): boolean => {
    const match = first > 0 ? (latestQuestion?.[first - 1] ?? null) : null;
    return match !== null && sameSentence(match.first, first) && first - match.last <= 6;
  };
  let speaksToCare: boolean | null = null;
  /** The writer asks the clinic about their own care ("my asthma is acting up, can I come in", "ask dr if i should stop it"). */
  const asksForCare = (): boolean => {
    speaksToCare ??= tokens.some(({ text: word }, index) => {
      const next = text(index + 1);
      if (careMatters.has(word) || (mayI.has(word) && oneself.has(next))) return true;
      if (word === 'u' || word === 'you')
        return next === 'guys' || ['can', 'could', 'will'].includes(text(index - 1));
      if (next === 'my' && handsOut.has(word)) return true;
      if (word === 'need') return ['a', 'my', 'an', 'to'].includes(next);
      if (word === 'come') return next === 'in';
      if (passesOn.has(word)) return careStaff.has(next) || (next !== '' && careStaff.has(text(index + 2)));
      return word === 'if' && next === 'i' && allowing.has(text(index - 1));
    });
    return speaksToCare;
  };
  /** "I am late because of back pain", "missed the train cos of an asthma attack" */
  const excuses = (first: number): boolean => {
    if (!because.has(text(first - 1)) && !(text(first - 1) === 'of' && because.has(text(first - 2))))
      return false;
    for (let index = Math.max(0, first - 8); index < first; index++)
      if (['missed', 'late', 'stuck', 'cant'].includes(text(index)) && !secondPerson.has(text(index - 1)))
        return !attended.has(text(index + 1));
    return false;
  };
  const firstPerson = (first: number, reach = 5): boolean => ofTheWriter(first, reach) && !asksForCare();
  const ofTheWriter = (first: number, reach: number): boolean => {
    for (let index = first - 1; index >= Math.max(0, first - reach) && sameSentence(index, first); index--) {
      const word = text(index);
      if ((tokens[index]!.classes & Class.possessive) !== 0 && secondPerson.has(word)) return false;
      if (thirdPerson.has(word)) return false;
      // "My daughter's OCD": another's, whom one acts for.
      if (word === 'my' && index < first - 1 && (tokens[index + 1]!.classes & Class.relation) !== 0)
        return false;
      if (word === 'me' && requests.has(text(index - 1))) return false;
      if (
        (word === 'i' || word === 'ive' || word === 'ill' || word === 'iwill' || word === 'id') &&
        (providerVerbs.has(text(index + 1)) ||
          (fillers.has(text(index + 1)) && providerVerbs.has(text(index + 2))))
      )
        return false;
      if (
        (firstPersonWords.has(word) && !(word === 'yo' && tokens[index - 1]?.kind === 'number')) ||
        (word === 'us' && ['give', 'gives', 'gave', 'giving'].includes(text(index - 1)))
      )
        return true;
    }
    if (excuses(first)) return true;
    return false;
  };
  const owned = (first: number, reach: number): string | null => {
    for (let index = first - 1; index >= Math.max(0, first - reach) && sameSentence(index, first); index--) {
      const token = tokens[index]!;
      if ((tokens[index + 1]!.gap & (Gap.stop | Gap.newline | Gap.colon)) !== 0) break;
      // "give her the food, preferably pap"
      if (index < first - 1 && determiners.has(token.text)) return null;
      if (owners.has(token.text)) return `"${token.text}" before it`;
      if (token.possessive && (token.classes & (Class.relation | Class.firstName)) !== 0) return "a person's";
      if (index >= first - 2 && relatives.has(token.text)) return "a relative's";
    }
    return null;
  };
  const bound = (first: number, last: number): string | null => {
    const owner = owned(first, 4);
    if (owner !== null) return owner;
    if (text(first - 1) === 'my' && asksForCare()) return '"your" caller before it';
    const before = tokens[first - 1];
    if (
      before !== undefined &&
      sameSentence(first - 1, first) &&
      (before.classes & (Class.having | Class.conditionBinder)) !== 0 &&
      (tokens[first]!.gap & (Gap.comma | Gap.colon)) === 0 &&
      !notBinding.has(before.text)
    ) {
      if (clinicalBinders.has(before.text)) return `"${before.text}"`;
      if (prepositions.has(before.text)) {
        for (let back = 2; back <= 4; back++)
          if (beforePreposition.has(text(first - back)))
            return `"${before.text}" after "${text(first - back)}"`;
      } else if (haveWords.has(before.text)) {
        if (haveAlone.has(before.text)) return `"${before.text}"`;
        for (let back = 2; back <= 4; back++)
          if (subjects.has(text(first - back)) || (text(first - back) === 'i' && asksForCare()))
            return `"${before.text}"`;
      }
    }
    // "you have a mild concussion", "she has a bad cold"
    for (let back = 2; back <= 3; back++) {
      const verb = text(first - back);
      if (['have', 'has', 'had', 'got', 'tiene'].includes(verb) && sameSentence(first - back, first)) {
        if (!['a', 'an', 'the', 'some', 'bad', 'un', 'una', 'mild'].includes(text(first - back + 1))) break;
        for (let more = 1; more <= 2; more++)
          if (subjects.has(text(first - back - more)) && text(first - back - more) !== 'or')
            return `"${verb}"`;
      }
    }
    // "You were concussed", "she's dehydrated"
    if (before !== undefined && sameSentence(first - 1, first)) {
      if (before.text === 'youre' || before.text === 'shes' || before.text === 'hes')
        return `"${before.text}"`;
      if (copulas.has(before.text) && states.has(text(first - 2)))
        return `"${text(first - 2)} ${before.text}"`;
    }
    for (
      let index = last + 1;
      index <= last + 2 && index < tokens.length && sameSentence(index, last);
      index++
    ) {
      if ((tokens[index]!.gap & (Gap.comma | Gap.stop | Gap.colon)) !== 0) break;
      if ((tokens[index]!.classes & Class.careNext) !== 0) return `"${text(index)}" after it`;
    }
    return null;
  };
  const personal = (first: number, _last: number): string | null => {
    for (let index = first - 1; index >= Math.max(0, first - 3) && sameSentence(index, first); index--)
      if (
        (owners.has(text(index)) && !toAnyone.has(text(index + 1))) ||
        (tokens[index]!.possessive && (tokens[index]!.classes & (Class.relation | Class.firstName)) !== 0)
      )
        return `"${text(index)}" before it`;
    for (const match of personalMatches) {
      if (conditionReach !== null && conditionReach[match.first]! >= match.last) continue;
      const { phrase } = match.entry;
      if (!sameSentence(match.first, first) && !personalAnywhere.has(phrase)) continue;
      if (personalPhrases.has(phrase)) return `"${phrase}"`;
    }
    return null;
  };
  const idle = (first: number, last: number): boolean => {
    const opening = text(0);
    // "Lol, one of them thinks shes obese"
    if (slang.has(opening) && ((wholeFrame & Frame.you) === 0 || personal(first, last) === null)) return true;
    for (let index = first - 1; index >= Math.max(0, first - 9) && sameSentence(index, first); index--) {
      // "it can be used for chest infections", in a text that speaks of nobody
      if (text(index) === 'used' && text(index + 1) === 'for')
        return (wholeFrame & (Frame.you | Frame.person)) === 0;
    }
    return false;
  };
  const inPlace = (first: number, last: number): NamedPlace | null =>
    places.find((place) => place.first <= first && place.last >= last) ?? null;
  const senderName = (first: number, last: number): boolean => {
    if (!reading.mixedCase || tokens[first]!.capital === 0) return false;
    let from = first;
    while (
      from > 0 &&
      tokens[from - 1]!.capital > 0 &&
      (tokens[from]!.gap & ~(Gap.space | Gap.other | Gap.quote | Gap.hyphen)) === 0 &&
      (tokens[from - 1]!.classes & (Class.possessive | Class.greeting)) === 0
    )
      from--;
    if (from === first) return false;
    const opens = from === 0 || ['is', 'from', 'at', 'its'].includes(text(from - 1));
    if (!opens) return false;
    const next = tokens[last + 1];
    if (next === undefined) return from > 0;
    return (
      (next.gap & (Gap.colon | Gap.comma | Gap.hyphen | Gap.dot | Gap.stop | Gap.newline)) !== 0 ||
      afterName.has(next.text) ||
      (departments.has(next.text) && ((tokens[last + 2]?.gap ?? 0) & Gap.colon) !== 0)
    );
  };
  return {
    reading,
    places,
    publicEvent: has('publicEvent'),
    openOffer: has('openOffer'),
    teaches: (reading.groups & teaching) !== 0,
    wordplay: has('wordplay'),
    wholeFrame,
    covered,
    conditional,
    asking,
    firstPerson,
    excuses,
    bound,
    personal,
    idle,
    diary: (everywhere & (Frame.writer | Frame.you | Frame.request)) === Frame.writer && !asksForCare(),
    frame: (index) => frames[tokens[index]!.sentence]!,
    inPlace,
    senderName,
  };
}

/** The longest matches of each start, without those inside a longer one of the same list. */
export function longest(matches: readonly Match[]): Match[] {
  if (matches.length < 2) return [...matches];
  const sorted = sortFew([...matches], (a, b) => a.first - b.first || b.last - a.last);
  const kept: Match[] = [];
  let reach = -1;
  for (const match of sorted) {
    if (match.last <= reach) continue;
    kept.push(match);
    reach = match.last;
  }
  return kept;
}
