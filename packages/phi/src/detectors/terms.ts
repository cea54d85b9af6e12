import { Class } from '../lexicon/classes.ts';
import type { Match } from '../text/reading.ts';
import { Gap } from '../text/tokens.ts';
import type { PhiType } from '../types.ts';
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
const rank = (type: PhiType): number => {
  const at = priority.indexOf(type);
  return at < 0 ? 99 : at;
};

const events = new Set(
  'blvd ave avenue st street rd thrift bucket walk run ride 5k 10k gala awareness foundation society association fundraiser luncheon telethon speaks ribbon ribbons month survivors research walkathon caminata carrera fundacion charity tournament'.split(
    ' ',
  ),
);

const conditionalTypes = new Set<PhiType>(['SYMPTOM', 'DIAGNOSIS', 'REPRODUCTIVE', 'PROCEDURE', 'DME']);
const shortForms = new Set(
  'mi pe ms dm cf ra uc hs ed pad cll aml nhl svd add hx si ua aa na mat php ob gyn pep bv gc art rpr pots mono mole mass growth oxy perc percs cast boot mask meter monitor strips needles wig scope port cath sleeve crown filling drain peel laser echo cycle implant'.split(
    ' ',
  ),
);

/** Strong terms: clinical words that mean one thing; they block unless the text is plainly about no person. */
export function findTerms(context: Context): RawFinding[] {
  const { reading } = context;
  const { tokens } = reading;
  const findings: RawFinding[] = [];
  const text = (index: number): string => tokens[index]?.text ?? '';
  const vaccines = reading.matches.filter((match) => match.entry.kind === 'vaccine');
  const specialties = reading.matches.filter((match) => match.entry.kind === 'sensitiveSpecialty');
  const strong = longest(
    reading.matches
      .filter((match) => match.entry.kind === 'strong')
      .sort((a, b) => a.first - b.first || b.last - a.last || rank(a.entry.type) - rank(b.entry.type)),
  );
  const judge = (match: Match, evidence: string[]): void => {
    const { first, last, entry } = match;
    reading.steps.count += 8;
    if (context.covered(first, last)) return;
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
    if (context.firstPerson(first) && type !== 'SUBSTANCE_USE') return;
    // "prevent dehydration": advice against it, not a finding of it.
    if (
      (type === 'DIAGNOSIS' || type === 'SYMPTOM') &&
      personal === null &&
      (['prevent', 'prevents', 'preventing', 'avoid', 'avoids', 'prevenir', 'evitar'].includes(
        text(first - 1),
      ) ||
        (['get', 'gets', 'become'].includes(text(first - 1)) &&
          tokens
            .slice(Math.max(0, first - 5), first)
            .some((token) => token.text === 'let' || token.text === 'lets')))
    )
      return;
    // "Took the morphine": a diary's first person.
    if (
      type === 'MEDICATION' &&
      ['took', 'popped', 'popping'].some((verb) => [text(first - 1), text(first - 2)].includes(verb)) &&
      !tokens.some(
        (token) =>
          token.sentence === tokens[first]!.sentence &&
          ['you', 'u', 'your', 'ur', 'she', 'he', 'pt', 'did', 'patient', 'who'].includes(token.text),
      )
    )
      return;
    if (context.conditional(first) && personal === null) {
      if (conditionalTypes.has(type)) return;
      if (type === 'MENTAL_HEALTH') {
        finding('warn', 'in a conditional house rule', 'general');
        return;
      }
    }
    if (events.has(text(last + 1)) && personal === null) {
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

const feeling = new Set([
  'confused',
  'drowsy',
  'groggy',
  'shaky',
  'swollen',
  'itchy',
  'coughing',
  'bleeding',
  'sweating',
  'congested',
  'aching',
  'hurting',
  'cramping',
  'stiff',
  'feverish',
  'faint',
  'in pain',
]);
const questionOpeners = new Set(
  'is are how hows has have did does do when where any still como cuando sigue siguen tiene what which was can could were'.split(
    ' ',
  ),
);
const courseWords = new Set(
  'better worse worsens worsen worsening spreads spread spreading improve improves improving improved going started starts start stops stop stopped return returns returned gone away settle settles mejor peor empeora happening bad since lasting persists persist continues continue ease eased easing subside subsides flare flares severe'.split(
    ' ',
  ),
);

/** Weak terms: everyday words that are clinical only where something ties them to a person or to care. */
export function findWeakTerms(context: Context, strong: readonly RawFinding[]): RawFinding[] {
  const { reading } = context;
  const { tokens } = reading;
  const findings: RawFinding[] = [];
  const text = (index: number): string => tokens[index]?.text ?? '';
  const covering = (start: number, end: number): boolean =>
    strong.some((finding) => finding.start <= start && finding.end >= end);
  const vaccines = reading.matches.filter((match) => match.entry.kind === 'vaccine');
  const bodyParts = reading.matches.filter((match) => match.entry.kind === 'bodyPart');
  for (const match of longest(
    reading.matches
      .filter((candidate) => candidate.entry.kind === 'weak')
      .sort((a, b) => rank(a.entry.type) - rank(b.entry.type)),
  )) {
    const { first, last, entry } = match;
    reading.steps.count += 8;
    const token = tokens[first]!;
    if (covering(token.start, tokens[last]!.end)) continue;
    if (context.covered(first, last) || context.firstPerson(first)) continue;
    if (vaccines.some((vaccine) => vaccine.first <= first && vaccine.last >= last)) continue;
    const place = context.inPlace(first, last);
    if (
      place !== null &&
      entry.type === 'SUBSTANCE_USE' &&
      ['treatment center', 'recovery', 'sober', 'rehab'].includes(entry.phrase) &&
      !place.park &&
      !tokens
        .slice(place.first, place.last + 1)
        .some((other) =>
          [
            'wound',
            'cancer',
            'heart',
            'stroke',
            'cardiac',
            'vein',
            'fertility',
            'surgical',
            'data',
            'pain',
            'allergy',
            'disaster',
            'eating',
            'dental',
            'sports',
            'injury',
          ].includes(other.text),
        )
    ) {
      findings.push({
        start: token.start,
        end: tokens[last]!.end,
        type: entry.type,
        severity: 'block',
        detector: 'weak-terms',
        evidence: [`"${entry.phrase}" in the name of a programme`],
      });
      continue;
    }
    if (place !== null && !(place.first === first && !place.park)) continue;
    if (
      context.conditional(first) &&
      conditionalTypes.has(entry.type) &&
      context.personal(first, last) === null &&
      !(
        ['the', 'that', 'this'].includes(text(first - 1)) &&
        [text(last + 1), text(last + 2)].some((word) => ['you', 'your'].includes(word))
      )
    )
      continue;
    if ((context.publicEvent || context.openOffer) && context.personal(first, last) === null) {
      if (context.teaches && ['DIAGNOSIS', 'MENTAL_HEALTH', 'SUBSTANCE_USE'].includes(entry.type))
        findings.push({
          start: token.start,
          end: tokens[last]!.end,
          type: entry.type,
          severity: 'warn',
          detector: 'weak-terms',
          evidence: [`"${entry.phrase}"`, 'public education'],
          variant: 'general',
        });
      continue;
    }
    let why = context.bound(first, last);
    if (
      ['ill', 'sick', 'tired', 'weak', 'hurt', 'hurts', 'sleepy', 'ache', 'aches', 'cold'].includes(
        entry.phrase,
      ) &&
      why !== null &&
      !(['your', 'ur', 'her', 'his'].includes(text(first - 1)) && why.endsWith('before it')) &&
      !(
        entry.phrase === 'cold' &&
        ['a', 'your', 'bad', 'head', 'the', 'his', 'her'].includes(text(first - 1)) &&
        !why.startsWith('"still')
      )
    )
      why = null;
    if (
      entry.phrase === 'cold' &&
      why !== null &&
      !['a', 'your', 'ur', 'bad', 'head', 'his', 'her', 'having'].includes(text(first - 1))
    )
      why = null;
    const short = shortForms.has(entry.phrase);
    if (why !== null && short) {
      const careAfter = why.endsWith('after it');
      const capital = token.written === token.written.toUpperCase() || !reading.mixedCase;
      const clinicalBefore = [
        'dx',
        'hx',
        'pmh',
        'pt',
        'with',
        'has',
        'for',
        'of',
        'diagnosed',
        'your',
        'ur',
        'her',
        'his',
        'new',
        'our',
      ].includes(text(first - 1));
      const common = [
        'cast',
        'boot',
        'mask',
        'meter',
        'monitor',
        'strips',
        'needles',
        'wig',
        'scope',
        'port',
        'cath',
        'sleeve',
        'crown',
        'filling',
        'drain',
        'peel',
        'laser',
        'echo',
        'cycle',
        'implant',
        'mole',
        'mono',
        'mass',
        'growth',
      ].includes(entry.phrase);
      if (common) {
        if (!(
          why.startsWith('"have"') ||
          why.startsWith('"has"') ||
          why.startsWith('"had"') ||
          why.startsWith('"got"') ||
          why.startsWith('"your') ||
          why.startsWith('"ur') ||
          why.startsWith('"his') ||
          why.startsWith('"her') ||
          why.startsWith('a ') ||
          careAfter ||
          why.startsWith('"su')
        ))
          why = null;
      } else if (
        !(capital && (careAfter || clinicalBefore)) &&
        !['dx', 'hx', 'pmh'].includes(text(first - 1))
      )
        why = null;
    }
    const everyday = ['ill', 'sick', 'tired', 'weak', 'hurt', 'hurts', 'sleepy', 'ache', 'aches'].includes(
      entry.phrase,
    );
    const asksBody =
      ['hurt', 'hurts'].includes(entry.phrase) &&
      !['you', 'u', 'him', 'her', 'me', 'us', 'them', 'to', 'your', 'my'].includes(text(last + 1)) &&
      (reading.folded.slice(tokens[last]!.end, tokens[last]!.end + 40).includes('?') ||
        ['does', 'still'].includes(text(0))) &&
      tokens
        .slice(Math.max(0, first - 5), first)
        .some((other) => ['does', 'do', 'still', 'where', 'stomach', 'it', 'ur'].includes(other.text));
    if (asksBody) why ??= 'asked after';
    if (
      entry.phrase === 'pap' &&
      !['your', 'ur', 'last', 'annual', 'su', 'her', 'a', 'the', 'for'].includes(text(first - 1)) &&
      !(why?.endsWith('after it') ?? false)
    )
      why = first === 0 ? why : null;
    if (why === null && entry.type === 'SYMPTOM' && !everyday) {
      const before = text(first - 1);
      let opener = '';
      for (let index = Math.max(0, first - 8); index < first; index++)
        if (tokens[index]!.sentence === token.sentence && questionOpeners.has(text(index)))
          opener = text(index);
      const course = tokens.some(
        (other, index) =>
          other.sentence === token.sentence &&
          index > last &&
          index <= last + 6 &&
          courseWords.has(other.text) &&
          text(index + 1) !== 'time',
      );
      if (
        course &&
        (first === 0 || tokens[first - 1]!.sentence !== token.sentence) &&
        reading.folded.slice(tokens[last]!.end, tokens[last]!.end + 30).includes('?')
      )
        why = 'its course, asked after';
      const pointed = [
        'the',
        'that',
        'any',
        'this',
        'el',
        'la',
        'los',
        'las',
        'more',
        'much',
        'still',
        'less',
        'or',
      ].includes(before);
      if (opener !== '' && pointed) why = `asked after ("${opener} … ${before}")`;
      else if (course && pointed) why = 'its course';
      else if (
        ['still', 'youre', 'youve', 'been'].includes(before) ||
        (['are', 'were', 'was', 'is'].includes(before) &&
          ['you', 'she', 'he', 'your'].includes(text(first - 2)))
      )
        why = null;
      if (
        why === null &&
        ['still', 'where', 'when', 'did', 'does', 'do', 'how'].includes(opener) &&
        tokens
          .slice(Math.max(0, first - 6), first)
          .some((other) => ['you', 'he', 'she', 'baby', 'it', 'u', 'your'].includes(other.text)) &&
        [
          'hurt',
          'hurts',
          'hurting',
          'ache',
          'aches',
          'cough',
          'coughing',
          'itch',
          'bleeding',
          'sneezing',
          'cramping',
          'swollen',
          'sore',
          'feverish',
          'swelling',
          'fever',
          'pain',
          'sweating',
          'burning',
          'draining',
          'limp',
          'dolor',
        ].includes(entry.phrase) &&
        reading.folded.slice(tokens[last]!.end, tokens[last]!.end + 60).includes('?')
      )
        why = 'asked of a person';
      if (why === null && (text(first - 1) === 'co' || text(first - 1) === 'having')) why = 'a complaint';
      const asks =
        tokens.some(
          (other, index) =>
            other.sentence === token.sentence + 1 && index > last && (other.gap & Gap.question) !== 0,
        ) || /\?/.test(reading.folded.slice(tokens[last]!.end, tokens[last]!.end + 40));
      if (
        why === null &&
        ['no', 'any', 'sin', 'algun', 'alguna'].includes(text(first - 1)) &&
        asks &&
        !context.asking(first)
      )
        why = 'asked after';
      if (
        why === null &&
        feeling.has(entry.phrase) &&
        tokens
          .slice(Math.max(0, first - 4), first)
          .some((other) =>
            [
              'shes',
              'hes',
              'she',
              'he',
              'baby',
              'pt',
              'patient',
              'mom',
              'dad',
              'youre',
              'you',
              'youve',
            ].includes(other.text),
          ) &&
        tokens
          .slice(Math.max(0, first - 2), first)
          .some((other) =>
            [
              'is',
              'was',
              'been',
              'feeling',
              'felt',
              'gets',
              'getting',
              'seems',
              'shes',
              'hes',
              'youre',
              'are',
              'feel',
              'very',
              'more',
            ].includes(other.text),
          )
      )
        why = 'of a person';
    }
    if (
      why === null &&
      (entry.phrase === 'allergy' || entry.phrase === 'allergies') &&
      first > 0 &&
      tokens[first - 1]!.kind === 'word' &&
      (tokens[first - 1]!.classes & (Class.plainWord | Class.having | Class.possessive)) === 0 &&
      (tokens[first]!.gap & ~Gap.space) === 0
    )
      why = 'an allergy by name';
    // Body part and complaint, in either order: "left knee swelling", "pain in your hip".
    if (entry.type === 'SYMPTOM' && why === null) {
      const near = bodyParts.find(
        (part) =>
          (part.last === first - 1 && (token.gap & ~(Gap.space | Gap.hyphen)) === 0) ||
          (part.first > last &&
            part.first <= last + 3 &&
            ['in', 'your', 'the', 'on', 'left', 'right', 'his', 'her', 'of', 'en', 'su'].includes(
              text(part.first - 1),
            )),
      );
      if (near !== undefined && near.entry.phrase !== 'back' && near.entry.phrase !== 'heart')
        why = 'a complaint of a body part';
    }
    if (
      why === null &&
      strong.some(
        (finding) =>
          finding.severity === 'block' &&
          ['DIAGNOSIS', 'MEDICATION', 'LAB', 'PROCEDURE', 'SYMPTOM'].includes(finding.type),
      ) &&
      ['SYMPTOM', 'DIAGNOSIS', 'DME'].includes(entry.type) &&
      !short &&
      entry.phrase.length > 3 &&
      ![
        'fall',
        'falls',
        'fell',
        'sick',
        'ill',
        'cold',
        'blood',
        'weak',
        'tired',
        'disorder',
        'disease',
        'broken',
      ].includes(entry.phrase)
    )
      why = 'beside another clinical term';
    if (
      why === null &&
      entry.type === 'DME' &&
      ([
        'delivered',
        'delivery',
        'arrives',
        'arrived',
        'shipped',
        'ships',
        'ready',
        'order',
        'rental',
        'pickup',
        'fitting',
        'approved',
        'repair',
      ].includes(text(last + 1)) ||
        (['is', 'are', 'was', 'has', 'have', 'will', 'can'].includes(text(last + 1)) &&
          ['ready', 'shipped', 'in', 'here', 'approved', 'delivered', 'arrived', 'on', 'be', 'been'].includes(
            text(last + 2),
          ))) &&
      ['walker', 'cane', 'oxygen', 'brace', 'boot'].includes(entry.phrase)
    )
      why = 'equipment on its way';
    if (why === null) continue;
    const emptyOwner =
      ['our', 'we', 'us', 'the'].includes(text(first - 1)) &&
      !why.startsWith('asked') &&
      !why.startsWith('its') &&
      !why.startsWith('a complaint') &&
      why.startsWith('"our');
    if (emptyOwner) continue;
    findings.push({
      start: token.start,
      end: tokens[last]!.end,
      type: entry.type,
      severity: 'block',
      detector: 'weak-terms',
      evidence: [`"${entry.phrase}"`, why],
    });
  }
  return findings;
}
