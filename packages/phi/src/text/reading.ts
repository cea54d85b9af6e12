import { listed } from './listed.ts';
import { Class } from '../lexicon/classes.ts';
import {
  drugKey,
  kindBits,
  kindsOf,
  newWord,
  soundKey,
  type Entry,
  type Lexicon,
  type TrieNode,
  type Unknown,
  type Word,
} from '../lexicon/compile.ts';
import { isDrugByEnding } from '../lexicon/drug-endings.ts';
import { foldText } from './fold.ts';
import { know, type Knowledge } from './knowledge.ts';
import { nearMiss } from './near-miss.ts';
import { hashOf, inLexicon, isPhrase, isStrong } from './spelling.ts';
import { Gap, tokenize, type Token } from './tokens.ts';

export { know } from './knowledge.ts';
export type ReadToken = Token;

/** A listed phrase found in the text; `first` and `last` are token indexes. */
export type Match = { entry: Entry; first: number; last: number };

/** A text as the detectors see it. */
export type Reading = {
  original: string;
  folded: string;
  tokens: ReadToken[];
  /** The classes and the word groups of all tokens. */
  classes: number;
  groups: number;
  matches: Match[];
  /** Matches of kind `context`, by name. */
  contexts: Map<string, Match[]>;
  /** True when the writer uses capitals as English does, so that a capital means something. */
  mixedCase: boolean;
  /** True when some word is in lower case, so that a word all in capitals stands out. */
  hasLower: boolean;
  startOf: (foldedOffset: number) => number;
  endOf: (foldedOffset: number) => number;
  /** Counts elementary steps; grows in proportion to the text. */
  steps: { count: number };
};

const leet: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '2': 'z',
  '6': 'g',
};

const decodeLeet = (text: string, one: 'i' | 'l'): string => {
  let decoded = '';
  for (const character of text) decoded += character === '1' ? one : (leet[character] ?? character);
  return decoded;
};

const isSpelled = (token: Token): boolean =>
  token.text.length === 1 && (token.kind === 'word' || token.kind === 'number');

/** Cuts letters that were written apart, word boundaries lost, into known words: the cut whose words are longest. */
const segment = (
  letters: string,
  lexicon: Lexicon,
  isCommon: (word: string) => boolean,
  steps: { count: number },
): [number, number][] => {
  const best = new Float64Array(letters.length + 1);
  const from = new Int32Array(letters.length + 1);
  for (let end = 1; end <= letters.length; end++) {
    best[end] = best[end - 1]!;
    from[end] = end - 1;
    for (let length = 2; length <= 18 && length <= end; length++) {
      steps.count++;
      const word = letters.slice(end - length, end);
      if (!lexicon.words.has(word) && !(length >= 4 && isCommon(word))) continue;
      const score = best[end - length]! + length * length;
      if (score > best[end]!) {
        best[end] = score;
        from[end] = end - length;
      }
    }
  }
  const parts: [number, number][] = [];
  for (let end = letters.length; end > 0; end = from[end]!) {
    const start = from[end]!;
    const next = parts.at(-1);
    // Letters that belong to no word stay together.
    if (end - start === 1 && next !== undefined && next[0] === end && best[next[1]] === best[next[0]])
      next[0] = start;
    else parts.push([start, end]);
  }
  return parts.reverse();
};

/** Joins letters written apart ("H.I.V.", "s s n", "d i a b e t e s") into words. */
const joinSpelled = (
  tokens: Token[],
  { lexicon, spellings, isCommon, isSurname }: Knowledge,
  steps: { count: number },
): Token[] => {
  let singles = 0;
  for (let index = 0; index < tokens.length && singles < 3; index++)
    singles = isSpelled(tokens[index]!) ? singles + 1 : 0;
  if (singles < 3) return tokens;
  let runs = 0;
  for (let index = 2; index < tokens.length; index++)
    if (
      isSpelled(tokens[index]!) &&
      isSpelled(tokens[index - 1]!) &&
      isSpelled(tokens[index - 2]!) &&
      tokens[index]!.kind === 'word' &&
      tokens[index]!.gap === tokens[index - 1]!.gap
    )
      runs++;
  // Once words are written apart, two letters apart are a word as well ("s h o r t n e s s   o f").
  const shortest = runs > 0 ? 2 : 3;
  const result: Token[] = [];
  const separators = Gap.space | Gap.newline | Gap.dot | Gap.hyphen | Gap.other | Gap.slash;
  for (let index = 0; index < tokens.length;) {
    const first = tokens[index]!;
    let end = index + 1;
    let letters = first.kind === 'word' ? 1 : 0;
    if (isSpelled(first)) {
      const gap = tokens[index + 1]?.gap ?? 0;
      while (end < tokens.length) {
        const next = tokens[end]!;
        if (!isSpelled(next) || next.gap !== gap || (gap & ~separators) !== 0 || gap === 0) break;
        if (next.kind === 'word') letters++;
        end++;
      }
    }
    const length = end - index;
    let headDigits = 0;
    let tailDigits = 0;
    while (index + headDigits < end && tokens[index + headDigits]!.kind === 'number') headDigits++;
    while (end - tailDigits > index + headDigits && tokens[end - 1 - tailDigits]!.kind === 'number')
      tailDigits++;
    const core = length - headDigits - tailDigits;
    if (core >= shortest && letters >= 2 && letters * 2 > core) {
      const run = tokens.slice(index, end);
      // Trailing or leading digits of a spelled label belong to its value ("D O B 0 3 1 4 6 2").
      let from = 0;
      let to = run.length;
      while (to > 0 && run[to - 1]!.kind === 'number') to--;
      while (from < to && run[from]!.kind === 'number') from++;
      for (let lead = 0; lead < from; lead++) result.push(run[lead]!);
      const text = run
        .slice(from, to)
        .map((token) => token.text)
        .join('');
      // "A 1 C" is a word as it stands.
      const decoded = /[0-9]/.test(text) && !lexicon.words.has(text) ? decodeLeet(text, 'i') : text;
      const known =
        lexicon.words.has(decoded) || isSurname(decoded) || nearMiss(decoded, lexicon.nearMisses) !== null;
      const parts: [number, number][] =
        known || to - from < 7 ? [[0, to - from]] : segment(decoded, lexicon, isCommon, steps);
      for (const [partStart, partEnd] of parts) {
        const head = run[from + partStart]!;
        const tail = run[from + partEnd - 1]!;
        const written = run
          .slice(from + partStart, from + partEnd)
          .map((token) => token.written)
          .join('');
        const spelling = spellings.of(decoded.slice(partStart, partEnd));
        result.push({
          ...head,
          kind: 'word',
          start: head.start,
          end: tail.end,
          written,
          text: spelling.text,
          stem: spelling.text,
          spelling,
          word: inLexicon(spelling),
          classes: spelling.classes,
          groups: spelling.groups,
          disguised: true,
          possessive: false,
          gap: partStart === 0 ? head.gap : Gap.space,
          capital:
            partEnd - partStart < 2
              ? head.capital
              : head.capital > 0 && tail.capital > 0 && written === written.toUpperCase()
                ? 2
                : head.written !== head.text
                  ? 1
                  : 0,
        });
      }
      for (let rest = to; rest < run.length; rest++) result.push(run[rest]!);
      index = end;
    } else {
      for (let each = index; each < end; each++) result.push(tokens[each]!);
      index = end;
    }
  }
  return result;
};

const unitNumber =
  /^\d+(?:st|nd|rd|th|am|pm|a|p|mg|ml|mcg|x|k|m|h|hr|hrs|min|mins|lb|lbs|oz|in|ft|yo|y|d|wk|wks|s|g|cc|units|u|f|c|mi|km|kg|cm|mm|st|pt)$/;

/** Short words that are worth hiding; other short mixtures of letters and digits are codes, gates or seats. */
const shortDisguises = listed('shortDisguises');

const clinicalWord = (text: string, entries: Entry[]): Word =>
  newWord(text, 0, -1, { branch: 0, any: null, entries, kinds: kindsOf(entries) });

/** "chestpain", "yourmetforminrefill": a listed phrase without its blank, or a long clinical word inside a longer run. */
const runTogether = (text: string): Word | null => {
  const { lexicon } = know();
  for (let cut = 3; cut <= text.length - 3; cut++) {
    const first = lexicon.words.get(text.slice(0, cut));
    if (first === undefined || first.node === null) continue;
    const node = lexicon.branches.after(first.node.branch, lexicon.words.get(text.slice(cut))?.id);
    const entries = node?.entries.filter(
      (entry) => entry.kind === 'strong' || entry.kind === 'sensitiveSpecialty',
    );
    if (entries !== undefined && entries.length > 0) return clinicalWord(text, entries);
  }
  if (text.length < 11) return null;
  for (let start = 0; start + 7 <= text.length; start++) {
    for (let length = Math.min(18, text.length - start); length >= 7; length--) {
      const entries = lexicon.words
        .get(text.slice(start, start + length))
        ?.node?.entries.filter((entry) => entry.kind === 'strong' && entry.type !== 'SYMPTOM');
      if (
        entries !== undefined &&
        entries.length > 0 &&
        (start === 0 || start + length === text.length || length >= 9) &&
        (start === 0 || lexicon.words.has(text.slice(0, start)) || length >= 9)
      )
        return clinicalWord(text, entries);
    }
  }
  return null;
};

const resolveUnknown = (text: string): Unknown => {
  const { lexicon, isCommon, isGuarded, notDrugs } = know();
  const result: Unknown = { drug: false, ending: false, correct: null, joined: null, singular: null };
  const singular = text.endsWith('s') ? lexicon.words.get(text.slice(0, -1)) : undefined;
  if (singular !== undefined && (singular.classes & (Class.relation | Class.month)) !== 0) {
    result.singular = singular;
    return result;
  }
  if (text.length >= 6 && lexicon.drugKeys.has(drugKey(text))) result.drug = true;
  else if (text.length >= 7 && isDrugByEnding(text, notDrugs) && !isCommon(text)) {
    result.drug = true;
    result.ending = true;
  } else if (!isGuarded(text)) {
    const squeezed = text.replace(/(.)\1+/g, '$1');
    if (text.length >= 6) {
      const sound = soundKey(text);
      const near =
        text.length >= 8 && sound.length >= 7 && !isCommon(text) ? nearMiss(sound, lexicon.nearSounds) : null;
      result.correct =
        nearMiss(text, lexicon.nearMisses) ??
        (text.length >= 7 && (text.length >= 12 || !isCommon(text))
          ? (lexicon.soundKeys.get(sound) ?? (near === null ? null : (lexicon.soundKeys.get(near) ?? null)))
          : null);
      // "diiiabetes", "asthmaaa"
      if (result.correct === null && /(.)\1\1/.test(text)) {
        for (const candidate of [squeezed, text.replace(/(.)\1+/g, '$1$1')])
          if (
            candidate.length >= 5 &&
            lexicon.words.get(candidate)?.node?.entries.some((entry) => entry.kind === 'strong')
          )
            result.correct = candidate;
      }
    }
    // "levothyrox", "hydrochlor": a long word begun.
    if (result.correct === null && text.length >= 6 && !isCommon(text)) {
      const whole = lexicon.beginnings
        .get(text.slice(0, 6))
        ?.find((candidate) => candidate.length >= text.length + 2 && candidate.startsWith(text));
      if (whole !== undefined && (text.length >= 7 || whole.length >= 10)) result.correct = whole;
    }
    if (result.correct === null && text.length >= 8 && !isCommon(text)) result.joined = runTogether(text);
    // "mtfrmn", "dbts"
    if (result.correct === null && !/[aeiou]/.test(text))
      result.correct = lexicon.skeletons.get(text) ?? null;
  }
  return result;
};

const vowelsAndL = ['', 'a', 'e', 'i', 'o', 'u', 'y', 'l', 't'] as const;

const isLinked = (token: Token): boolean => token.kind === 'email' || token.kind === 'url';

/** The clinical word that begins at a token and was cut by signs, and how many tokens it takes; or null. */
const signedWord = (
  tokens: readonly Token[],
  index: number,
  { lexicon, spellings }: Knowledge,
  steps: { count: number },
): { word: string; length: number } | null => {
  const head = tokens[index]!;
  if (!spellings.mayStartStrong(head.text.charCodeAt(0))) return null;
  const tail = tokens[index + 1]!;
  if (lexicon.branches.after(head.spelling?.branch, tail.spelling?.id) !== undefined) return null;
  let hash = head.spelling?.hash ?? hashOf(head.text);
  // Two pieces, the sign standing for nothing or for a letter.
  if (!isStrong(head.spelling) && !isStrong(tail.spelling)) {
    // "h!v": too short for the words below.
    if (head.text === 'h' && tail.text === 'v') return { word: 'hiv', length: 2 };
    for (const letter of vowelsAndL) {
      if (head.text.length + letter.length + tail.text.length < (letter === '' ? 6 : 5)) continue;
      if (!spellings.mayBeStrong(hashOf(tail.text, hashOf(letter, hash)))) continue;
      const word = head.text + letter + tail.text;
      if (isStrong(lexicon.words.get(word))) return { word, length: 2 };
    }
  }
  // Up to five pieces, the signs standing for nothing.
  let pieces = head.text + tail.text;
  hash = hashOf(tail.text, hash);
  for (let last = index + 2; last < tokens.length && last < index + 12 && pieces.length <= 24; last++) {
    const piece = tokens[last]!;
    if (piece.start - tokens[last - 1]!.end !== 1 || isLinked(piece)) return null;
    steps.count++;
    pieces += piece.text;
    hash = hashOf(piece.text, hash);
    if (pieces.length >= 5 && spellings.mayBeStrong(hash) && isStrong(lexicon.words.get(pieces)))
      return { word: pieces, length: last - index + 1 };
  }
  return null;
};

/** The clinical word that a blank cut in two, or null. */
const partedWord = (head: Token, tail: Token, { lexicon, spellings, isListed }: Knowledge): string | null => {
  if (head.kind !== 'word' || tail.kind !== 'word' || head.possessive) return null;
  if (head.word !== null && tail.word !== null) return null;
  if ((((head.word?.classes ?? 0) | (tail.word?.classes ?? 0)) & Class.plainWord) !== 0) return null;
  if (head.text.length < 2 || tail.text.length < 2 || head.text.length + tail.text.length < 7) return null;
  if (!spellings.mayBeStrong(hashOf(tail.text, head.spelling!.hash))) return null;
  const word = head.text + tail.text;
  return isStrong(lexicon.words.get(word)) &&
    !isStrong(head.word) &&
    !isStrong(tail.word) &&
    !(isListed(head.spelling!) && isListed(tail.spelling!)) &&
    lexicon.branches.after(head.spelling!.branch, tail.spelling?.id) === undefined
    ? word
    : null;
};

/** Puts together a clinical word that was cut by a sign or a blank: "d!abetes", "m*tformin", "met-formin", "met formin". */
const rejoin = (tokens: Token[], known: Knowledge, text: string, steps: { count: number }): Token[] => {
  let result: Token[] | null = null;
  for (let index = 0; index + 1 < tokens.length; index++) {
    const head = tokens[index]!;
    const tail = tokens[index + 1]!;
    const { gap } = tail;
    let word: string | null = null;
    let length = 2;
    if (isLinked(head) || isLinked(tail)) {
      // An address or a link is no part of a word.
    } else if ((gap & ~(Gap.space | Gap.wide)) === 0) {
      if ((gap & Gap.space) !== 0 && tail.start - head.end <= 2) word = partedWord(head, tail, known);
    } else if (
      tail.start - head.end === 1 &&
      (gap & (Gap.other | Gap.exclamation | Gap.hyphen | Gap.dot | Gap.slash | Gap.quote)) !== 0
    ) {
      const found = signedWord(tokens, index, known, steps);
      if (found !== null) ({ word, length } = found);
    }
    if (word !== null) {
      result ??= tokens.slice(0, index);
      const last = tokens[index + length - 1]!;
      const spelling = known.spellings.of(word);
      result.push({
        ...head,
        kind: 'word',
        word: inLexicon(spelling),
        end: last.end,
        written: text.slice(head.start, last.end),
        text: spelling.text,
        stem: spelling.text,
        spelling,
        classes: spelling.classes,
        groups: spelling.groups,
        possessive: last.possessive,
        disguised: true,
      });
      index += length - 1;
    } else result?.push(head);
    if (result !== null && index + 2 === tokens.length) result.push(tokens[index + 1]!);
  }
  return result ?? tokens;
};

const isLeetWord = (text: string, lexicon: Lexicon): boolean =>
  text.length >= 4 &&
  text.length <= 40 &&
  !unitNumber.test(text) &&
  (lexicon.words.has(decodeLeet(text, 'i')) || lexicon.words.has(decodeLeet(text, 'l')));

/** "o3/o4/1961": letters that stand for digits among digits. */
const readAsNumber = (token: Token, next: Token | undefined, { spellings }: Knowledge): void => {
  if (
    token.text.length > 4 ||
    ((token.gap | (next?.gap ?? 0)) & (Gap.slash | Gap.hyphen | Gap.dot)) === 0 ||
    (next?.kind === 'word' && (token.gap & (Gap.slash | Gap.hyphen)) === 0) ||
    !/^[0-9o][0-9oilszb]*$/.test(token.text) ||
    // "O09.92" is a code.
    (token.text.charCodeAt(0) === 111 && token.text.length === 3)
  )
    return;
  token.kind = 'number';
  token.text = token.text
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1')
    .replaceAll('s', '5')
    .replaceAll('z', '2')
    .replaceAll('b', '8');
  token.spelling = spellings.find(token.text) ?? null;
  token.groups = token.spelling?.groups ?? 0;
};

/** Reads "m3tf0rm1n" and "a$thma" as the words they stand for. */
const readLeet = (token: Token, leetWords: boolean, known: Knowledge): void => {
  const { lexicon, isSurname, isGuarded } = known;
  const { text } = token;
  if (text.length < 2 || text.length > 40 || (unitNumber.test(text) && !(leetWords && text.startsWith('0'))))
    return;
  const letters = text.replace(/[^a-z]/g, '').length;
  for (const one of ['i', 'l'] as const) {
    const decoded = decodeLeet(text, one);
    const word = lexicon.words.get(decoded);
    if (
      word !== undefined &&
      letters >= 1 &&
      (decoded.length >= 4 || leetWords || shortDisguises.has(decoded))
    ) {
      token.word = word;
      respell(token, decoded, known);
      return;
    }
  }
  if (!/^[a-z]/.test(text) && !(leetWords && letters >= 2) && !/^[0-9][a-z]+[0-9a-z]*[a-z]/.test(text))
    return;
  for (const one of ['i', 'l'] as const) {
    const decoded = decodeLeet(text, one);
    if (decoded.length < 5 || !/^[a-z]+$/.test(decoded)) continue;
    const digits = text.replace(/[^0-9]/g, '').length;
    if (digits * 2 > decoded.length + 1) continue;
    const correct = isGuarded(decoded) || !/^[a-z]/.test(text) ? null : nearMiss(decoded, lexicon.nearMisses);
    const drug = lexicon.drugKeys.has(drugKey(decoded));
    if ((isSurname(decoded) && decoded.length <= 11) || correct !== null || drug) {
      respell(token, correct ?? decoded, known);
      token.word = lexicon.words.get(token.text) ?? null;
      token.drug = token.word === null && drug;
      return;
    }
  }
};

const respell = (token: Token, text: string, { spellings }: Knowledge): void => {
  token.spelling = spellings.of(text);
  token.text = token.spelling.text;
  token.stem = token.spelling.text;
  token.groups = token.spelling.groups;
  token.disguised = true;
};

const plainMixture = 1 << 9;
/** Whether a mixture of letters and digits was found before to be no word in disguise, among other words as they are written. */
const isPlainMixture = ({ text, stem, spelling }: Token): boolean =>
  spelling !== null && (spelling.known & plainMixture) !== 0 && text === stem;

/** What a word or mixture that is not listed as it stands may be: inflected, misspelled, in leetspeak, run together. */
const readUnlisted = (token: Token, leetWords: boolean, known: Knowledge, steps: { count: number }): void => {
  resolve(token, leetWords, known, steps);
  if (token.word !== null) token.classes = token.word.classes;
  else if (
    token.kind === 'mixed' &&
    !leetWords &&
    !token.disguised &&
    !token.drug &&
    token.text === token.stem
  )
    token.spelling!.known |= plainMixture;
};

const resolve = (token: Token, leetWords: boolean, known: Knowledge, steps: { count: number }): void => {
  const { lexicon } = known;
  if (token.stem !== token.text) token.word = lexicon.words.get(token.stem) ?? null;
  // "lisinopril10mg"
  if (token.word === null && token.kind === 'mixed') {
    const letters = /^[a-z]{4,}(?=\d)/.exec(token.text);
    const begun = letters === null ? undefined : lexicon.words.get(letters[0]);
    if (((begun?.node?.kinds ?? 0) & kindBits.strong) !== 0) token.word = begun!;
  }
  if (
    token.word === null &&
    (token.kind === 'mixed' ||
      (token.kind === 'word' && (token.text.includes('@') || token.text.includes('$'))))
  )
    readLeet(token, leetWords, known);
  if (token.word !== null || token.kind !== 'word' || token.text.length < 4 || token.text.length > 30) return;
  steps.count += 8;
  const { text } = token;
  const unknown = (token.spelling!.unknown ??= resolveUnknown(text));
  if (unknown.singular !== null) token.word = unknown.singular;
  else if (unknown.joined !== null && !(token.capital === 1 && known.endsLikeSurname(text))) {
    token.word = unknown.joined;
    token.disguised = true;
  } else if (unknown.drug && !(token.capital === 1 && unknown.ending && known.isSurname(text)))
    token.drug = true;
  else if (unknown.correct !== null) {
    respell(token, unknown.correct, known);
    token.word = lexicon.words.get(unknown.correct) ?? null;
  }
};

const phraseGap = Gap.space | Gap.wide | Gap.hyphen | Gap.slash | Gap.dot | Gap.quote;

export function readText(original: string): Reading {
  const known = know();
  const { lexicon } = known;
  const steps = { count: original.length };
  const folded = foldText(original);
  const tokens = rejoin(joinSpelled(tokenize(folded), known, steps), known, folded.text, steps);
  steps.count += tokens.length * 4;
  // One word in leetspeak makes short mixtures beside it words as well.
  let leetWords = false;
  for (const token of tokens)
    if (token.kind === 'mixed' && !isPlainMixture(token) && isLeetWord(token.text, lexicon)) leetWords = true;
  let classes = 0;
  let groups = 0;
  let capitalised = 0;
  let lower = 0;
  let shouted = 0;
  for (let index = 0; index < tokens.length; index++) {
    steps.count++;
    const token = tokens[index]!;
    // "No. de afiliado", "nro de cuenta": the number of it.
    if (
      tokens[index + 1]?.text === 'de' &&
      (token.text === 'no' || token.text === 'nro' || token.text === 'num')
    ) {
      token.spelling = known.spellings.of('numero');
      token.word = inLexicon(token.spelling);
      token.classes = token.spelling.classes;
    }
    if (token.kind === 'word' && token.text.length > 1) {
      if (token.capital === 1) capitalised++;
      else if (token.capital === 0) lower++;
      else shouted++;
    }
    if (token.kind === 'mixed') {
      readAsNumber(token, tokens[index + 1], known);
      if (token.word === null && (leetWords || !isPlainMixture(token)))
        readUnlisted(token, leetWords, known, steps);
    } else if (token.kind === 'word' && token.word === null) readUnlisted(token, leetWords, known, steps);
    classes |= token.classes;
    groups |= token.groups;
  }

  const matches: Match[] = [];
  const contexts = new Map<string, Match[]>();
  /** Notes the phrases that end at `last`, and follows those that may go on. */
  const follow = (node: TrieNode, first: number, last: number): void => {
    if (node.kinds !== 0)
      for (const entry of node.entries) {
        const match = { entry, first, last };
        if (entry.kind !== 'context') matches.push(match);
        else {
          const sameName = contexts.get(entry.name);
          if (sameName === undefined) contexts.set(entry.name, [match]);
          else sameName.push(match);
        }
      }
    if (node.branch === 0 && node.any === null) return;
    const following = tokens[last + 1];
    if (
      following === undefined ||
      (following.gap & ~phraseGap) !== 0 ||
      following.sentence !== tokens[first]!.sentence
    )
      return;
    steps.count++;
    const child =
      lexicon.branches.after(node.branch, following.spelling?.id) ??
      (following.stem !== following.text
        ? lexicon.branches.after(node.branch, lexicon.words.get(following.stem)?.id)
        : undefined);
    if (child !== undefined) follow(child, first, last + 1);
    if (node.any !== null && last + 2 < tokens.length) follow(node.any, first, last + 1);
  };
  for (let index = 0; index < tokens.length; index++) {
    const { word, kind, spelling } = tokens[index]!;
    // "72 hour hold", "12 step": a phrase may open with a number.
    const begin = kind === 'number' && spelling !== null ? inLexicon(spelling) : word;
    if (begin === null) continue;
    if (begin === spelling && !isPhrase(begin)) {
      const following = tokens[index + 1];
      if (following === undefined) break;
      if (
        following.text === following.stem &&
        !lexicon.branches.mayGoOn(spelling.branch, following.spelling?.id)
      )
        continue;
    }
    if (begin.node !== null) follow(begin.node, index, index);
  }
  const { starts, ends } = folded;
  return {
    original,
    folded: folded.text,
    tokens,
    classes,
    groups,
    matches,
    contexts,
    hasLower: lower > 0,
    mixedCase: capitalised > 0 && capitalised <= lower * 2 + 4 && shouted <= capitalised + lower,
    startOf: (offset) => (starts === null ? offset : (starts[offset] ?? original.length)),
    endOf: (offset) => (ends === null ? offset : offset === 0 ? 0 : (ends[offset - 1] ?? original.length)),
    steps,
  };
}
