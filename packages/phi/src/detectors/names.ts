import { Class } from '../lexicon/classes.ts'
import type { NamedPlace } from '../text/organisation.ts'
import { know, type ReadToken, type Reading } from '../text/reading.ts'
import { Gap } from '../text/tokens.ts'
import type { RawFinding } from './finding.ts'

const staffRoles = new Set('nurse provider doctor physician dentist hygienist surgeon coordinator navigator manager driver interpreter caseworker worker receptionist scheduler biller specialist technician tech assistant pharmacist supervisor director administrator owner ceo president vp secretary intern volunteer technologist sonographer phlebotomist dietitian nutritionist trainer instructor teacher photographer chaplain valet greeter cashier hygienist dispatcher translator pcp doula liaison host hostess speaker author chef officer guard rep representative agent advocate liaison educator practitioner midwife psychiatrist therapist counselor psychologist cardiologist oncologist dermatologist podiatrist optometrist orthodontist pediatrician liason enfermera coordinadora coordinador trabajadora intake'.split(' '))
const departments = new Set('billing scheduling reception hr records accounting registration referrals pharmacy radiology lab it ext extension desk department dept office admissions enrollment admin management facilities maintenance security marketing team'.split(' '))
const publicPeople = new Set('jack frost|peter parker|clark kent|bruce wayne|indiana jones|rudolph the|frosty the|tooth fairy|john lennon|mary jane|jesus christ|merry christmas|merry xmas|happy onam|salam alaikkum|al salam|inshah allah|insha allah|tata aig|bridget jones|emily rose|barbara jordan|hail mary|bloody mary|good friday|virgin mary|queen mary|santa fe|santa ana|santa clara|santa rosa|santa barbara|santa cruz|carrie underwood|frank lloyd|lloyd wright|fred meyer|bob evans|ruth chris|victoria secret|harvey milk|eleanor roosevelt|jackie robinson|maya angelou|john lewis|malcolm x|booker t|walt disney|dr seuss|carl sagan|albert einstein|isaac newton|charles darwin|marie antoinette|bill gates|steve jobs|elon musk|jeff bezos|warren buffett|kamala harris|hillary clinton|bill clinton|george bush|jimmy carter|gerald ford|john kennedy|jackie kennedy|ted kennedy|lyndon johnson|woodrow wilson|ulysses grant|robert lee|davy crockett|daniel boone|kit carson|wyatt earp|annie oakley|sam houston|stephen austin|cesar romero|frida kahlo|diego rivera|pablo picasso|vincent van|leonardo da|andy warhol|georgia okeeffe|norman rockwell|beyonce knowles|lady gaga|katy perry|justin bieber|ed sheeran|harry styles|dua lipa|bad bunny|willie nelson|johnny cash|garth brooks|tim mcgraw|shania twain|whitney houston|mariah carey|tina turner|aretha franklin|ray charles|james brown|stevie nicks|bruce springsteen|billy joel|elton john|paul mccartney|john williams|louis armstrong|miles davis|ella fitzgerald|tom hanks|tom cruise|will smith|denzel washington|morgan freeman|julia roberts|meryl streep|sandra bullock|brad pitt|angelina jolie|jennifer lopez|jennifer aniston|george clooney|matt damon|ben affleck|robin williams|jim carrey|adam sandler|kevin hart|chris rock|betty white|bob hope|lucille ball|fred rogers|mister rogers|mr rogers|simone biles|michael phelps|usain bolt|muhammad ali|mike tyson|venus williams|rafael nadal|roger federer|lionel messi|cristiano ronaldo|patrick mahomes|aaron judge|shohei ohtani|stephen curry|kevin durant|magic johnson|larry bird|shaquille oneal|charles barkley|jackie chan|bruce lee|stephen king|john grisham|jane austen|mark twain|edgar allan|emily dickinson|robert frost|ernest hemingway|agatha christie|nancy drew|tom sawyer|huck finn|peter rabbit|winnie pooh|mickey mantle|joe montana|jerry rice|walter payton|martin luther|luther king|rosa parks|cesar chavez|george washington|abraham lincoln|betty ford|taylor swift|harriet tubman|florence nightingale|mother teresa|santa claus|saint nick|paul revere|mary kay|ronald mcdonald|dale carnegie|tommy hilfiger|johnny appleseed|harry potter|mickey mouse|charlie brown|peter pan|michael kors|ralph lauren|calvin klein|henry ford|john hancock|dolly parton|elvis presley|michael jackson|barack obama|donald trump|joe biden|oprah winfrey|serena williams|lebron james|tom brady|tiger woods|bob ross|bob marley|martha stewart|helen keller|susan komen|danny thomas|jerry lewis|marie curie|clara barton|neil armstrong|amelia earhart|john deere|jimmy john|papa john|trader joe|whole foods|wendy day|patrick day|jane doe|john doe|marie callender|betty crocker|ben jerry|uncle ben|aunt jemima|stevie wonder|selena gomez|bruno mars|billie jean|wells fargo|charles schwab|walter reed|johns hopkins|mayo clinic|ronald reagan|john wayne|sky harbor|jack daniels|james bond|forrest gump|sherlock holmes|romeo juliet|mary poppins|nancy reagan|franklin roosevelt|thomas jefferson|benjamin franklin|christopher columbus|lou gehrig|lucille packard|lucile packard|wayne gretzky|babe ruth|michael jordan|kobe bryant'.split('|'))
const strongSlots = new Set('for tell patient pt client member resident contact caller named guardian kin lead dear hi hello hey hola cancel confirming reschedule rebook remind paciente estimado estimada wife husband son daughter mom dad mother father brother sister about regarding re attn thanks named ask let is'.split(' '))
const shortStreets = new Set('st ave av blvd rd ln ct pl hwy pkwy'.split(' '))
const publicNouns = new Set('statue mural terminal playlist concert movie song songs tribute biography portrait exhibit arena auditorium stadium highway bridge memorial band album book novel show tour costume impersonator fan museum library scholarship award lecture foundation mayor senator governor president congresswoman congressman representative councilman councilwoman candidate author artist speaker singer actor actress coach chef dj comedian pastor host guest featuring starring by presents'.split(' '))
const nameGap = Gap.space | Gap.wide | Gap.hyphen

type Given = 'sure' | 'wordy' | 'unknown' | null

/** Full names of patients, relatives and contacts; titles with a surname; staff, businesses and public figures pass. */
export function findNames(reading: Reading, places: readonly NamedPlace[]): RawFinding[] {
  const findings: RawFinding[] = []
  const { tokens, mixedCase } = reading
  const { isSurname, isCommon } = know()
  const taken = new Uint8Array(tokens.length)
  for (const place of places) for (let index = place.first; index <= place.last; index++) taken[index] = 1
  const text = (index: number): string => tokens[index]?.text ?? ''
  const is = (index: number, bits: number): boolean => ((tokens[index]?.classes ?? 0) & bits) !== 0
  const bare = (token: ReadToken): string => token.stem

  const clinical = (token: ReadToken): boolean => token.drug || (token.disguised && !isSurname(token.text) && (token.classes & Class.firstName) === 0) || (token.word?.node?.entries.some((entry) => entry.kind !== 'context' && entry.kind !== 'label') ?? false)
  const givenOf = (index: number): Given => {
    const token = tokens[index]
    if (token === undefined || token.kind === 'number' || token.kind === 'email' || token.kind === 'url' || (token.kind === 'mixed' && !token.disguised)) return null
    if ((token.classes & (Class.firstName | Class.wordyFirstName)) !== 0) {
      const word = bare(token)
      if (word.length === 1 || (token.capital === 0 && word.length < 3) || (word.length <= 3 && (token.classes & Class.plainWord) !== 0)) return null
      if ((token.classes & (Class.wordyFirstName | Class.plainWord | Class.month | Class.weekday | Class.personSlot | Class.organisation)) !== 0) {
        if ((token.classes & Class.wordyFirstName) === 0 && (token.classes & (Class.plainWord | Class.personSlot)) !== 0) return null
        return 'wordy'
      }
      return 'sure'
    }
    if (token.capital === 0 || (!mixedCase && token.capital !== 1) || token.text.length < 2) return null
    if ((token.classes & ~(Class.particle | Class.wordySurname | Class.stateCode)) !== 0 || clinical(token) || isCommon(bare(token))) return null
    if (token.capital === 2 && mixedCase && token.text.length <= 4) return null
    return 'unknown'
  }
  const hidden = (token: ReadToken): boolean => /[\u0370-\u052f]/.test(reading.original.slice(reading.startOf(token.start), reading.endOf(token.end)))
  const surnameScore = (index: number): number => {
    const token = tokens[index]
    if (token === undefined || token.kind === 'number' || token.kind === 'email' || token.kind === 'url' || (token.kind === 'mixed' && !token.disguised)) return -9
    const word = bare(token)
    if (word.length < 2 || /^x+$/.test(word) || shortStreets.has(word)) return -9
    if (token.written.includes("'") && !token.possessive && !/^[OoDdLl]'/.test(token.written)) return -9
    if (!mixedCase && word.length < (token.capital === 2 ? 2 : 4)) return -9
    if (mixedCase && token.capital === 0 && word.length < 4) return -9
    if ((token.classes & (Class.state | Class.weekday | Class.title | Class.credential)) !== 0 && (token.classes & (Class.firstName | Class.wordySurname)) === 0) return -9
    if ((token.classes & Class.wordySurname) !== 0) return token.capital > 0 || isSurname(word) ? 2 : -9
    if (clinical(token) && !(isSurname(word) && token.capital === 1 && !token.disguised)) return -9
    if ((token.classes & (Class.plainWord | Class.greeting | Class.organisation | Class.verbAfterName | Class.possessive | Class.month | Class.relation | Class.careNext | Class.staffSlot)) !== 0) {
      // "Tran", "Ng" and their like share letters with a class word at most by accident.
      return -9
    }
    if (isCommon(word) && (token.classes & Class.firstName) === 0) return -9
    if (word.endsWith('s') && token.capital > 0 && isSurname(word.slice(0, -1))) return 3
    if (isSurname(word) || (word.startsWith('o') && isSurname(word.slice(1)) && token.written.includes("'"))) return 3
    if ((token.classes & Class.firstName) !== 0) return (token.classes & Class.wordyFirstName) !== 0 && token.capital === 0 ? -9 : 2
    if (token.capital === 1 && mixedCase && !isCommon(word) && word.length >= 3 && givenOf(index - 1) === 'sure') return 2
    if (token.capital > 0 && mixedCase && !isCommon(word) && !(token.capital === 2 && token.text.length <= 4)) return 0
    return -9
  }
  const between = (index: number): boolean => {
    const token = tokens[index]
    return token !== undefined && (token.gap & ~nameGap) === 0 && token.gap !== 0
  }
  const dotted = (index: number): boolean => {
    const token = tokens[index]
    return token !== undefined && token.gap !== 0 && (token.gap & ~(nameGap | Gap.dot)) === 0
  }
  const isInitial = (index: number): boolean => {
    const token = tokens[index]
    return token !== undefined && token.kind === 'word' && token.written.length === 1 && (/[A-Z]/.test(token.written) || (!mixedCase && reading.folded[token.end] === '.'))
  }

  // Staff: "Dr. Amy Lindgren", "Brian O'Dell, RN", "This is Jessica Wu from ...", "ask for Stephanie Gould".
  const nameRun = (from: number): number => {
    let last = from - 1
    for (let index = from; index < tokens.length && index < from + 4; index++) {
      const token = tokens[index]!
      if (index > from && !dotted(index)) break
      if (isInitial(index)) {
        last = index
        continue
      }
      const nameLike = token.kind === 'word' && ((token.capital > 0 && (mixedCase || token.capital === 1) && (token.classes & (Class.verbAfterName | Class.plainWord)) === 0) || givenOf(index) === 'sure' || (index > from - 1 && surnameScore(index) >= 2 && (token.classes & Class.plainWord) === 0) || ((token.classes & Class.particle) !== 0 && index > from))
      if (!nameLike) break
      last = index
      if (token.possessive) break
    }
    return last
  }
  const markStaff = (from: number, to: number): void => {
    for (let index = from; index <= to; index++) taken[index] = 2
  }
  for (let index = 0; index < tokens.length; index++) {
    reading.steps.count++
    if (is(index, Class.staffTitle) && (tokens[index + 1]?.gap ?? 0) !== 0 && dotted(index + 1)) {
      const end = nameRun(index + 1)
      if (end > index) markStaff(index, end)
    }
    if (staffRoles.has(text(index)) && between(index + 1) && text(index + 1) !== 'for') {
      const end = nameRun(index + 1)
      if (end > index + 1) markStaff(index + 1, end)
    }
    if (staffRoles.has(text(index)) || text(index) === 'provider' || text(index) === 'team') {
      // "your hygienist will be Carla Dunn", "Provider: Ellen Park", "su enfermera es Carmen Vega"
      let from = index + 1
      while (from < index + 5 && ['is', 'will', 'be', 'today', 'tomorrow', 'es', 'sera', 'named', 'name', 'next', 'tonight', 'on', 'duty', 'now', 'and', 'for', 'today', 'are'].includes(text(from))) from++
      if (tokens[from] !== undefined && tokens[from]!.sentence === tokens[index]!.sentence && (from > index + 1 || (tokens[from]!.gap & (Gap.colon | Gap.comma)) !== 0) && text(from - 1) !== 'for') {
        const end = nameRun(from)
        if (end > from) {
          markStaff(from, end)
          if (text(end + 1) === 'and') markStaff(end + 2, nameRun(end + 2))
        }
      }
    }
    if (['pa', 'np', 'rn', 'ma', 'md'].includes(text(index)) && tokens[index]!.capital === 2 && mixedCase && tokens[index + 1]?.capital === 1 && between(index + 1)) markStaff(index, nameRun(index + 1))
    if (['saluda', 'meet', 'welcome', 'welcomed', 'introducing', 'congratulate'].includes(text(index)) && between(index + 1)) {
      const end = nameRun(index + 1)
      if (end > index + 1 && (text(index) !== 'welcome' || ['to', 'as', 'back'].includes(text(end + 1)))) markStaff(index + 1, end)
    }
    if (staffRoles.has(text(index)) && (text(index + 1) === 'is' || (tokens[index + 1] !== undefined && (tokens[index + 1]!.gap & (Gap.colon | Gap.comma)) !== 0)) && [text(index - 1), text(index - 2), text(index - 3)].some((word) => ['our', 'new', 'your', 'nuestra', 'nuestro', 'su'].includes(word))) {
      const from = text(index + 1) === 'is' ? index + 2 : index + 1
      const end = nameRun(from)
      if (end > from) markStaff(from, end)
    }
    if (text(index) === 'front' && text(index + 1) === 'desk' && tokens.length > index + 3 && [text(index + 2), text(index + 3)].some((word) => ['today', 'tomorrow', 'crew', 'team', 'staff', 'schedule', 'coverage'].includes(word))) {
      for (let at = index + 3; at < tokens.length && tokens[at]!.sentence === tokens[index]!.sentence; at++) if (tokens[at]!.capital > 0) markStaff(at, at)
    }
    if (is(index, Class.credential) && tokens[index]!.capital > 0 && index > 0 && (tokens[index]!.gap & Gap.comma) !== 0) {
      let from = index - 1
      while (from > 0 && index - from < 4 && dotted(from) && tokens[from - 1]!.capital > 0 && !is(from - 1, Class.greeting)) from--
      markStaff(from, index)
    }
    if (is(index, Class.credential) && tokens[index]!.capital === 2 && index > 1 && between(index) && ['md', 'rn', 'np', 'pa', 'dds', 'dmd', 'lcsw', 'lpn', 'phd', 'pharmd', 'dpt', 'cnm', 'fnp', 'crna'].includes(text(index)) && tokens[index - 1]!.capital > 0 && mixedCase) {
      let from = index - 1
      while (from > 0 && index - from < 4 && dotted(from) && tokens[from - 1]!.capital > 0 && !is(from - 1, Class.greeting)) from--
      markStaff(from, index)
    }
    const opening = index === 0 || tokens[index - 1]!.sentence !== tokens[index]!.sentence || is(index - 1, Class.greeting) || (tokens[index]!.gap & (Gap.comma | Gap.colon)) !== 0 || givenOf(index - 1) !== null
    const introduces = (text(index) === 'this' && text(index + 1) === 'is') || (text(index) === 'name' && text(index + 1) === 'is' && text(index - 1) === 'my') ? index + 2 : ['its', 'im'].includes(text(index)) || text(index) === 'soy' ? index + 1 : text(index) === 'habla' || (text(index) === 'it' && text(index + 1) === 'is') ? index + (text(index) === 'habla' ? 1 : 2) : -1
    if (introduces > 0 && (opening || text(index) === 'name' || text(index) === 'habla')) {
      const end = nameRun(introduces)
      const after = text(end + 1)
      if (end >= introduces && !tokens[end]!.possessive && (['from', 'with', 'at', 'calling', 'over', 'in', 'here', 'de', 'desde', 'your', 'the', 'on', 'returning', 'again', 'del', 'and', 'of'].includes(after) || tokens[end + 1] === undefined || (tokens[end + 1]!.gap & (Gap.comma | Gap.stop | Gap.dot | Gap.hyphen | Gap.open)) !== 0) && tokens.length > 0 && !(tokens[end + 1] !== undefined && (tokens[end + 1]!.gap & Gap.question) !== 0)) markStaff(introduces, end)
    }
    if ((text(index) === 'ask' && text(index + 1) === 'for') || (text(index) === 'speak' && ['to', 'with'].includes(text(index + 1)))) {
      const end = nameRun(index + 2)
      if (end > index + 1) markStaff(index + 2, end)
    }
    if (text(index) === 'pregunte' && text(index + 1) === 'por') markStaff(index + 2, nameRun(index + 2))
    if (['with', 'con', 'by', 'see'].includes(text(index)) && !['together', 'along', 'confirm', 'up', 'shared', 'share', 'lives', 'spoke', 'talked', 'connect'].includes(text(index - 1)) && !['help'].includes(text(index - 2))) {
      const end = nameRun(index + 1)
      if (end > index + 1 && !tokens[end]!.possessive) markStaff(index + 1, end)
    }
    if (['call', 'contact', 'email', 'text', 'see', 'find', 'page', 'ask', 'dial', 'from', 'fyi', 'cc'].includes(text(index))) {
      const end = nameRun(index + 1)
      if (end > index + 1) {
        for (let ahead = end + 1; ahead <= end + 6 && ahead < tokens.length; ahead++) if (departments.has(text(ahead)) && (['in', 'at', 'from', 'the', 'with', 'our', 'ext'].includes(text(ahead - 1)) || text(ahead) === 'ext') && text(index) !== 'ask' && tokens[ahead]!.sentence === tokens[index]!.sentence) markStaff(index + 1, end)
      }
    }
  }
  // "- Brian O'Dell" at the end, "Stephanie Gould from billing", "Jo Lee, office manager".
  for (let index = 0; index + 1 < tokens.length; index++) {
    if (taken[index] !== 0 || !(tokens[index]!.capital > 0)) continue
    const end = nameRun(index)
    if (end <= index) continue
    const after = text(end + 1)
    const signed = (tokens[index]!.gap & (Gap.hyphen | Gap.newline | Gap.other)) !== 0 && (tokens[index]!.gap & Gap.space) !== 0 && tokens.slice(end + 1).length <= 4 && tokens.slice(end + 1).every((token) => token.capital > 0 || ['of', 'the', 'at', 'and'].includes(token.text)) && tokens.slice(end + 1).length > 0
    const opensSigned = index === 0 && tokens[0]!.start > 0 && reading.folded[tokens[0]!.start - 2] === '-' && tokens[end + 1] !== undefined && (tokens[end + 1]!.gap & Gap.comma) !== 0
    const announced = ['starts', 'retires', 'joins', 'teaches', 'leads', 'hosts', 'presents', 'runs', 'covers', 'performs', 'sings', 'plays', 'speaks', 'cuts', 'wins', 'visits'].includes(after)
    const servesYou = ['will', 'can', 'would'].includes(after) && ['you', 'your'].some((word) => [text(end + 3), text(end + 4)].includes(word)) && !['text', 'reach'].includes(text(end + 2))
    const hereStaff = servesYou || (after === 'here' && (index === 0 || is(index - 1, Class.greeting) || tokens[index - 1]!.sentence !== tokens[index]!.sentence)) || (['takes', 'has'].includes(after) && ['your', 'headshots', 'openings', 'the'].includes(text(end + 2)) && index === 0) || (['front', 'office', 'clinic', 'practice'].includes(after) && (tokens[end + 1]!.gap & Gap.comma) !== 0)
    const scheduler = after === 'is' && ['your', 'the', 'our'].includes(text(end + 2)) && (staffRoles.has(text(end + 3)) || staffRoles.has(text(end + 4)) || staffRoles.has(text(end + 5)))
    const titled = tokens[end + 1] !== undefined && (tokens[end + 1]!.gap & Gap.comma) !== 0 && ['esq', 'mba', 'manager', 'director', 'ceo', 'patient', 'office', 'practice', 'care', 'clinic', 'program', 'front', 'chief', 'senior', 'lead', 'medical', 'nurse', 'community', 'outreach', 'billing'].includes(after) && tokens[end + 1]!.capital > 0
    const closing = announced || hereStaff || scheduler || titled || signed || opensSigned || end === tokens.length - 1 && index > 2 && ((tokens[index]!.gap & (Gap.hyphen | Gap.newline | Gap.other)) !== 0 || ((tokens[index]!.gap & Gap.comma) !== 0 && ['thanks', 'gracias', 'thx'].includes(text(index - 1))) || (end === tokens.length - 1 && index > 0 && (tokens[index]!.gap & Gap.comma) !== 0 && ['sincerely', 'regards', 'best', 'cheers', 'yours', 'warmly', 'respectfully', 'atentamente', 'signed', 'saludos'].includes(text(index - 1))))
    const department = ['from', 'in', 'at', 'with', 'of'].includes(after) && [text(end + 2), text(end + 3), text(end + 4)].some((word) => departments.has(word)) && !tokens[end]!.possessive
    const role = tokens[end + 1] !== undefined && ((tokens[end + 1]!.gap & (Gap.comma | Gap.open)) !== 0 || after === 'our' || after === 'the') && [after, text(end + 2), text(end + 3), text(end + 4)].some((word) => staffRoles.has(word) || word === 'our')
    const joins = ['joins', 'joined', 'accepting'].includes(after) || (after === 'is' && ['accepting', 'our', 'joining', 'out', 'covering', 'off'].includes(text(end + 2))) || (after === 'has' && text(end + 2) === 'joined')
    if (closing || department || role || joins) markStaff(index, end)
    index = end
  }

  const add = (first: number, last: number, severity: 'block' | 'warn', evidence: string[], variant?: string): void => {
    const end = tokens[last]!
    const stop = end.possessive ? end.end - 2 : end.end
    findings.push({ start: tokens[first]!.start, end: stop, type: 'NAME', severity, detector: 'names', evidence, ...(variant === undefined ? {} : { variant }) })
    for (let index = first; index <= last; index++) taken[index] = 3
  }

  // "our partner rep Guadalupe Henning", "our counsel, Priyanka Deshmukh", "Mayor Eric Vandenberg", "statue of Cesar Chavez"
  for (let index = 0; index < tokens.length; index++) {
    if (['our', 'nuestra', 'nuestro'].includes(text(index))) {
      for (let at = index + 1; at <= index + 4 && at < tokens.length && tokens[at]!.sentence === tokens[index]!.sentence; at++) {
        if (is(at, Class.relation) && !['contact'].includes(text(at))) break
        if (tokens[at]!.capital > 0 && at > index + 1) {
          const end = nameRun(at)
          if (end > at && !tokens[end]!.possessive) markStaff(at, end)
          break
        }
      }
    }
    if (publicNouns.has(text(index))) {
      const from = ['of', 'by', 'to', 'for'].includes(text(index + 1)) ? index + 2 : index + 1
      const end = nameRun(from)
      if (end > from) markStaff(from, end)
      let back = index
      while (back > 0 && index - back < 4 && between(back) && tokens[back - 1]!.capital > 0) back--
      if (back < index - 1) markStaff(back, index)
    }
  }

  // Vendors, candidates and colleagues are business; a patient is not called so.
  const trade = new Set('vendor rep reps sales supplier contractor plumber electrician caterer landscaper candidate interview hire hires employee employees staff crew intern board council donor sponsor demo booth invoice contract proposal lunch training newsletter colleague coworker teammate landlord realtor recruiter'.split(' '))
  for (let index = 0; index < tokens.length; index++) {
    if (!trade.has(text(index))) continue
    for (let at = Math.max(0, index - 10); at < Math.min(tokens.length, index + 10); at++) if (tokens[at]!.sentence === tokens[index]!.sentence && tokens[at]!.capital === 1 && mixedCase && taken[at] === 0 && !tokens.some((token) => ['patient', 'pt', 'your'].includes(token.text))) taken[at] = 2
  }

  // LAST, FIRST
  for (let index = 0; index + 1 < tokens.length; index++) {
    if (taken[index] !== 0 || taken[index + 1] !== 0) continue
    const family = tokens[index]!
    const next = tokens[index + 1]!
    if ((next.gap & Gap.comma) === 0 || (next.gap & ~(Gap.comma | Gap.space)) !== 0) continue
    const score = surnameScore(index)
    const given = givenOf(index + 1)
    if (isInitial(index + 1) && score === 3 && family.capital > 0 && !is(index, Class.firstName) && next.kind === 'word' && /[A-Z]/.test(next.written) && (tokens[index + 2] === undefined || (tokens[index + 2]!.gap & (Gap.dot | Gap.stop | Gap.comma | Gap.slash | Gap.hyphen)) !== 0) && !is(index - 1, Class.greeting)) {
      add(index, index + 1, 'block', ['a surname, a comma and an initial'], 'initial')
      continue
    }
    const initialFollows = isInitial(index + 2) && between(index + 2)
    const askedAfter = index > 0 && (is(index - 1, Class.personSlot) || (family.gap & Gap.colon) !== 0) && mixedCase
    if (given === null || (given === 'unknown' && !((initialFollows || is(index + 2, Class.verbAfterName)) && score >= 2 && next.capital === 1)) || score < (mixedCase && (askedAfter || initialFollows) && given === 'sure' ? 0 : 2)) continue
    if (!mixedCase && (given !== 'sure' || score < 3 || is(index, Class.firstName))) continue
    if (mixedCase && (family.capital === 0 || next.capital === 0)) continue
    const hyphenated = (family.gap & Gap.hyphen) !== 0 && (family.gap & Gap.space) === 0 && surnameScore(index - 1) >= 2
    const followedByInitial = isInitial(index + 2) && between(index + 2)
    const shouted = family.capital === 2
    if (is(index, Class.firstName) && !shouted && !followedByInitial) continue
    if (score < 3 && !shouted && !followedByInitial && !askedAfter) continue
    if (given === 'wordy' && !shouted && !followedByInitial && mixedCase && next.capital === 0) continue
    if (is(index - 1, Class.greeting) && !followedByInitial && !shouted) continue
    if (text(index + 2) === 'and' && givenOf(index + 3) !== null) continue
    if (is(index + 1, Class.stateCode) && next.capital === 2 && next.text.length === 2) continue
    add(hyphenated ? index - 1 : index, followedByInitial ? index + 2 : index + 1, 'block', ['a surname, a comma and a first name'], 'reversed')
  }

  for (let index = 0; index < tokens.length; index++) {
    reading.steps.count++
    if (taken[index] !== 0) continue
    const token = tokens[index]!
    const slot = index === 0 || is(index - 1, Class.greeting | Class.personSlot | Class.relation | Class.title) || tokens[index - 1]!.sentence !== token.sentence || (token.gap & (Gap.comma | Gap.colon | Gap.slash | Gap.hyphen | Gap.open)) !== 0
    const strongSlot = index > 0 && (strongSlots.has(text(index - 1)) || is(index - 1, Class.relation | Class.title) || is(index - 1, Class.greeting))

    // Title and surname alone.
    if (is(index, Class.title) && tokens[index + 1] !== undefined && dotted(index + 1) && taken[index + 1] === 0) {
      const next = tokens[index + 1]!
      const nextIsName = next.kind === 'word' && !is(index + 1, Class.plainWord) && (mixedCase ? next.capital > 0 && token.capital > 0 : surnameScore(index + 1) >= 2 || givenOf(index + 1) === 'sure')
      const isMs = token.text === 'ms' && !mixedCase && surnameScore(index + 1) < 3
      if (nextIsName && !isMs && next.text.length > 1) {
        const family = index + 2
        const hyphen = tokens[family] !== undefined && (tokens[family]!.gap & Gap.hyphen) !== 0 && tokens[family]!.gap === Gap.hyphen
        const full = tokens[family] !== undefined && (between(family) || (isInitial(family) && between(family))) && !hyphen && (givenOf(index + 1) !== null || next.capital > 0) && (isInitial(family) ? surnameScore(family + 1) >= 0 : surnameScore(family) >= (mixedCase ? 0 : 2) && (!mixedCase || tokens[family]!.capital > 0)) && !is(family, Class.organisation | Class.street)
        if (!full) {
          let last = hyphen ? family : index + 1
          if (is(index + 1, Class.particle)) while (last < index + 4 && tokens[last + 1] !== undefined && between(last + 1) && tokens[last + 1]!.capital > 0) last++
          if (!is(last + 1, Class.organisation | Class.street) || tokens[last + 1]!.capital === 0) add(index, last, 'warn', ['a title and a surname'], 'title')
          continue
        }
      }
    }

    // Initial(s) and surname.
    if (isInitial(index) && tokens[index + 1] !== undefined && dotted(index + 1)) {
      let family = index + 1
      while (family < index + 3 && isInitial(family) && dotted(family + 1)) family++
      const dots = (tokens[index + 1]!.gap & Gap.dot) !== 0
      const score = surnameScore(family)
      const family_ = tokens[family]
      const suffixed = is(family + 1, Class.street | Class.organisation) && tokens[family + 1]!.capital > 0
      if (family_ !== undefined && score >= 0 && (mixedCase ? family_.capital > 0 : score >= 3) && taken[family] === 0 && !suffixed && tokens[index]!.kind === 'word') {
        const points = score + (is(family + 1, Class.verbAfterName) ? 1 : 0) + (index === 0 ? 1 : 0) + (tokens[family]!.possessive ? 1 : 0) + (dots ? (family > index + 1 ? 3 : 2) : 0) + (strongSlot ? 2 : slot ? 1 : 0)
        const everyday = !dots && (['a', 'i', 'o', 'e', 'y', 'u', 'r', 'n', 'b', 'c'].includes(token.text) || !mixedCase)
        const numbered = index > 0 && (tokens[index - 1]!.kind === 'number' || ['vitamin', 'plan', 'hepatitis', 'hep', 'gate', 'group', 'section', 'door', 'building', 'part', 'type', 'unit', 'option', 'suite', 'room', 'apt', 'bldg', 'lot', 'wing', 'table', 'line', 'exit', 'seat'].includes(text(index - 1)))
        if (points >= 4 && !everyday && !numbered) {
          while (tokens[family + 1] !== undefined && (tokens[family + 1]!.gap & Gap.hyphen) !== 0 && tokens[family + 1]!.gap === Gap.hyphen && surnameScore(family + 1) >= 0) family++
          add(index, family, 'block', ['initial and surname'], 'initial')
          index = family
          continue
        }
      }
    }

    const given = givenOf(index)
    if (given === null) continue
    if (token.possessive) continue
    if (mixedCase && token.capital === 0 && given !== 'sure') continue
    // Walk over middle names, initials and particles to the surname.
    let last = -1
    let best = -9
    for (let at = index + 1; at <= index + 5 && at < tokens.length; at++) {
      const part = tokens[at]!
      if (!dotted(at) || taken[at] !== 0) break
      if ((part.gap & Gap.dot) !== 0 && tokens[at - 1]!.text.length > 2) break
      if (mixedCase && part.capital === 0 && !is(at, Class.particle) && token.capital > 0) {
        // "Keisha monroe" with one capital is still a name when both are known; anything else in lower case ends it.
        if (!(at === index + 1 && given === 'sure' && surnameScore(at) === 3 && (part.classes & Class.plainWord) === 0)) break
      }
      if (isInitial(at)) {
        continue
      }
      const score = part.gap === Gap.hyphen && last < 0 ? -1 : surnameScore(at)
      if (part.gap === Gap.hyphen && last < 0 && part.kind === 'word' && at === index + 1) continue
      if (score >= 0) {
        best = Math.max(best, score)
        last = at
        if (part.possessive) break
        continue
      }
      if (score < 0 && tokens[at + 1]?.gap === Gap.hyphen && tokens[at + 1]!.kind === 'word' && part.capital > 0 && surnameScore(at + 1) >= 2) continue
      if (is(at, Class.firstName | Class.wordyFirstName) && part.capital > 0 && at === index + 1 && (part.classes & Class.plainWord) === 0 && surnameScore(at + 1) >= 2 && between(at + 1)) continue
      if (is(at, Class.particle) && at + 1 < tokens.length && !(['y', 'e'].includes(part.text) && (last < 0 || is(at + 1, Class.firstName)))) continue
      break
    }
    if (last < 0 && !mixedCase && given === 'sure' && strongSlot && tokens[index + 1] !== undefined && between(index + 1) && tokens[index + 1]!.kind === 'word' && tokens[index + 1]!.text.length >= 4 && tokens[index + 1]!.classes === 0 && !isCommon(tokens[index + 1]!.text) && !clinical(tokens[index + 1]!) && (tokens[index + 2] === undefined || tokens[index + 2]!.classes !== 0)) {
      add(index, index + 1, 'block', ['a known first name and a word no dictionary has', 'where a person is named'])
      index++
      continue
    }
    if (last < 0) continue
    // A hyphen inside either name; a suffix after it.
    const next = tokens[last + 1]
    if (next !== undefined && next.capital > 0 && mixedCase && between(last + 1) && is(last + 1, Class.organisation | Class.street | Class.state) && !tokens[last]!.possessive) continue
    if (next !== undefined && !mixedCase && is(last + 1, Class.street | Class.organisation) && between(last + 1) && !['desk', 'home', 'house', 'team', 'run', 'walk', 'visit'].includes(next.text) && !tokens[last]!.possessive) continue
    if (next !== undefined && (next.gap & Gap.comma) !== 0 && is(last + 1, Class.stateCode) && next.capital === 2 && next.text.length === 2) continue
    if (tokens[index - 1]?.kind === 'number' && is(last + 1, Class.street)) continue
    const pair = `${bare(token)} ${bare(tokens[index + 1]!)}`
    if (publicPeople.has(pair) || publicPeople.has(`${bare(token)} ${bare(tokens[last]!)}`)) continue
    let points = given === 'sure' ? 3 : given === 'wordy' ? 1 : 0
    points += best
    const evidence = [given === 'sure' ? 'a known first name' : given === 'wordy' ? 'a first name that is also a word' : 'a capitalised word', best === 3 ? 'a known surname' : best === 2 ? 'a surname that is also a word or first name' : 'another capitalised word']
    if (mixedCase && token.capital > 0 && tokens[last]!.capital > 0) points += 1
    if (strongSlot) points += 2
    else if (slot) points += 1
    if (strongSlot || slot) evidence.push('where a person is named')
    if (tokens[last]!.possessive) points += 1
    if (hidden(token) || hidden(tokens[last]!)) {
      points += 3
      evidence.push('letters of another script')
    }
    if (is(last + 1, Class.verbAfterName)) points += 1
    // Two capitalised words that no dictionary has are most often a name, unless they follow "at", "in" or "the".
    if (mixedCase && given === 'unknown' && best === 3 && index > 0 && tokens[index - 1]!.sentence === token.sentence && !['at', 'in', 'near', 'from', 'the', 'our', 'a', 'an', 'via', 'use'].includes(text(index - 1)) && token.capital === 1) points += 1
    if (mixedCase && given === 'unknown' && best === 0 && last === index + 1 && token.text.length >= 3 && tokens[last]!.text.length >= 3 && !['at', 'in', 'near', 'from', 'the', 'our', 'a', 'an', 'via', 'use', 'app'].includes(text(index - 1)) && token.capital === 1 && tokens[last]!.capital === 1) {
      points += 2
      evidence.push('no ordinary words')
    }
    if (strongSlot && mixedCase && given === 'unknown' && best === 0) {
      const closed = next === undefined || (next.gap & (Gap.comma | Gap.stop | Gap.dot | Gap.hyphen | Gap.exclamation)) !== 0
      const afterPerson = is(index - 1, Class.relation | Class.title | Class.greeting) || ['patient', 'pt', 'named', 'client', 'member', 'guardian', 'paciente'].includes(text(index - 1))
      if (text(index - 1) === 'is' && ['there', 'available', 'home', 'ur', 'your', 'you', 'still', 'ok', 'coming', 'with'].includes(text(last + 1))) points += 2
      else if (last === index + 1 && (afterPerson || closed || is(last + 1, Class.verbAfterName) || tokens[last]!.possessive)) points += 2
    }
    if (['in', 'at', 'near', 'downtown'].includes(text(index - 1)) && given !== 'sure') points -= 3
    const threshold = mixedCase ? 5 : 6
    if (points < threshold) continue
    if (!mixedCase && (best < 2 || (token.capital === 0 && !strongSlot && token.text.length + tokens[last]!.text.length < 10))) continue
    if (given === 'wordy' && best === 2 && !strongSlot && !tokens[last]!.possessive && !is(last + 1, Class.verbAfterName)) continue
    if (token.text === tokens[last]!.text || token.written.includes("'") || last - index > 4) continue
    if (given === 'unknown' && last - index >= 3 && !is(index + 1, Class.particle) && !is(index + 2, Class.particle)) continue
    if (given === 'unknown' && best === 2 && !strongSlot) continue
    if (mixedCase && (token.capital === 0) !== (tokens[last]!.capital === 0) && !strongSlot) continue
    if (mixedCase && token.capital === 0 && best < 3) continue
    let first = index
    if (index > 0 && is(index - 1, Class.title) && taken[index - 1] === 0) first = index - 1
    if (['jr', 'sr', 'ii', 'iii'].includes(text(last + 1)) && dotted(last + 1)) last++
    add(first, last, 'block', evidence)
    index = last
  }
  return findings
}
