import { listed } from '../text/listed.ts';
import { Class } from '../lexicon/classes.ts';
import type { Reading } from '../text/reading.ts';
import { setOf } from '../text/set-of.ts';
import { Gap } from '../text/tokens.ts';
import type { PersonWords } from './person-words.ts';

/** What people are called by their work; a name beside it is theirs. */
export const roles = listed('roles');
const notOurs = listed('notOurs');
const departments = listed('departments');
const publicNouns = listed('publicNouns');
/** Words of trade: who is named right beside them is a colleague or a vendor. */
const trade = listed('tradeWords');
const roleFillers = listed('roleFillers');
const presenting = setOf(
  'saluda meet welcome welcomed introducing congratulate hired hiring thank join joining featuring',
);
const rota = setOf('team shift shifts coverage covering schedule crew staffing oncall roster lineup');
const afterIntroduction = listed('afterIntroduction');
const visits = listed('visitWords');
const credits = listed('creditVerbs');
const notWithStaff = setOf('together along confirm up shared share lives spoke talked connect');
const reachWords = setOf('call contact text email see find page dial fyi cc ask reach to questions');
const workVerbs = listed('workVerbs');
const servingVerbs = listed('servingVerbs');
const closers = listed('closers');
const titleWords = listed('titleWords');
const ownMatters = listed('ownMatters');
const ownVerbs = setOf('cant cannot wont missed forgot lost couldnt overslept');
/** What a patient wants done for herself: "need to cancel", "necesito cambiar". */
const ownNeeds = setOf(
  'cancel reschedule move change come push refill ride make switch bring cancelar cambiar',
);
const comings = setOf('llega viene va ya esta sera pasa');
const periods = setOf('month year week quarter');
const yours = setOf('your ur yr su tu');
const absences = setOf('accepting our joining out covering off');
const places = setOf('from in at with w of de');
const posts = listed('posts');
const assistants = setOf('pa np rn md do cna');

/** Asks of names found in a text whether they belong to staff, providers, vendors or public figures. */
export function readStaff(reading: Reading, words: PersonWords): (first: number, last: number) => boolean {
  const { tokens, folded } = reading;
  const { text, is, givenOf, surnameScore, dotted } = words;
  const gap = (index: number): number => tokens[index]?.gap ?? 0;
  const together = (a: number, b: number): boolean =>
    tokens[a] !== undefined && tokens[a].sentence === tokens[b]!.sentence;
  let tradeAt = -2;

  const owned = (index: number): boolean => is(index, Class.possessive) && text(index) !== 'our';

  /** "your driver will be", "Provider:", "su enfermera es", "our new trainer is" before the name. */
  const roleBefore = (first: number): boolean => {
    let at = first - 1;
    while (
      at >= 0 &&
      at > first - 7 &&
      together(at, first) &&
      (roleFillers.has(text(at)) || (text(at) === 'for' && is(at + 1, Class.weekday)))
    )
      at--;
    if (at < 0 || !together(at, first)) return false;
    if (at === first - 1 && is(at, Class.staffTitle) && !(is(at, Class.relation) && owned(at - 1)))
      return true;
    if (roles.has(text(at)) && !is(at, Class.relation))
      return text(at) !== 'lead' || (at > 0 && text(at - 1) !== 'new');
    if (
      assistants.has(text(at)) &&
      tokens[at]!.capital === 2 &&
      (is(at - 1, Class.possessive) || at < first - 1)
    )
      return true;
    return (
      (text(at) === 'resident' || text(at) === 'contact' || text(at) === 'team') && text(at - 1) === 'our'
    );
  };

  /** "our partner rep X", "our counsel, X" */
  const oursBefore = (first: number): boolean => {
    for (let at = first - 1; at >= 0 && at >= first - 5 && together(at, first); at--) {
      const word = text(at);
      if (notOurs.has(word)) return false;
      if (word === 'our' || word === 'nuestra' || word === 'nuestro') return at < first - 1;
      if (['for', 'to', 'from', 'with', 'is'].includes(word) && at < first - 2) return false;
      if (is(at, Class.relation) && word !== 'contact' && word !== 'partner' && word !== 'resident')
        return false;
    }
    return false;
  };

  /** "this is X", "my name is X", "soy X", "le habla X" by whoever writes. */
  const introduced = (first: number, last: number): boolean => {
    const next = tokens[last + 1];
    const word = text(first - 1);
    let opens: number;
    if (word === 'is' && (text(first - 2) === 'this' || text(first - 2) === 'it')) opens = first - 2;
    else if (word === 'is' && text(first - 2) === 'name' && text(first - 3) === 'my')
      return !asksForHerself(last);
    else if (word === 'its' || word === 'im' || word === 'soy') opens = first - 1;
    else if (word === 'am' && text(first - 2) === 'i') opens = first - 2;
    else if (word === 'habla')
      return text(first - 2) === 'le' || text(first - 2) === 'les' || text(last + 1) === 'de';
    else return false;
    const begins =
      opens === 0 ||
      !together(opens - 1, opens) ||
      is(opens - 1, Class.greeting) ||
      text(opens - 1) === 'no' ||
      (gap(opens) & (Gap.comma | Gap.colon | Gap.hyphen)) !== 0 ||
      givenOf(opens - 1) !== null;
    if (!begins || tokens[last]!.possessive || asksForHerself(last)) return false;
    return (
      next === undefined ||
      (((next.gap & (Gap.comma | Gap.stop | Gap.dot | Gap.hyphen | Gap.open)) !== 0 ||
        afterIntroduction.has(next.text)) &&
        (next.gap & Gap.question) === 0)
    );
  };

  /** "Hi this is X, i cant make it", "its X new number": whoever says so is no colleague. */
  const asksForHerself = (last: number): boolean => {
    // "Ana Ruiz with Lakeside"
    if (['with', 'from', 'de'].includes(text(last + 1)) && tokens[last + 2]?.capital === 1) return false;
    for (let at = last + 1; at + 1 < tokens.length && at <= last + 12; at++) {
      const word = text(at);
      const next = text(at + 1);
      if (word === 'cant' && (next === 'make' || next === 'come' || next === 'find')) return true;
      if ((word === 'locked' && next === 'out') || (word === 'no' && next === 'puedo')) return true;
      if (word === 'perdi' || (word === 'mi' && next === 'cita')) return true;
      if (
        (word === 'need' || word === 'want' || word === 'necesito' || word === 'quiero') &&
        !yours.has(next)
      )
        for (let need = at + 1; need <= at + 3; need++)
          if (ownNeeds.has(text(need)) && !yours.has(text(need + 1)) && text(need + 1) !== 'you') return true;
      if (word === 'do' && (next === 'you' || next === 'u') && text(at + 2) === 'guys') return true;
      if (word === 'my' && (ownMatters.has(next) || tokens[at + 1]!.kind !== 'word')) return true;
      if (word === 'i' && next === 'have' && ownMatters.has(text(at + 3))) return true;
      if (
        (word === 'i' || word === 'ill') &&
        ownVerbs.has(next) &&
        !yours.has(text(at + 2)) &&
        text(at + 2) !== 'you'
      )
        return true;
      if (word === 'move' && next === 'me') return true;
      if (word === 'can' && next === 'i')
        return ['come', 'get', 'reschedule', 'do', 'move', 'still', 'take'].includes(text(at + 2));
      if (word === 'im' && ['late', 'running', 'outside', 'here', 'sick', 'in', 'stuck'].includes(next))
        return true;
    }
    return false;
  };

  const patientAfter = (last: number): boolean => {
    for (let at = last + 1; at <= last + 6 && together(at, last); at++)
      if (text(at) === 'patient' || text(at) === 'pt' || text(at) === 'resident') return true;
    return false;
  };

  /** "ask for X", "your visit with X", "class taught by X", "welcome X to the team", "statue of X" */
  const sentTo = (first: number, last: number): boolean => {
    const word = text(first - 1);
    const ahead = text(last + 1);
    if (
      (word === 'for' && text(first - 2) === 'ask') ||
      (word === 'por' && text(first - 2) === 'pregunte') ||
      ((word === 'to' || word === 'with') && text(first - 2) === 'speak')
    )
      return !patientAfter(last);
    if (word === 'by' && credits.has(text(first - 2))) return true;
    if (word === 'see' && !['you', 'will', 'if', 'please'].includes(text(first - 2))) return true;
    if ((word === 'with' || word === 'con' || word === 'w') && !notWithStaff.has(text(first - 2))) {
      if (first < 2 || text(first - 3) === 'help') return false;
      if (text(first - 2) === 'in' && text(first - 3) === 'check') return true;
      let met = false;
      for (let at = first - 2; at >= first - 5; at--) {
        if (notWithStaff.has(text(at))) return false;
        if (visits.has(text(at))) met = true;
      }
      if (met) return true;
    }
    if (word === 'honoring' || (word === 'to' && text(first - 2) === 'tribute')) return true;
    if (presenting.has(word) || (word === 'to' && text(first - 2) === 'welcome')) {
      if (word === 'meet' || word === 'introducing' || word === 'saluda' || word === 'featuring') return true;
      return ['to', 'as', 'back', 'and', 'our', 'on', 'for'].includes(ahead) && word !== 'thank';
    }
    // "Volunteer of the month: X"
    const period = word === 'is' ? first - 2 : first - 1;
    if (periods.has(text(period)) && text(period - 2) === 'of' && !is(period - 3, Class.relation))
      return true;
    const of = ['of', 'by', 'to', 'for', 'from'].includes(word) ? 2 : 1;
    const noun = text(first - of);
    // "No show: X", "Guest X signed in"
    if (noun === 'show' && text(first - of - 1) === 'no') return false;
    if (noun === 'guest' && is(last + 1, Class.verbAfterName) && text(last + 1) !== 'will') return false;
    return publicNouns.has(noun) && !owned(first - of - 1);
  };

  /** A name at the end of a message that only signs it: "- X", "Thanks, X", "See you soon. X" */
  const signs = (first: number, last: number): boolean => {
    const begin = gap(first);
    if (first === 0)
      return (
        /^\s*[-–—~]/.test(folded.slice(0, tokens[0]!.start)) &&
        (gap(last + 1) & Gap.comma) !== 0 &&
        (!is(last + 1, Class.relation) || last + 2 < tokens.length)
      );
    if ((begin & Gap.open) !== 0 && (text(first - 1) === 'here' || text(first - 1) === 'desk')) return true;
    if (first < 2 && !closers.has(text(first - 1))) return false;
    const setOff = (begin & (Gap.hyphen | Gap.newline | Gap.other)) !== 0;
    // "This is my new number. By Rajitha Raj (Ranju)"
    if (
      text(first - 1) === 'by' &&
      tokens[first - 1]!.capital === 1 &&
      first > 5 &&
      tokens.length - last <= 2
    )
      return true;
    // "9:15 - X" of a list, "cancel me pls, i cant come - X" of a patient
    if ((first <= 3 && tokens[0]!.kind !== 'word') || asksForHerself(-1)) return false;
    if (last === tokens.length - 1) {
      if ((begin & Gap.colon) !== 0) return false;
      const ending = folded.slice(tokens[last]!.end).trim();
      if (ending !== '' && ending !== '.') return false;
      return (
        setOff ||
        ((begin & Gap.comma) !== 0 && closers.has(text(first - 1))) ||
        (first > 5 && !together(first - 1, first))
      );
    }
    // "Best, Ana Ruiz | Patient Services | 555-0140"
    if (
      closers.has(text(first - 1)) &&
      (begin & Gap.comma) !== 0 &&
      folded.slice(tokens[last]!.end, tokens[last]!.end + 3).includes('|')
    )
      return true;
    if (closers.has(text(first - 1)) && (begin & Gap.comma) !== 0 && tokens.length - last <= 5)
      return titled(last);
    const starts = setOff || !together(first - 1, first);
    if (!starts || (begin & Gap.space) === 0 || tokens.length - last > 5) return false;
    if (setOff && (gap(last + 1) & Gap.comma) !== 0 && titleWords.has(text(last + 1))) return true;
    for (let at = last + 1; at < tokens.length; at++)
      if (tokens[at]!.capital === 0 && !places.has(text(at)) && text(at) !== 'the' && text(at) !== 'and')
        return false;
    return true;
  };

  /** ", office manager", "(front desk)", "our biller", "the new director" after the name. */
  const titled = (last: number): boolean => {
    const next = tokens[last + 1];
    if (next === undefined) return false;
    const word = next.text;
    const apart = (next.gap & (Gap.comma | Gap.open | Gap.hyphen)) !== 0;
    // "Odalys Brennan, your driver is 5 minutes out" is said to her; "Dana Whitfield, your nurse, is here" of the nurse.
    if (apart && yours.has(word))
      for (let at = last + 2; at <= last + 5; at++)
        if (roles.has(text(at)) && !roles.has(text(at + 1)))
          return (
            (gap(at + 1) & ~Gap.space) !== 0 ||
            !(is(at + 1, Class.verbAfterName) || comings.has(text(at + 1))) ||
            at + 1 >= tokens.length
          );
    if (apart && (word === 'front' || word === 'office' || word === 'clinic' || word === 'practice'))
      return word !== 'front' || text(last + 2) === 'desk' || text(last + 2) === 'office';
    if (apart && titleWords.has(word) && next.capital > 0) return true;
    if (apart && departments.has(word) && word !== 'x') return true;
    // ", de recepción"
    if (apart && word === 'de' && (departments.has(text(last + 2)) || departments.has(text(last + 3))))
      return true;
    if (!apart && word !== 'our' && word !== 'the') return false;
    for (let at = last + 1; at <= last + 4 && together(at, last + 1); at++) {
      if (text(at) === 'you') return false;
      if (text(at) === 'our' || (roles.has(text(at)) && !is(at, Class.relation))) return true;
      if (is(at, Class.verbAfterName) && !is(at, Class.possessive)) return false;
    }
    return false;
  };

  /** A credential after the name ("Devlin Ashworth, RN", "Ana Ruiz MD") or before it ("PA-C Lorraine Estes"). */
  const credentialed = (first: number, last: number): boolean => {
    const at = text(last + 1) === 'jr' || text(last + 1) === 'sr' ? last + 2 : last + 1;
    const next = tokens[at];
    if (
      next !== undefined &&
      is(at, Class.credential) &&
      next.capital > 0 &&
      ((next.gap & Gap.comma) !== 0 ||
        (next.capital === 2 && reading.hasLower && dotted(at) && text(at) !== 'ma'))
    )
      return true;
    const before = tokens[first - 1];
    if (before === undefined || !together(first - 1, first)) return false;
    if (
      is(first - 1, Class.credential) &&
      before.capital === 2 &&
      reading.hasLower &&
      dotted(first) &&
      before.text !== 'pt'
    )
      return true;
    return before.text === 'c' && text(first - 2) === 'pa';
  };

  /** "X from billing", "call X at the clinic", "X will see you", "X is your new doctor" */
  const serves = (first: number, last: number): boolean => {
    const after = text(last + 1);
    const second = text(last + 2);
    const next = tokens[last + 1];
    if (next === undefined || !together(last + 1, last)) return false;
    const suffixed = text(last) === 'jr' || text(last) === 'sr';
    const close = (next.gap & ~(Gap.space | Gap.wide | (suffixed ? Gap.dot : 0))) === 0;
    if (!close || tokens[last]!.possessive) return false;
    if (workVerbs.has(after))
      return after !== 'joined' || second === 'us' || second === 'our' || second === 'the';
    if (after === 'will' || after === 'can' || after === 'would' || after === 'll') {
      if (servingVerbs.has(second)) {
        const third = text(last + 3);
        if ((third === 'you' || third === 'your') && !(second === 'contact' || second === 'reach'))
          return true;
        if (second === 'meet' || second === 'greet' || second === 'assist' || second === 'answer')
          return true;
        // "Nurse Ana Ruiz will call": without "you" only when nothing is asked of the person.
        return second === 'help' || (second === 'reach' && third === 'out');
      }
      if (second === 'be' && (text(last + 3) === 'your' || text(last + 3) === 'our')) return true;
      return second === 'join' && text(last + 3) === 'you';
    }
    if (after === 'here' && (first === 0 || is(first - 1, Class.greeting) || !together(first - 1, first))) {
      const behind = tokens[last + 2];
      if (asksForHerself(last)) return false;
      return behind === undefined
        ? !folded.slice(next.end, next.end + 2).includes('?')
        : (behind.gap & Gap.question) === 0;
    }
    if (
      first === 0 &&
      (after === 'takes' || after === 'has') &&
      ['your', 'headshots', 'openings', 'the', 'availability'].includes(second)
    )
      return true;
    if (after === 'is' || after === 'was') {
      if (absences.has(second)) return true;
      if (['your', 'the', 'our', 'a', 'back'].includes(second))
        for (let at = last + 3; at <= last + 5; at++)
          if (roles.has(text(at)) && !is(at, Class.relation)) return true;
      return second === 'our';
    }
    if (after === 'has' && second === 'joined') return true;
    if ((places.has(after) || after === 'on') && second === 'our') return true;
    // "Hello, Ana Ruiz w/ Cedar Park Clinic", "Ana Ruiz from Elm Dental"
    if (
      (after === 'with' || after === 'w' || after === 'from' || after === 'at') &&
      (first === 0 || is(first - 1, Class.greeting) || after === 'from')
    )
      for (let at = last + 3; at <= last + 6 && together(at, last) && tokens[at]!.capital > 0; at++)
        if (is(at, Class.organisation) && tokens[at - 1]!.capital > 0) return true;
    const looked = text(first - 1) === 'for' && (text(first - 2) === 'look' || text(first - 2) === 'ask');
    const sought = looked || ['see', 'find', 'meet', 'ask', '4'].includes(text(first - 1));
    if (
      after === 'at'
        ? sought || ['with', 'to'].includes(text(first - 1))
        : sought && (after === 'in' || after === 'en')
    )
      for (let at = last + 2; at <= last + 4 && together(at, last); at++)
        if (posts.has(text(at))) return true;
    // "Good morning, Lars Engebretsen from Lakeside", "Xin Yi Chua with the call center"
    if (
      first === 0 ||
      is(first - 1, Class.greeting) ||
      (first < 4 && (gap(first) & Gap.comma) !== 0 && is(first - 2, Class.greeting))
    ) {
      const post = second === 'the' || second === 'your' ? last + 3 : last + 2;
      if ((after === 'with' || after === 'from') && post > last + 2)
        for (let at = post; at <= post + 2 && together(at, last); at++)
          if (departments.has(text(at)) || is(at, Class.organisation)) return true;
      if (
        after === 'from' &&
        tokens[last + 2]?.capital === 1 &&
        !is(last + 2, Class.month | Class.weekday) &&
        (first === 0 || (gap(first) & Gap.comma) !== 0)
      )
        return true;
    }
    if (['for', 'of', 'para', 'de'].includes(text(first - 1))) return false;
    const reached =
      reachWords.has(text(first - 1)) || (text(first - 1) === 'for' && text(first - 2) === 'ask');
    if (places.has(after)) {
      for (let at = last + 2; at <= last + 4 && together(at, last); at++) {
        if (!departments.has(text(at))) continue;
        return (
          reached ||
          !['clinic', 'hospital', 'office', 'clinica', 'oficina'].includes(text(at)) ||
          after === 'from' ||
          after === 'with' ||
          after === 'de'
        );
      }
    }
    return reached && (after === 'ext' || after === 'x' || after === 'extension');
  };

  /** "Front desk today: A B and C D", "Crew on Monday: A B, C D"; not "Front desk: A B left her coat" */
  const onRota = (first: number, last: number): boolean => {
    if (is(last + 1, Class.verbAfterName) && (gap(last + 1) & ~Gap.space) === 0 && text(last + 1) !== 'and')
      return false;
    let colon = -1;
    for (let at = first; at > 0 && at > first - 14; at--) {
      if ((gap(at) & (Gap.newline | Gap.exclamation)) !== 0) break;
      if (is(at - 1, Class.firstPerson | Class.possessive) || ['is', 'for'].includes(text(at - 1)))
        return false;
      if ((gap(at) & Gap.colon) !== 0) {
        colon = at;
        break;
      }
    }
    for (let at = colon - 1; at >= 0 && at > colon - 6; at--)
      if (
        rota.has(text(at)) ||
        (text(at) === 'call' && text(at - 1) === 'on') ||
        (text(at) === 'desk' && text(at - 1) === 'front') ||
        text(at) === 'staff'
      )
        return true;
    return false;
  };

  for (let index = 0; index < tokens.length; index++) if (trade.has(text(index))) tradeAt = index;

  return (first, last) => {
    reading.steps.count += 8;
    return (
      credentialed(first, last) ||
      roleBefore(first) ||
      introduced(first, last) ||
      sentTo(first, last) ||
      signs(first, last) ||
      ((!is(first - 1, Class.relation) || text(first - 1) === 'contact') &&
        !['kin', 'guardian', 'parent', 'patient', 'caller'].includes(text(first - 1)) &&
        (titled(last) || serves(first, last))) ||
      oursBefore(first) ||
      onRota(first, last) ||
      (tradeAt >= 0 &&
        Math.abs(tradeAt - (tradeAt < first ? first : last)) <= 4 &&
        together(tradeAt, first) &&
        surnameScore(last) >= 0 &&
        !tokens.some((token) => token.text === 'your' || token.text === 'patient' || token.text === 'pt'))
    );
  };
}
