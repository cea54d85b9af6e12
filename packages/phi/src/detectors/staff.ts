import { Class } from '../lexicon/classes.ts';
import type { Reading } from '../text/reading.ts';
import { setOf } from '../text/set-of.ts';
import { Gap } from '../text/tokens.ts';
import type { PersonWords } from './person-words.ts';

const roles = setOf(
  'nurse provider doctor physician dentist hygienist surgeon coordinator navigator manager driver interpreter caseworker worker receptionist scheduler biller specialist technician tech assistant pharmacist supervisor director administrator owner ceo president vp secretary intern volunteer technologist sonographer phlebotomist dietitian nutritionist trainer instructor teacher photographer chaplain valet greeter cashier dispatcher translator pcp doula liaison host hostess speaker author chef officer guard rep representative agent advocate educator practitioner midwife psychiatrist therapist counselor psychologist cardiologist oncologist dermatologist podiatrist optometrist orthodontist pediatrician liason enfermera coordinadora coordinador trabajadora intake',
);
const departments = setOf(
  'billing scheduling reception hr records accounting registration referrals pharmacy radiology lab it ext extension desk department dept office admissions enrollment admin management facilities maintenance security marketing team',
);
const publicNouns = setOf(
  'statue mural terminal playlist concert movie song songs tribute biography portrait exhibit arena auditorium stadium highway bridge memorial band album book novel show tour costume impersonator fan museum library scholarship award lecture foundation mayor senator governor president congresswoman congressman representative councilman councilwoman candidate author artist speaker singer actor actress coach chef dj comedian pastor host guest featuring starring by presents',
);
/** Words of trade: who is named beside them is a colleague or a vendor. */
const trade = setOf(
  'vendor rep reps sales supplier contractor plumber electrician caterer landscaper candidate interview hire hires employee employees staff crew intern board council donor sponsor demo booth invoice contract proposal lunch training newsletter colleague coworker teammate landlord realtor recruiter',
);
const betweenRoleAndName = setOf(
  'is will be today tomorrow es sera named name next tonight on duty now and for are',
);
const ours = setOf('our new your nuestra nuestro su');
const presenting = setOf('saluda meet welcome welcomed introducing congratulate');
const shifts = setOf('today tomorrow crew team staff schedule coverage');
const titlesBefore = setOf('pa np rn ma md');
const credentialsBare = setOf('md rn np pa dds dmd lcsw lpn phd pharmd dpt cnm fnp crna');
const afterIntroduction = setOf(
  'from with at calling over in here de desde your the on returning again del and of',
);
const withWords = setOf('with con see w');
const visits = setOf(
  'visit visits appt appts appointment appointments session sessions consult consultation class call telehealth video cleaning physical checkup therapy pt exam opening openings slot spot time reschedule rescheduled rebook rebooked confirmed scheduled booked meeting cita consulta checkin hygiene intake seat done up available again',
);
const credits = setOf(
  'led taught hosted presented given read played written run staffed photos photo music art talk session',
);
const notWithStaff = setOf('together along confirm up shared share lives spoke talked connect');
const reachWords = setOf('call contact email text see find page dial from fyi cc');
const beforeDepartment = setOf('in at from the with our ext');
const announcedVerbs = setOf(
  'starts retires joins teaches leads hosts presents runs covers performs sings plays speaks cuts wins visits',
);
const closers = setOf('sincerely regards best cheers yours warmly respectfully atentamente signed saludos');
const thanks = setOf('thanks gracias thx');
const titleWords = setOf(
  'esq mba manager director ceo patient office practice care clinic program front chief senior lead medical nurse community outreach billing',
);
const businessWords = setOf('front office clinic practice');
const atWords = setOf('from in at with of');
const absences = setOf('accepting our joining out covering off');
const triggers: ReadonlySet<string> = new Set([
  ...roles,
  ...presenting,
  ...titlesBefore,
  ...withWords,
  ...reachWords,
  'provider',
  'by',
  'team',
  'front',
  'this',
  'name',
  'its',
  'im',
  'soy',
  'habla',
  'it',
  'ask',
  'speak',
  'pregunte',
]);

/** Marks the tokens that name staff, providers, vendors and public figures; `taken[i] = 2`. */
export function markStaff(reading: Reading, words: PersonWords, taken: Uint8Array): void {
  const { tokens, mixedCase } = reading;
  const { text, is, givenOf, between, dotted, nameRun } = words;
  const mark = (from: number, to: number): void => {
    for (let index = from; index <= to; index++) taken[index] = 2;
  };
  const sameSentence = (a: number, b: number): boolean => tokens[a]?.sentence === tokens[b]?.sentence;
  const markBefore = (index: number): void => {
    let from = index - 1;
    while (
      from > 0 &&
      index - from < 4 &&
      dotted(from) &&
      tokens[from - 1]!.capital > 0 &&
      !is(from - 1, Class.greeting)
    )
      from--;
    mark(from, index);
  };

  const markAt = (index: number): void => {
    const token = tokens[index]!;
    const word = token.text;
    const next = tokens[index + 1];
    if (
      (token.classes & Class.staffTitle) !== 0 &&
      next !== undefined &&
      next.gap !== 0 &&
      dotted(index + 1)
    ) {
      const end = nameRun(index + 1);
      if (end > index) mark(index, end);
    }
    if ((token.classes & Class.credential) !== 0 && token.capital > 0 && index > 0) {
      if ((token.gap & Gap.comma) !== 0) markBefore(index);
      else if (
        token.capital === 2 &&
        index > 1 &&
        between(index) &&
        credentialsBare.has(word) &&
        tokens[index - 1]!.capital > 0 &&
        mixedCase
      )
        markBefore(index);
    }
    if (!triggers.has(word)) return;
    if (roles.has(word) || word === 'provider' || word === 'team') {
      if (roles.has(word) && between(index + 1) && text(index + 1) !== 'for') {
        const end = nameRun(index + 1);
        if (end > index + 1) mark(index + 1, end);
      }
      // "your hygienist will be Carla Dunn", "Provider: Ellen Park", "su enfermera es Carmen Vega"
      let from = index + 1;
      while (from < index + 5 && betweenRoleAndName.has(text(from))) from++;
      if (
        tokens[from] !== undefined &&
        sameSentence(from, index) &&
        (from > index + 1 || (tokens[from]!.gap & (Gap.colon | Gap.comma)) !== 0) &&
        text(from - 1) !== 'for'
      ) {
        const end = nameRun(from);
        if (end > from) {
          mark(from, end);
          if (text(end + 1) === 'and') mark(end + 2, nameRun(end + 2));
        }
      }
      if (
        roles.has(word) &&
        next !== undefined &&
        (next.text === 'is' || (next.gap & (Gap.colon | Gap.comma)) !== 0) &&
        (ours.has(text(index - 1)) || ours.has(text(index - 2)) || ours.has(text(index - 3)))
      ) {
        const first = next.text === 'is' ? index + 2 : index + 1;
        const end = nameRun(first);
        if (end > first) mark(first, end);
      }
    }
    if (
      titlesBefore.has(word) &&
      token.capital === 2 &&
      mixedCase &&
      next?.capital === 1 &&
      between(index + 1)
    )
      mark(index, nameRun(index + 1));
    if (presenting.has(word) && between(index + 1)) {
      const end = nameRun(index + 1);
      if (
        end > index + 1 &&
        (word !== 'welcome' || text(end + 1) === 'to' || text(end + 1) === 'as' || text(end + 1) === 'back')
      )
        mark(index + 1, end);
    }
    if (
      word === 'front' &&
      text(index + 1) === 'desk' &&
      tokens.length > index + 3 &&
      (shifts.has(text(index + 2)) || shifts.has(text(index + 3)))
    ) {
      for (let at = index + 3; at < tokens.length && sameSentence(at, index); at++)
        if (tokens[at]!.capital > 0) mark(at, at);
    }
    const introduces =
      (word === 'this' && text(index + 1) === 'is') ||
      (word === 'name' && text(index + 1) === 'is' && text(index - 1) === 'my') ||
      (word === 'it' && text(index + 1) === 'is')
        ? index + 2
        : word === 'its' || word === 'im' || word === 'soy' || word === 'habla'
          ? index + 1
          : -1;
    if (introduces > 0) {
      const opening =
        index === 0 ||
        !sameSentence(index - 1, index) ||
        is(index - 1, Class.greeting) ||
        (token.gap & (Gap.comma | Gap.colon)) !== 0 ||
        givenOf(index - 1) !== null;
      if (opening || word === 'name' || word === 'habla') {
        const end = nameRun(introduces);
        const after = tokens[end + 1];
        if (
          end >= introduces &&
          !tokens[end]!.possessive &&
          (after === undefined ||
            (((after.gap & (Gap.comma | Gap.stop | Gap.dot | Gap.hyphen | Gap.open)) !== 0 ||
              afterIntroduction.has(after.text)) &&
              (after.gap & Gap.question) === 0))
        )
          mark(introduces, end);
      }
    }
    if (
      (word === 'ask' && text(index + 1) === 'for') ||
      (word === 'speak' && (text(index + 1) === 'to' || text(index + 1) === 'with')) ||
      (word === 'pregunte' && text(index + 1) === 'por')
    ) {
      const end = nameRun(index + 2);
      if (end > index + 1) mark(index + 2, end);
    }
    const visited =
      word === 'see' ||
      index === 0 ||
      visits.has(text(index - 1)) ||
      visits.has(text(index - 2)) ||
      visits.has(text(index - 3)) ||
      visits.has(text(index - 4));
    if (word === 'by' && credits.has(text(index - 1))) {
      const end = nameRun(index + 1);
      if (end > index + 1) mark(index + 1, end);
    }
    if (withWords.has(word) && visited && !notWithStaff.has(text(index - 1)) && text(index - 2) !== 'help') {
      const end = nameRun(index + 1);
      if (end > index + 1 && !tokens[end]!.possessive) mark(index + 1, end);
    }
    if (reachWords.has(word)) {
      const end = nameRun(index + 1);
      for (
        let ahead = end + 1;
        end > index + 1 && ahead <= end + 6 && ahead < tokens.length && sameSentence(ahead, index);
        ahead++
      ) {
        if (departments.has(text(ahead)) && (beforeDepartment.has(text(ahead - 1)) || text(ahead) === 'ext'))
          mark(index + 1, end);
      }
    }
  };

  /** "- Brian O'Dell" at the end, "Stephanie Gould from billing", "Jo Lee, office manager", "Pat Moore will check you in". */
  const markRun = (index: number, end: number): boolean => {
    const first = tokens[index]!;
    const next = tokens[end + 1];
    const after = text(end + 1);
    const second = text(end + 2);
    const set_off = (first.gap & (Gap.hyphen | Gap.newline | Gap.other)) !== 0;
    const atEnd = end === tokens.length - 1;
    const introduced =
      is(index - 1, Class.relation | Class.title) ||
      ['kin', 'guardian', 'parent', 'patient', 'name', 'caller'].includes(text(index - 1));
    if (introduced) return false;
    if (atEnd && index > 2 && (set_off || ((first.gap & Gap.comma) !== 0 && thanks.has(text(index - 1)))))
      return true;
    if (atEnd && index > 5 && !sameSentence(index - 1, index) && (first.gap & Gap.colon) === 0) return true;
    if (atEnd && index > 0 && (first.gap & Gap.comma) !== 0 && closers.has(text(index - 1))) return true;
    if (set_off && (first.gap & Gap.space) !== 0 && !atEnd && tokens.length - end - 1 <= 4) {
      let titles = true;
      for (let at = end + 1; at < tokens.length; at++)
        if (tokens[at]!.capital === 0 && !atWords.has(text(at)) && text(at) !== 'the' && text(at) !== 'and')
          titles = false;
      if (titles) return true;
    }
    if (next === undefined) return false;
    if (
      index === 0 &&
      first.start > 1 &&
      reading.folded[first.start - 2] === '-' &&
      (next.gap & Gap.comma) !== 0
    )
      return true;
    if (announcedVerbs.has(after) || after === 'accepting' || after === 'joined') return true;
    if (
      (after === 'will' || after === 'can' || after === 'would') &&
      second !== 'text' &&
      second !== 'reach'
    ) {
      for (const at of [end + 3, end + 4]) if (text(at) === 'you' || text(at) === 'your') return true;
    }
    if (
      after === 'here' &&
      (tokens[end + 2] === undefined
        ? !reading.folded.slice(next.end, next.end + 2).includes('?')
        : (tokens[end + 2]!.gap & Gap.question) === 0) &&
      (index === 0 || is(index - 1, Class.greeting) || !sameSentence(index - 1, index))
    )
      return true;
    if (
      index === 0 &&
      (after === 'takes' || after === 'has') &&
      (second === 'your' || second === 'headshots' || second === 'openings' || second === 'the')
    )
      return true;
    if (
      (next.gap & Gap.comma) !== 0 &&
      (businessWords.has(after) || (titleWords.has(after) && next.capital > 0))
    )
      return true;
    if (
      after === 'is' &&
      (absences.has(second) ||
        ((second === 'your' || second === 'the' || second === 'our') &&
          (roles.has(text(end + 3)) || roles.has(text(end + 4)) || roles.has(text(end + 5)))))
    )
      return true;
    if (after === 'has' && second === 'joined') return true;
    if (
      atWords.has(after) &&
      !['for', 'of', 'para', 'de'].includes(text(index - 1)) &&
      !tokens[end]!.possessive &&
      (departments.has(second) || departments.has(text(end + 3)) || departments.has(text(end + 4)))
    )
      return true;
    if ((next.gap & (Gap.comma | Gap.open)) !== 0 || after === 'our' || after === 'the') {
      for (let at = end + 1; at <= end + 4; at++) if (roles.has(text(at)) || text(at) === 'our') return true;
    }
    return false;
  };

  let patient = false;
  let tradeAt = -1;
  for (let index = 0; index < tokens.length; index++) {
    reading.steps.count++;
    markAt(index);
    const word = tokens[index]!.text;
    if (word === 'patient' || word === 'pt' || word === 'your') patient = true;
    if (trade.has(word)) tradeAt = index;
  }
  for (let index = 0; index + 1 < tokens.length; index++) {
    if (taken[index] !== 0 || tokens[index]!.capital === 0) continue;
    const end = nameRun(index);
    if (end <= index) continue;
    if (markRun(index, end)) mark(index, end);
    index = end;
  }
  // "our partner rep Guadalupe Henning", "our counsel, Priyanka Deshmukh", "Mayor Eric Vandenberg", "statue of Cesar Chavez"
  for (let index = 0; index < tokens.length; index++) {
    const word = tokens[index]!.text;
    if (word === 'our' || word === 'nuestra' || word === 'nuestro') {
      for (let at = index + 1; at <= index + 4 && at < tokens.length && sameSentence(at, index); at++) {
        if (is(at, Class.relation) && text(at) !== 'contact') break;
        if (tokens[at]!.capital > 0 && at > index + 1) {
          const end = nameRun(at);
          if (end > at && !tokens[end]!.possessive) mark(at, end);
          break;
        }
      }
    }
    if (publicNouns.has(word)) {
      const next = text(index + 1);
      const from = next === 'of' || next === 'by' || next === 'to' || next === 'for' ? index + 2 : index + 1;
      const end = nameRun(from);
      if (end > from) mark(from, end);
      let back = index;
      while (back > 0 && index - back < 4 && between(back) && tokens[back - 1]!.capital > 0) back--;
      if (back < index - 1) mark(back, index);
    }
  }
  // Vendors, candidates and colleagues are business; a patient is not called so.
  if (tradeAt >= 0 && !patient && mixedCase) {
    for (let at = 0; at < tokens.length; at++)
      if (
        sameSentence(at, tradeAt) &&
        Math.abs(at - tradeAt) <= 10 &&
        tokens[at]!.capital === 1 &&
        taken[at] === 0
      )
        taken[at] = 2;
  }
}
