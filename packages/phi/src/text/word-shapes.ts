/**
 * Shapes of words, so that the coded lists need not hold what a rule can tell: endings of surnames, and the
 * plain form of inflected ordinary words.
 */
const surnameEndings = new Set(
  'man son sen sky ska vitch ovic evic ton elli ello ella illo illa etti etto otti ucci acci ano ini ino ona oni ian yan eau eaux ault land wood worth ville thal baum quist kvist lund strom strand gren enko shyn oulos idis escu eanu sch dorf hart hardt kamp stra sma inga moto mura naka guchi yama shita gawa wala pudi murthy nathan swamy adze shvili abad zadeh pour uyen ette ert ich ach kins ings ham er ey ck ll ki tz cz ff nn tt gh rg ld ez iz sz rd ke hl ein uk ov'.split(
    ' ',
  ),
);

/** Whether a word that is no ordinary one ends like a surname. */
export function endsLikeSurname(word: string): boolean {
  if (word.length < 4) return false;
  for (let length = 2; length <= 6 && length < word.length - 1; length++)
    if (surnameEndings.has(word.slice(-length))) return true;
  return /^(?:mc|mac|fitz|o[bcdghklmnrs](?:on|ea|ri|al|ei|ha))[a-z]{3,}$/.test(word);
}

/** Surnames formed like words. */
const surnamesLikeWords =
  /^mc|[qk][uv]ist$|ch?rest$|(?:forr?|pri)est$|^(?:benally|constable|clement|cassity|garrity|guinness|harkness|harless|keating|lachance|purviance|rosenquist|torrence|venable|benedict|charest|demarest|forehand|outland|segrest|shumate|unsworth|newsome|winship|blankenship|blankinship)$/;
const wordEndings =
  /.{3}(?:tion|sion|ness|ment|able|ible|less|ism|ist|ology|graphy|ance|ence|ous|ive|ize|ify|ical|ally|ity|ful|ation|ating|ually|est|[^g]ate|[ei]gate|tic|ct|ial|ably|kier|pier|ator|onal|ular|ium|ient|ibly|dent|ound|tory|board|work|itude|fier|time|light|mic|acy|eral|tary|nth|orm|ship|hood|like|some|proof|book|room|fish|ball|ncy|ture|ual|ector|ician|down|smen|lent|nary|nent|ental|onic|tile)$/;
const wordBeginnings = /^(?:ex|out|trans|unc|uns|una|uni|inte|fore|imp)/;

/** Whether a word of seven letters or more is formed like an ordinary English one. */
export const endsLikeWord = (word: string): boolean =>
  word.length >= 7 && (wordEndings.test(word) || wordBeginnings.test(word)) && !surnamesLikeWords.test(word);

const prefixed = /^(?:un|re|dis|mis|non|pre|sub|down)(?=.{4})/;

/** The forms a word may be an inflection of, itself first. */
export function plainForms(word: string): string[] {
  const forms = [word];
  const { length } = word;
  if (word.endsWith('s') && length > 3) {
    forms.push(word.slice(0, -1));
    if (word.endsWith('es')) forms.push(word.slice(0, -2));
    if (word.endsWith('ies')) forms.push(`${word.slice(0, -3)}y`);
  } else if (word.endsWith('ed') && length > 4) {
    forms.push(word.slice(0, -2), word.slice(0, -1));
    if (word.endsWith('ied')) forms.push(`${word.slice(0, -3)}y`);
    if (word[length - 3] === word[length - 4]) forms.push(word.slice(0, -3));
  } else if (word.endsWith('ing') && length > 5) {
    forms.push(word.slice(0, -3), `${word.slice(0, -3)}e`);
    if (word[length - 4] === word[length - 5]) forms.push(word.slice(0, -4));
  } else if (word.endsWith('ly') && length > 4) {
    forms.push(word.slice(0, -2));
    if (word.endsWith('ily')) forms.push(`${word.slice(0, -3)}y`);
  } else if (word.endsWith('in') && length > 5)
    forms.push(`${word}g`, word.slice(0, -2), `${word.slice(0, -2)}e`);
  // "unpack", "misplace"; the rest has four letters or more.
  if (length > 6 && prefixed.test(word))
    for (const form of [...forms]) forms.push(form.replace(prefixed, ''));
  return forms;
}
