import { Class } from '../lexicon/classes.ts';
import { setOf } from '../text/set-of.ts';
import { Gap } from '../text/tokens.ts';
import type { Reading } from '../text/reading.ts';
import type { PersonWords } from './person-words.ts';

/** How strongly a word says that the name beside it is a person's (or, below zero, that it is not one). */
const pointsOf = (groups: Record<number, string>): ReadonlyMap<string, number> => {
  const points = new Map<string, number>();
  for (const [value, words] of Object.entries(groups))
    for (const word of words.split(' ')) points.set(word, Number(value));
  return points;
};

/** By the word right before a name. */
const before = pointsOf({
  4: 'patient patients pt pts client member resident named guardian kin caregiver caregivers contact lead rider passenger payer payee applicant attn para paciente hijo hija esposo esposa mama papa',
  3: 'swap switch swapping for tell let about re regarding addressed says lists reads shows name names cancel confirming confirm reschedule rescheduled rebook remind told notify ask escort bring bringing signed listed booked page paging missed looking habla spell spelled',
  2: 'and or with to from by of have has had is was are be as called call moved move mailed mail sent send booking scheduled schedule add added remove removed seen see seat seated got get give gave owe owes thank thanks following put placed met reach reached texted text text emailed picked meet drop dropped transport transporting waiting wait left find found update updated sign cc fwd entered checked registered verify verified que del de con y sra sr if because since when while but did does can could will would has should may',
  '-2': 'our the a an new this that these your my el la los las un una nuestra nuestro',
  '-4': 'at in near behind past via on off inside outside around across beside opposite toward towards into through visit park take use open app play watch read buy grab try love en cerca calle avenida av paseo bulevar boulevard rue brand between',
});
/** Two words right before a name that point at a person. */
const pairsBefore = setOf(
  'recordamos_a recordarle_a recordarles_a recuerde_a recordar_a avisar_a avise_a llamar_a llame_a diga_a digale_a esperamos_a vemos_a confirmamos_a buscando_a busca_a buscamos_a hi_there hey_there hello_there numero_de cita_de cita_para swap_out for_a for_an estate_of thread_for meant_for number_for id_of need_of rides_for cab_for taxi_for word_from please_have pls_have hey_is hi_is hello_is can_have they_is is_this not_this looking_for down_as listed_as you_as signed_by behalf_of parent_of parents_of guardian_of mother_of father_of next_up waiting_on wait_on ride_for name_is under_name in_as him_as her_as them_as care_of legal_name reach_out trying_reach speak_with spoke_with spoke_to account_of chart_of family_of friend_of sister_of brother_of wife_of husband_of daughter_of son_of information_for sign_in names_are contact_is record_is card_is next_is patient_is here_with there_with',
);
/** By the word right after a name: what belongs to a place, a business or a thing named after somebody. */
const things = setOf(
  'library libraries school schools elementary dealership dealer store stores shop shops mall hall building buildings bldg house museum theater theatre auditorium arena stadium gym bridge terminal airport station stop park parks parkway garden gardens plaza square center centre clinic clinics hospital foundation fund trust scholarship award awards prize medal bank office offices firm agency realty insurance law academy college university institute memorial monument statue mural day week month concert tour movie film song album book novel show exhibit exhibition collection collections band team league cup invitational open classic tournament trophy museum room wing pavilion lot garage ramp exit expressway freeway tollway branch post fellow fellowship lecture chair professor biography recipe brand paint color colour jeans perfume shoes bags dolls drive way blvd hotel inn suites restaurant cafe grill diner bar bakery deli market pharmacy salon spa studio studios records plumbing electric roofing motors chevrolet chevy toyota honda nissan hyundai kia dodge ford auto trail preserve beach island county township village ranch farm farms orchard high middle prep charter depot style type test sign syndrome disease law parade marathon walk run 5k cpas cpa attorneys lawyers realtors llp llc inc brothers bros sons co company corp group associates impersonator impression contest tribute lookalike',
);
/** What a person owns or is expected for: "Ana Ruiz's chart", "the Ana Ruiz file". */
const belongings = setOf(
  'packet chart file form forms ride appointment appt appts visit slot time spot number phone cell email mail mom dad mother father son daughter sister brother wife husband family insurance card copay balance bill records record paperwork account prescription referral consent signature birthday address license id results room bag jacket coat keys case claim residence household kids twins house home',
);
const verbsAfter = setOf(
  'called calls left asked asks needs wants wanted missed arrived checked confirmed cancelled canceled texted wrote lives lived moved turned signed listed gave sent said says told has had is was will would could can should did does didnt hasnt hasn isnt wont cant may might no rescheduled owes dropped picked came comes goes went got gets waits waiting thinks forgot replied answered and or to at 4 who asking returning tiene dejo llamo necesita pidio es esta fue llego lost forgets still never just not about up out in on for',
);
const addressed = setOf(
  'you your youre youve ur u pls please plz kindly we its the thanks thank call reply text here are is this su sus le lo favor llame llamenos responda traiga que usted good hi come dont do can could running twice again back first last tomorrow today tonight tmrw this next monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thur thurs fri sat sun manana hoy see just our he she they his her bring sorry',
);

const vocative = setOf('you your youre youve ur u we su favor');

/** "Ming Tsai & Eddie Tsai": a first and another name on both sides of the sign; "Baker & Taylor" has one. */
const isNamePair = (tokens: Reading['tokens'], second: number): boolean => {
  const [before, first, family] = [tokens[second - 1]!, tokens[second]!, tokens[second + 1]];
  const next = tokens[second + 2];
  return (
    (first.classes & (Class.firstName | Class.wordyFirstName)) !== 0 &&
    before.capital === 1 &&
    first.capital === 1 &&
    family !== undefined &&
    family.capital === 1 &&
    (family.gap & ~Gap.space) === 0 &&
    (family.classes & (Class.organisation | Class.plainWord)) === 0 &&
    tokens[second - 2]?.capital === 1 &&
    // "Ellen Baker & James Smith LLP"
    (next === undefined ||
      (next.gap & ~Gap.space) !== 0 ||
      ((next.classes & Class.organisation) === 0 && !things.has(next.text)))
  );
};

/** Points from what stands before the token at which a name begins. */
export function slotBefore({ tokens, folded }: Reading, { text, is }: PersonWords, first: number): number {
  const token = tokens[first]!;
  const previous = tokens[first - 1];
  if (previous === undefined) return 2;
  if (previous.sentence !== token.sentence || (token.gap & (Gap.newline | Gap.stop)) !== 0) return 2;
  const pair = pairsBefore.has(`${text(first - 2)}_${previous.text}`);
  if (folded.charCodeAt(token.start - 2) === 38 || folded.charCodeAt(token.start - 1) === 38)
    return isNamePair(tokens, first) ? 2 : -9;
  // The title of a song or a saying stands in quotation marks.
  if ((token.gap & Gap.quote) !== 0 && previous.capital === 0) return -2;
  if (pair) return 4;
  if ((previous.classes & (Class.relation | Class.title)) !== 0) return 4;
  const points = before.get(previous.text);
  if ((token.gap & (Gap.colon | Gap.equals)) !== 0) return points !== undefined && points > 3 ? 4 : 3;
  if ((previous.classes & Class.greeting) !== 0 && previous.text !== 're') return 3;
  if ((token.gap & Gap.comma) !== 0) return points !== undefined && points > 3 ? 4 : 2;
  if ((token.gap & (Gap.hyphen | Gap.slash | Gap.open | Gap.other)) !== 0) return 2;
  if (points !== undefined) {
    return points;
  }
  if (previous.kind === 'number') return is(first + 1, Class.street) ? -4 : 1;
  return previous.possessive ? 0 : 1;
}

/** Points from what stands after the last token of a name. */
export function slotAfter({ tokens, folded, mixedCase }: Reading, last: number): number {
  const token = tokens[last]!;
  const next = tokens[last + 1];
  if (next === undefined) return 1;
  const { gap } = next;
  const close = (gap & ~(Gap.space | Gap.wide)) === 0;
  const text = next.text;
  if (close && things.has(text)) {
    if (!token.possessive || next.capital > 0) return -9;
    return belongings.has(text) ? 1 : -4;
  }
  if (close && folded.charCodeAt(next.start) === 38) return -9;
  if (token.possessive) return belongings.has(text) ? 3 : 1;
  if (close) {
    if ((next.classes & (Class.organisation | Class.street)) !== 0 && next.capital > 0 && mixedCase)
      return -9;
    // "Mary Ellen Pleasant St"
    if (next.capital > 0 && mixedCase) {
      const third = tokens[last + 2];
      if (
        third !== undefined &&
        third.capital > 0 &&
        (third.gap & ~Gap.space) === 0 &&
        (third.classes & (Class.organisation | Class.street)) !== 0 &&
        (next.classes & Class.plainWord) === 0
      )
        return -9;
    }
    if (belongings.has(text)) return 2;
    if (
      (text === 'is' || text === 'was') &&
      ['the', 'a', 'an', 'closed', 'open'].includes(tokens[last + 2]?.text ?? '')
    )
      return 0;
    if (verbsAfter.has(text)) return 2;
    if (addressed.has(text)) return 1;
    return next.kind === 'number' || (text.length > 4 && text.endsWith('ing')) ? 1 : 0;
  }
  if (addressed.has(text)) return (gap & Gap.comma) !== 0 && vocative.has(text) ? 3 : 2;
  if ((gap & Gap.other) !== 0 && (gap & (Gap.comma | Gap.stop | Gap.dot)) === 0 && folded.includes('&')) {
    for (let at = token.end; at < next.start; at++)
      if (folded.charCodeAt(at) === 38) return isNamePair(tokens, last + 1) ? 2 : -9;
  }
  return 1;
}
