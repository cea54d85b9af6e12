import { listed } from '../text/listed.ts';
import { Class } from '../lexicon/classes.ts';
import { Frame } from '../lexicon/frames.ts';
import { dateAt } from '../text/dates.ts';
import type { Match } from '../text/reading.ts';
import { setOf } from '../text/set-of.ts';
import { Gap } from '../text/tokens.ts';
import { wordGroup } from '../text/word-group.ts';
import { spokenDigits } from '../text/value.ts';
import { longest, type Context } from './context.ts';
import type { RawFinding } from './finding.ts';

const labUnits = listed('labUnits');
const clockUnits = listed('clockUnits');
const vagueTests = listed('vagueTests');
const testOwners = listed('testOwners');
const businessTests = listed('businessTests');
const weighedPersons = listed('weighedPersons');
const plainTests = listed('plainTests');
const warmPersons = listed('warmPersons');

/** Words for tests in general: only a word of judgement makes them a result. */
const general = listed('generalTests');
/** Everyday words that are an analyte only with a plausible value. */
const everyday: Record<string, (value: number, written: string, unit: string) => boolean> = {
  k: (value, written) => value >= 1.5 && value <= 9 && written.includes('.'),
  na: (value) => value >= 105 && value <= 175,
  cr: (value, written) => value > 0.3 && value < 15 && written.includes('.'),
  hb: (value) => value >= 3 && value <= 22,
  rf: (value) => value >= 10,
  ph: (value) => value >= 4 && value <= 9,
  ck: (value) => value >= 20,
  rr: (value) => value >= 6 && value <= 60,
  hr: (value) => value >= 25 && value <= 240,
  ef: (value) => value >= 5 && value <= 80,
  lh: (value) => value > 0,
  ast: (value) => value >= 5,
  alt: (value) => value >= 5,
  mag: (value) => value < 10,
  temp: (value, written) =>
    (value >= 95 && value <= 108 && (written.includes('.') || value >= 99)) ||
    (value >= 35 && value <= 42 && written.includes('.')),
  temperature: (value, written) =>
    (value >= 95 && value <= 108) || (value >= 35 && value <= 42 && written.includes('.')),
  temperatura: (value) => (value >= 95 && value <= 108) || (value >= 35 && value <= 42),
  pulse: (value) => value >= 25 && value <= 240,
  pulso: (value) => value >= 25 && value <= 240,
  sats: (value) => value >= 50 && value <= 100,
  sat: (value, _written, unit) => value >= 50 && value <= 100 && unit === '%',
  oxygen: (value) => value >= 50 && value <= 100,
  oxigeno: (value) => value >= 50 && value <= 100,
  o2: (value) => value >= 50 && value <= 100,
  pressure: (_value, _written, unit) => unit === '/',
  presion: (_value, _written, unit) => unit === '/',
  bp: (value, _written, unit) => unit === '/' || (value >= 60 && value <= 260),
  'b p': (_value, _written, unit) => unit === '/',
  'blood pressure': (value, _written, unit) => unit === '/' || (value >= 60 && value <= 260),
  pain: (value, _written, unit) => value <= 10 && unit === '/',
  weight: (value, _written, unit) => (value >= 15 && value <= 700) || unit === 'lb',
  wt: (value) => value >= 2 && value <= 700,
  weigh: (value, _written, unit) => value >= 15 && (unit === 'lb' || value > 60),
  weighs: (value, _written, unit) => value >= 4 && unit === 'lb',
  weighed: (value, _written, unit) => value >= 4 && unit === 'lb',
  peso: (value, _written, unit) => value >= 30 && unit === 'lb',
  height: (_value, _written, unit) => unit === 'in',
  sugar: (value) => value >= 20 && value <= 900,
  sugars: (value) => value >= 20 && value <= 900,
  azucar: (value) => value >= 20 && value <= 900,
  iron: (value, _written, unit) => value >= 2 && unit === 'lab',
  hierro: (value) => value >= 5,
  sodium: (value) => value >= 105 && value <= 175,
  sodio: (value) => value >= 105 && value <= 175,
  calcium: (value) => value >= 3 && value <= 20,
  calcio: (value) => value >= 3 && value <= 20,
  magnesium: (value) => value < 10,
  potassium: (value) => value < 10,
  lead: (_value, _written, unit) => unit === 'lab',
  chloride: (value) => value >= 70 && value <= 140,
  complement: (value, _written, unit) => value > 0 && unit === 'lab',
  albumin: (value) => value < 60,
  fever: (value) => value >= 97 && value <= 108,
  'fever of': (value) => value >= 97 && value <= 108,
  insulin: () => false,
  waist: (_value, _written, unit) => unit === 'in',
  fc: (value) => value >= 40 && value <= 220,
  ana: (_value, _written, unit) => unit === ':',
  esr: (value) => value >= 1,
  anc: (value) => value >= 0,
  acr: (value) => value >= 1,
  ca: (value) => value >= 5 && value <= 15,
  ahi: (value) => value >= 1,
  thyroid: () => false,
};
/** Short names that count only in capitals where capitals mean something. */
const capitalsOnly = listed('capitalsOnly');
/** Analytes that are also in food or pipes; a verb of care in their sentence makes them somebody's. */
const minerals = setOf('potassium sodium calcium magnesium iron');
/** Numbers of an organ: up or down is a result, not a listing. */
const organNumbers = listed('organNumbers');
const placeWords = listed('placeWords');

const betweenNumber = listed('betweenNumber');
const betweenWord = listed('betweenWord');
const clearJudgement = listed('clearJudgement');
const softJudgement = listed('softJudgement');
/** "MRI confirmed the tear", not "MRI confirmed for 7". */
const finds = listed('readingFinds');
const bare = listed('bareTests');
/** Figures of speech that judge only after the right word: "through the roof", "where we want it", "on target". */
const figure: Record<string, readonly string[]> = {
  hi: ['was', 'is', 'are', 'were', 'too', 'bit', 'little', 'kinda', 'still'],
  broke: ['its', 'is', 'was'],
  want: ['we', 'i', 'you'],
  place: ['the'],
  roof: ['the'],
  basement: ['the'],
  goal: ['at', 'to', 'above', 'below', 'near', 'our'],
  target: ['on', 'at', 'above', 'below', 'near'],
  ok: ['is', 'are', 'was', 'were', 'looks', 'look', 'looked', 'back', 'all', 'came', 'were'],
  okay: ['is', 'are', 'was', 'were', 'looks', 'look', 'looked', 'back', 'all', 'came'],
  same: ['the', 'is', 'are'],
};
const softHosts = listed('softHosts');
const verbsOfFinding = new Set(
  'showed shows show shown found revealed reveals grew confirmed confirms'.split(' '),
);

const matters = setOf('it the that this both a');
const weightVerbs = wordGroup('lost gained gain lose');
const feverWords = setOf('f fever temp temperature');
const outcomes = wordGroup('positive negative pos neg positivo positiva negativo negativa');

/** Results with a value or a judgement, and vital signs. */
export function findReadings(context: Context): RawFinding[] {
  const { reading } = context;
  const { tokens } = reading;
  const findings: RawFinding[] = [];
  const text = (index: number): string => tokens[index]?.text ?? '';
  const same = (a: number, b: number): boolean =>
    tokens[a] !== undefined && tokens[a]!.sentence === tokens[b]!.sentence;
  const add = (first: number, last: number, evidence: string[]): void => {
    const end = reading.folded[tokens[last]!.end] === '%' ? tokens[last]!.end + 1 : tokens[last]!.end;
    findings.push({
      start: tokens[first]!.start,
      end,
      type: 'LAB',
      severity: 'block',
      detector: 'readings',
      evidence,
    });
  };
  const unitAfter = (index: number): string => {
    const after = reading.folded[tokens[index]!.end] ?? '';
    if (after === '%') return '%';
    const next = tokens[index + 1];
    if (next === undefined) return '';
    if (next.kind === 'number' && (next.gap & Gap.slash) !== 0) return '/';
    if (next.text === 'over' && tokens[index + 2]?.kind === 'number') return '/';
    if (next.text === 'out' && text(index + 2) === 'of' && text(index + 3) === '10') return '/';
    if (next.text === 'sobre' && tokens[index + 2]?.kind === 'number') return '/';
    if (['lb', 'lbs', 'pounds', 'kg', 'kilos', 'kgs', 'libras'].includes(next.text)) return 'lb';
    if (['in', 'inches', 'cm', 'ft', 'feet'].includes(next.text)) return 'in';
    if (labUnits.has(next.text)) return 'lab';
    if (['bpm', 'mmhg', 'f', 'c', 'degrees'].includes(next.text)) return 'vital';
    return '';
  };
  const candidates = longest(
    reading.matches.filter((match) => match.entry.kind === 'analyte' || match.entry.kind === 'vital'),
  );
  const done = new Set<number>();
  for (const match of candidates) {
    const { first, last } = match;
    reading.steps.count += 8;
    if (context.covered(first, last) || context.firstPerson(first) || context.idle(first, last)) continue;
    const name = match.entry.phrase;
    const head = tokens[first]!;
    if (
      first === last &&
      capitalsOnly.has(name) &&
      reading.mixedCase &&
      head.capital === 0 &&
      head.written.length > 1
    )
      continue;
    if (name === 'k' && head.written !== 'K' && reading.folded[head.end] !== '+') continue;
    const place = context.inPlace(first, last);
    if (place !== null && first > place.first) continue;
    // "Pumps at the BP are down"
    const aboutThings =
      (context.frame(first) & Frame.things) !== 0 &&
      (context.frame(first) & (Frame.you | Frame.person)) === 0 &&
      (context.wholeFrame & Frame.writer) === 0 &&
      context.bound(first, last) === null;
    if (aboutThings && (general.has(name) || everyday[name] !== undefined)) {
      // "BP 168/102 at the kiosk", "Potassium is low, eat bananas"
      const pressure =
        (name === 'bp' || name === 'blood pressure') &&
        tokens[last + 1]?.kind === 'number' &&
        tokens[last + 2]?.gap === Gap.slash;
      // "Weight 31.4 kg, same rate for the feeds"
      const weighed =
        (name === 'weight' || name === 'wt') && first === 0 && tokens[last + 1]?.kind === 'number';
      if (!pressure && !weighed && !(minerals.has(name) && (context.frame(first) & Frame.talk) !== 0))
        continue;
    }

    // A number after it.
    let found = -1;
    let foundUnit = '';
    for (let index = last + 1; index < tokens.length && index <= last + 9 && same(index, last); index++) {
      const token = tokens[index]!;
      if ((token.gap & (Gap.newline | Gap.stop)) !== 0) break;
      const spokenValue = spokenDigits(token);
      const isSpoken =
        spokenValue !== null &&
        ((!general.has(name) && everyday[name] === undefined && match.entry.kind === 'analyte') ||
          text(index + 1) === 'point' ||
          text(index + 1) === 'punto' ||
          (spokenDigits(tokens[index + 1] ?? token) !== null && tokens[index + 1] !== undefined) ||
          text(index + 1) === 'hundred');
      const attached = token.kind === 'mixed' ? /^(\d+)(lbs?|kg|mg|bpm|f|k|h|l|s)$/.exec(token.text) : null;
      if (token.kind === 'number' || isSpoken || attached !== null) {
        const written =
          token.kind === 'number' &&
          tokens[index + 1]?.kind === 'number' &&
          tokens[index + 1]!.gap === Gap.dot
            ? `${token.text}.${text(index + 1)}`
            : token.text;
        const value =
          attached !== null
            ? Number(attached[1])
            : isSpoken
              ? Number(spokenValue) * (text(index + 1) === 'hundred' ? 100 : 1)
              : Number(written);
        const end = written.includes('.') ? index + 1 : index;
        let unit = unitAfter(end);
        if (attached !== null && /lb|kg/.test(attached[2]!)) unit = 'lb';
        const follow = reading.folded[tokens[end]!.end] ?? '';
        const clock =
          (follow === ':' &&
            /\d/.test(reading.folded[tokens[end]!.end + 1] ?? '') &&
            name !== 'ana titer' &&
            name !== 'ana') ||
          clockUnits.has(text(end + 1)) ||
          ((text(index - 1) === 'on' || text(index - 1) === 'at') &&
            unit === '' &&
            value <= 12 &&
            !written.includes('.'));
        const dated =
          unit === '/' &&
          dateAt(reading, index) !== null &&
          value <= 31 &&
          !['bp', 'blood pressure', 'pressure', 'pain', 'b p'].includes(name);
        const dateOnly =
          ['on', 'for', 'by', 'before', 'after', 'until'].includes(text(index - 1)) &&
          dateAt(reading, index) !== null &&
          unit !== '%';
        const rule = everyday[name];
        const money = follow === '$' || reading.folded[token.start - 1] === '$';
        if (
          !clock &&
          !dated &&
          !dateOnly &&
          !money &&
          // "A1C-7781" is a code, "INR 40,000" is money.
          !((token.gap & ~Gap.hyphen) === 0 && written.length >= 3 && !written.includes('.')) &&
          !(name === 'inr' && value > 20) &&
          !(general.has(name) && !rule && !['blood pressure', 'bp', 'pressure'].includes(name)) &&
          (rule === undefined || rule(value, written, unit))
        ) {
          if (!(
            (name === 'temp' || name === 'temperature') &&
            tokens.some(
              (other) =>
                same(tokens.indexOf(other), first) &&
                placeWords.has(other.text) &&
                !['today', 'high', 'low', 'degrees'].includes(other.text),
            )
          )) {
            found = end;
            foundUnit = unit;
          }
        }
        break;
      }
      if (!betweenNumber.has(token.text) && !(token.classes & Class.unit) && !(token.classes & Class.reading))
        break;
    }
    if (found >= 0) {
      let end = found;
      if (foundUnit === '/') {
        while (
          end + 1 < tokens.length &&
          end < found + 3 &&
          tokens[end]!.kind === 'number' &&
          (tokens[end + 1]!.kind === 'number' || ['over', 'sobre', 'out', 'of'].includes(text(end + 1)))
        )
          end++;
        if (tokens[end]!.kind !== 'number') end++;
      } else if (foundUnit === 'lb' || foundUnit === 'lab' || foundUnit === 'in')
        end = Math.min(end + 1, tokens.length - 1);
      const spokenEnd = tokens[found]!.kind === 'word';
      if (spokenEnd)
        while (
          end + 1 < tokens.length &&
          (spokenDigits(tokens[end + 1]!) !== null || ['point', 'punto', 'hundred'].includes(text(end + 1)))
        )
          end++;
      if (tokens[found]!.kind === 'mixed') end = found;
      if (!context.conditional(first) && !(name === 'psa' && context.publicEvent)) {
        add(first, Math.min(end, tokens.length - 1), [`"${name}" with a value`]);
        done.add(first);
        continue;
      }
    }
    // "Water test came back clean": a bare word for a test that some other thing is put before.
    if (bare.has(name) && first > 0 && same(first - 1, first) && (head.gap & ~Gap.space) === 0) {
      const kind = tokens[first - 1]!;
      const clinical =
        (kind.classes &
          (Class.plainWord | Class.possessive | Class.relation | Class.reading | Class.firstName)) !==
          0 ||
        (kind.word?.node?.entries.some((entry) => entry.kind !== 'context' && entry.kind !== 'label') ??
          false) ||
        ((kind.word?.frame ?? 0) & Frame.care) !== 0;
      if (!clinical && kind.kind === 'word') continue;
    }
    // A word of judgement after it, only filling words between.
    const isGeneral = general.has(name);
    const vague = vagueTests.has(name);
    const owned = context.bound(first, last) !== null || testOwners.has(text(first - 1)) || first === 0;
    let judged = -1;
    let negative = false;
    for (let index = last + 1; index < tokens.length && index <= last + 9 && same(index, last); index++) {
      const token = tokens[index]!;
      if ((token.gap & (Gap.newline | Gap.stop)) !== 0) break;
      if (
        clearJudgement.has(token.text) &&
        !(
          ['high', 'low'].includes(text(index)) &&
          ['school', 'cost', 'demand', 'priority', 'stock', 'volume'].includes(text(index + 1))
        ) &&
        !(token.text === 'positive' && ['experience', 'feedback'].includes(text(index + 1))) &&
        !(token.text === 'stable' && isGeneral && name === 'results') &&
        !(
          token.text === 'range' &&
          !['in', 'of', 'normal', 'within', 'target', 'goal', 'healthy'].includes(text(index - 1))
        )
      ) {
        judged = index;
        break;
      }
      const passive =
        token.text === 'confirmed' && ['is', 'was', 'are', 'been', 'be', 'all'].includes(text(index - 1));
      if (
        softJudgement.has(token.text) &&
        !passive &&
        !(token.text.startsWith('confirm') && !finds.has(text(index + 1))) &&
        (figure[token.text]?.includes(text(index - 1)) ?? true)
      ) {
        const finding = verbsOfFinding.has(token.text);
        if (softHosts.has(name) || (!isGeneral && !vague)) {
          const trend =
            (token.text === 'up' || token.text === 'down') &&
            (isGeneral || vague) &&
            name !== 'bp' &&
            name !== 'blood pressure' &&
            !organNumbers.has(name) &&
            !['from', 'since', 'again', 'a', 'some', 'lately', 'nicely', 'by', 'to'].includes(
              text(index + 1),
            ) &&
            !['trending', 'going', 'slightly'].includes(text(index - 1));
          const harmless =
            trend ||
            (['to', 'up', 'in', 'on', 'here', 'online', 'with'].includes(text(index + 1)) &&
              !['improved', 'dropped', 'rose', 'fell', 'worse'].includes(token.text) &&
              !finding);
          const upInPortal =
            (token.text === 'up' ||
              token.text === 'shown' ||
              token.text === 'show' ||
              token.text === 'shows') &&
            (text(index + 1) === 'in' || text(index + 1) === 'on' || text(index + 1) === 'up');
          if (!harmless && !upInPortal) {
            judged = index;
            break;
          }
        }
      }
      if (
        token.text === 'no' ||
        token.text === 'not' ||
        token.text === 'isnt' ||
        token.text === 'wasnt' ||
        token.text === 'arent' ||
        token.text === 'without'
      ) {
        negative = true;
        continue;
      }
      if (!betweenWord.has(token.text)) break;
    }
    if (
      judged >= 0 &&
      (!vague || owned || isGeneral || tokens[judged]!.text !== '') &&
      !(
        vague &&
        !owned &&
        !(
          tokens[judged]!.text === 'positive' ||
          tokens[judged]!.text === 'pos' ||
          tokens[judged]!.text === 'neg' ||
          tokens[judged]!.text === 'negative'
        )
      ) &&
      !context.conditional(first) &&
      !(context.publicEvent && context.personal(first, last) === null)
    ) {
      const business = businessTests.has(text(first - 1)) && !['strep', 'covid', 'flu'].includes(name);
      if (!business) {
        add(first, judged, [`"${name}" with "${text(judged)}"${negative ? ' and a negation' : ''}`]);
        done.add(first);
        continue;
      }
    }
    // A word of judgement before it: "abnormal mammogram", "high potassium", "positive COVID test".
    const before = text(first - 1);
    if (
      same(first - 1, first) &&
      (tokens[first]!.gap & (Gap.comma | Gap.colon | Gap.stop)) === 0 &&
      ((clearJudgement.has(before) &&
        !['clear', 'clean', 'stable', 'range', 'limits', 'cancer', 'broken', 'critical'].includes(before)) ||
        ['elevated', 'abnormal'].includes(before)) &&
      !context.covered(first - 1, last)
    ) {
      const ordinaryUse =
        (['high', 'low'].includes(before) &&
          (isGeneral ||
            [
              'pressure',
              'weight',
              'temp',
              'lead',
              'iron',
              'temperature',
              'pain',
              'fever',
              'height',
              'pulse',
            ].includes(name)) &&
          !owned &&
          context.bound(first - 1, last) === null) ||
        (['positive', 'negative', 'normal'].includes(before) &&
          plainTests.has(name) &&
          context.bound(first - 1, last) === null &&
          !/^(?:your|su|his|her|a|the)$/.test(text(first - 2)));
      const announced =
        (context.publicEvent || context.openOffer) && context.personal(first - 1, last) === null;
      if (!ordinaryUse && !announced && !context.conditional(first)) {
        add(first - 1, last, [`"${before}" before "${name}"`]);
        done.add(first);
        continue;
      }
    }
  }
  // "you lost 8 lbs", "down 6 pounds"
  for (let index = 1; index + 2 < tokens.length; index++) {
    if (
      (tokens[index]!.groups & weightVerbs) !== 0 &&
      tokens[index + 1]!.kind === 'number' &&
      ['lb', 'lbs', 'pounds', 'kg', 'kilos'].includes(text(index + 2)) &&
      weighedPersons.has(text(index - 1)) &&
      !context.firstPerson(index)
    )
      add(index, index + 2, ['a change of weight']);
    if (
      tokens[index]!.kind === 'number' &&
      tokens[index + 1]!.gap === Gap.dot &&
      feverWords.has(text(index + 2)) &&
      /^(?:9[7-9]|10[0-7])$/.test(text(index)) &&
      text(index + 2) !== 'f'
    )
      add(index, index + 2, ['a body temperature']);
  }
  if (text(1) === 'fever' || text(2) === 'fever') {
    const unitless = tokens[0]!.kind === 'number' && Number(text(0)) >= 97 && Number(text(0)) <= 108;
    if (unitless) add(0, text(1) === 'fever' ? 1 : 2, ['a body temperature']);
  }
  // "you were at 98.9 F": a body temperature without its label.
  for (let index = 1; index + 1 < tokens.length; index++) {
    const token = tokens[index]!;
    if (token.kind !== 'number' || !/^(?:9[5-9]|10[0-7])$/.test(token.text)) continue;
    const decimal = tokens[index + 1]!.kind === 'number' && tokens[index + 1]!.gap === Gap.dot;
    const unit = decimal ? index + 2 : index + 1;
    if (
      ['f', 'fahrenheit', 'degrees'].includes(text(unit)) &&
      (tokens[unit]!.gap & ~(Gap.space | Gap.other)) === 0 &&
      (decimal || text(unit) === 'f') &&
      tokens.slice(Math.max(0, index - 5), index).some((other) => warmPersons.has(other.text)) &&
      !tokens.some((other) => placeWords.has(other.text) && other.text !== 'today')
    )
      add(index, unit, ['a body temperature']);
  }
  // "tested positive", "positive for strep"
  for (let index = 0; (reading.groups & outcomes) !== 0 && index < tokens.length; index++) {
    if ((tokens[index]!.groups & outcomes) === 0) continue;
    if (context.covered(index, index)) continue;
    const back = [text(index - 1), text(index - 2), text(index - 3)];
    if (context.firstPerson(index)) continue;
    if (
      same(Math.max(0, index - 1), index) &&
      back.some((part) => ['tested', 'tests', 'testing', 'swabbed', 'dio', 'salio'].includes(part)) &&
      !context.conditional(index) &&
      // "tested positive for awesome"
      !(
        text(index + 1) === 'for' &&
        (tokens[index + 2]?.word?.node?.entries.length ?? 0) === 0 &&
        !matters.has(text(index + 2))
      )
    ) {
      const from =
        index -
        1 -
        back.findIndex((part) => ['tested', 'tests', 'testing', 'swabbed', 'dio', 'salio'].includes(part));
      if (
        !findings.some((finding) => finding.start <= tokens[from]!.start && finding.end >= tokens[index]!.end)
      )
        add(from, index, ['tested, with the outcome']);
    } else if (
      ['for', 'para', 'a'].includes(text(index + 1)) &&
      tokens[index + 2]?.word?.node?.entries.some((entry) =>
        ['strong', 'weak', 'analyte'].includes(entry.kind),
      ) &&
      !context.conditional(index) &&
      text(index + 2) !== 'the'
    ) {
      add(index, index + 2, ['an outcome for a condition']);
    }
  }
  return findings;
}

/** Tests that only medicine knows: naming one for a person is a named test even without a value. */
const namedTests = listed('namedTests');
const namedVitals: ReadonlySet<string> = new Set(['bp', 'blood pressure', 'presion', 'presion arterial']);
const orderWords = listed('orderWords');

/** Named laboratory tests without a value ("your A1c is due"). */
export function findNamedTests(context: Context, readings: readonly RawFinding[]): RawFinding[] {
  const { reading } = context;
  const { tokens } = reading;
  const findings: RawFinding[] = [];
  for (const match of longest(
    reading.matches.filter(
      (candidate: Match) => candidate.entry.kind === 'analyte' || namedVitals.has(candidate.entry.phrase),
    ),
  )) {
    if (!namedTests.has(match.entry.phrase) && !namedVitals.has(match.entry.phrase)) continue;
    const { first, last } = match;
    const start = tokens[first]!.start;
    if (readings.some((finding) => finding.start <= start && finding.end > start)) continue;
    if (
      context.covered(first, last) ||
      context.firstPerson(first) ||
      context.idle(first, last) ||
      context.conditional(first) ||
      ((context.publicEvent || context.openOffer) && context.personal(first, last) === null)
    )
      continue;
    const near = tokens
      .slice(Math.max(0, first - 4), last + 6)
      .some((token) => orderWords.has(token.text) && token.sentence === tokens[first]!.sentence);
    const owner = ['your', 'ur', 'his', 'her', 'su', 'sus', 'an', 'a', 'pt', 'repeat', 'recheck'].includes(
      tokens[first - 1]?.text ?? '',
    );
    if (
      match.entry.phrase === 'psa' &&
      !(owner || tokens[last + 1]?.text === 'test' || tokens[last + 1]?.text === 'level')
    )
      continue;
    const thing =
      (context.frame(first) & Frame.things) !== 0 && (context.frame(first) & Frame.care) === 0 && !near;
    if ((near || owner) && !thing && !((context.frame(first) & Frame.things) !== 0 && !owner))
      findings.push({
        start,
        end: tokens[last]!.end,
        type: 'LAB',
        severity: 'block',
        detector: 'named-tests',
        evidence: [`"${match.entry.phrase}", a named test`],
      });
  }
  return findings;
}
