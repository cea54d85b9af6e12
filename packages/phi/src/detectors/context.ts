import { Class } from '../lexicon/classes.ts';
import type { NamedPlace } from '../text/organisation.ts';
import type { Match, Reading } from '../text/reading.ts';
import { Gap } from '../text/tokens.ts';
import { wordGroup } from '../text/word-group.ts';

/** Whom a clinical word is about, judged by what stands around it. */
export type Context = {
  reading: Reading;
  places: readonly NamedPlace[];
  publicEvent: boolean;
  openOffer: boolean;
  teaches: boolean;
  covered: (first: number, last: number) => boolean;
  conditional: (first: number) => boolean;
  asking: (first: number) => boolean;
  firstPerson: (first: number) => boolean;
  bound: (first: number, last: number) => string | null;
  personal: (first: number, last: number) => string | null;
  inPlace: (first: number, last: number) => NamedPlace | null;
};

const owners = new Set('your ur yr his her hers their su sus tu tus'.split(' '));
const teaching = wordGroup(
  'talk class classes education educational series seminar webinar lecture workshop learn teach course screening screenings cessation program presentation awareness panel session group clase clases charla taller educacion platica screen info information newsletter article tips brochure brochures',
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

  const reachOf = (matches: readonly Match[]): Int32Array => {
    const reach = new Int32Array(tokens.length).fill(-1);
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
  const conditional = (first: number): boolean => {
    const match = latestCondition?.[first] ?? null;
    return match !== null && sameSentence(match.first, first) && first - match.last <= 14;
  };
  const asking = (first: number): boolean => {
    const match = first > 0 ? (latestQuestion?.[first - 1] ?? null) : null;
    return match !== null && sameSentence(match.first, first) && first - match.last <= 6;
  };
  const firstPerson = (first: number): boolean => {
    for (let index = first - 1; index >= Math.max(0, first - 5) && sameSentence(index, first); index--) {
      const word = text(index);
      if (
        (tokens[index]!.classes & Class.possessive) !== 0 &&
        ['your', 'ur', 'you', 'u', 'his', 'her', 'their', 'su', 'tu', 'usted', 'youre'].includes(word)
      )
        return false;
      if (['she', 'he', 'they', 'pt', 'patient'].includes(word)) return false;
      if (
        ['i', 'im', 'ive', 'id', 'my', 'me', 'mine', 'ill', 'iwill', 'yo'].includes(word) ||
        (word === 'us' && ['give', 'gives', 'gave', 'giving'].includes(text(index - 1)))
      )
        return true;
    }
    // "I am late. Because of back pain."
    let begin = first;
    while (begin > 0 && sameSentence(begin - 1, first)) begin--;
    if (begin > 0 && ['because', 'cos', 'coz', 'cuz', 'bcoz'].includes(text(begin))) {
      for (let index = begin - 1; index >= Math.max(0, begin - 10); index--)
        if (['i', 'im', 'ive'].includes(text(index))) return true;
    }
    return false;
  };
  const bound = (first: number, last: number): string | null => {
    for (let index = first - 1; index >= Math.max(0, first - 4) && sameSentence(index, first); index--) {
      const token = tokens[index]!;
      if ((tokens[index + 1]!.gap & (Gap.stop | Gap.newline | Gap.colon)) !== 0) break;
      if (owners.has(token.text)) return `"${token.text}" before it`;
      if (token.possessive && (token.classes & (Class.relation | Class.firstName)) !== 0) return "a person's";
      if (
        [
          'moms',
          'dads',
          'sons',
          'daughters',
          'wifes',
          'husbands',
          'babys',
          'childs',
          'mothers',
          'fathers',
          'kids',
        ].includes(token.text) &&
        index >= first - 2
      )
        return "a relative's";
    }
    const before = tokens[first - 1];
    if (
      before !== undefined &&
      sameSentence(first - 1, first) &&
      (before.classes & Class.having) !== 0 &&
      (tokens[first]!.gap & (Gap.comma | Gap.colon)) === 0 &&
      !['so', 'is', 'its', 'it', 'isnt', 'was', 's'].includes(before.text)
    ) {
      const subject = [text(first - 2), text(first - 3), text(first - 4)];
      if (
        [
          'dx',
          'hx',
          'pmh',
          'diagnosed',
          'treated',
          'treating',
          'suffering',
          'exposed',
          'ruled',
          'co',
          'hx',
          'endorses',
          'denies',
          'diagnostico',
          'padece',
          'expuesto',
        ].includes(before.text)
      )
        return `"${before.text}"`;
      if (['with', 'w', 'for', 'of', 'to', 'by', 'de', 'con', 'por', 'about'].includes(before.text)) {
        if (
          subject.some((word) =>
            [
              'hx',
              'history',
              'diagnosed',
              'treated',
              'treatment',
              'treating',
              'tx',
              'dx',
              'suffering',
              'struggling',
              'dealing',
              'doing',
              'living',
              'positive',
              'pos',
              'exposed',
              'signs',
              'evaluated',
              'tested',
              'screened',
              'admitted',
              'seen',
              'risk',
              'pt',
              'patient',
              'patients',
              'cope',
              'coping',
              'recovering',
              'recover',
              'worried',
              'sorry',
              'meds',
              'medication',
              'medicine',
              'cream',
              'ointment',
              'prescribed',
            ].includes(word),
          )
        )
          return `"${before.text}" after "${subject.find((word) => word !== '') ?? ''}"`;
      } else if (
        [
          'have',
          'has',
          'had',
          'got',
          'having',
          'tiene',
          'tuvo',
          'tienen',
          'developed',
          'shows',
          'showed',
          'confirmed',
          'experiencing',
          'manage',
          'managing',
          'control',
          'controlled',
          'feeling',
          'contra',
          'since',
          'because',
          'caught',
          'catch',
          'any',
          'new',
          'still',
          'worsening',
          'worse',
          'rule',
          'out',
          'possible',
          'likely',
          'suspected',
          'mild',
          'moderate',
          'severe',
          'acute',
          'chronic',
          'recurrent',
          'recent',
          'bad',
        ].includes(before.text)
      ) {
        if (
          subject.some((word) =>
            [
              'you',
              'u',
              'youve',
              'she',
              'he',
              'they',
              'pt',
              'patient',
              'baby',
              'mom',
              'dad',
              'son',
              'daughter',
              'child',
              'who',
              'usted',
              'shes',
              'hes',
              'youre',
              'are',
              'is',
              'your',
              'been',
              'lo',
              'la',
              'ella',
              'el',
              'still',
              'or',
            ].includes(word),
          ) ||
          [
            'still',
            'any',
            'chronic',
            'worsening',
            'severe',
            'acute',
            'recurrent',
            'since',
            'because',
            'shows',
            'tiene',
            'tuvo',
            'experiencing',
            'possible',
            'confirmed',
            'having',
            'mild',
            'feeling',
            'worse',
            'moderate',
            'suspected',
            'likely',
          ].includes(before.text)
        )
          return `"${before.text}"`;
      }
    }
    for (
      let index = last + 1;
      index <= last + 2 && index < tokens.length && sameSentence(index, last);
      index++
    ) {
      if ((tokens[index]!.gap & (Gap.comma | Gap.stop | Gap.colon)) !== 0 && index === last + 1) break;
      if ((tokens[index]!.classes & Class.careNext) !== 0) return `"${text(index)}" after it`;
    }
    return null;
  };
  const personal = (first: number, _last: number): string | null => {
    for (let index = first - 1; index >= Math.max(0, first - 3) && sameSentence(index, first); index--)
      if (
        owners.has(text(index)) ||
        (tokens[index]!.possessive && (tokens[index]!.classes & (Class.relation | Class.firstName)) !== 0)
      )
        return `"${text(index)}" before it`;
    for (const match of personalMatches) {
      if (conditionReach !== null && conditionReach[match.first]! >= match.last) continue;
      if (
        !sameSentence(match.first, first) &&
        !['enrolled', 'like you', 'youre enrolled', 'you are enrolled', 'like yourself'].includes(
          match.entry.phrase,
        )
      )
        continue;
      if (
        [
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
        ].includes(match.entry.phrase)
      )
        return `"${match.entry.phrase}"`;
    }
    return null;
  };
  const inPlace = (first: number, last: number): NamedPlace | null =>
    places.find((place) => place.first <= first && place.last >= last) ?? null;
  return {
    reading,
    places,
    publicEvent: has('publicEvent'),
    openOffer: has('openOffer'),
    teaches: (reading.groups & teaching) !== 0,
    covered,
    conditional,
    asking,
    firstPerson,
    bound,
    personal,
    inPlace,
  };
}

/** The longest matches of each start, without those inside a longer one of the same list. */
export function longest(matches: readonly Match[]): Match[] {
  const sorted = [...matches].sort((a, b) => a.first - b.first || b.last - a.last);
  const kept: Match[] = [];
  let reach = -1;
  for (const match of sorted) {
    if (match.last <= reach) continue;
    kept.push(match);
    reach = match.last;
  }
  return kept;
}
