import { commonWordCount, commonWords } from '../generated/lists.ts';
import { guardedWords, notDrugs } from '../generated/guards.ts';
import { Class } from '../lexicon/classes.ts';
import {
  compileLexicon,
  drugKey,
  soundKey,
  type Entry,
  type Lexicon,
  type TrieNode,
  type Word,
} from '../lexicon/compile.ts';
import { isDrugByEnding } from '../lexicon/drug-endings.ts';
import { foldText } from './fold.ts';
import { nearMiss } from './near-miss.ts';
import { Gap, tokenize, type Token } from './tokens.ts';
import { frontDecode, openWordSet } from './word-set.ts';
import { endsLikeSurname, endsLikeWord, plainForms } from './word-shapes.ts';

export type ReadToken = Token;

/** A listed phrase found in the text; `first` and `last` are token indexes. */
export type Match = { entry: Entry; first: number; last: number };

/** A text as the detectors see it. */
export type Reading = {
  original: string;
  folded: string;
  tokens: ReadToken[];
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

type Knowledge = {
  lexicon: Lexicon;
  /** In no dictionary of ordinary words, so that it may be a surname. */
  isSurname: (word: string) => boolean;
  endsLikeSurname: (word: string) => boolean;
  isCommon: (word: string) => boolean;
  guarded: Set<string>;
  notDrugs: Set<string>;
};

const inCommonWords = openWordSet(commonWords, commonWordCount);
/** Classes whose words are ordinary ones; names and state codes are not. */
const wordClasses = ~(
  Class.firstName |
  Class.wordyFirstName |
  Class.wordySurname |
  Class.stateCode |
  Class.state
);
const shortSurnames = new Set(
  'ng vu wu li xu yu le lo oh ho ma ko an ha hu lu yi du ye fu su qi ou ox ek by vo ly bo mo ge ke xi pa ba ra sa ro ao'.split(
    ' ',
  ),
);
const isCommonWord = (word: string): boolean =>
  word.length <= 2
    ? !shortSurnames.has(word)
    : endsLikeWord(word) ||
      plainForms(word).some(
        (form) =>
          form.length > 2 &&
          (inCommonWords(form) || ((know().lexicon.words.get(form)?.classes ?? 0) & wordClasses) !== 0),
      );

/** Keeps the answers of a question about words, up to a few thousand. */
const remember = (ask: (word: string) => boolean): ((word: string) => boolean) => {
  const answers = new Map<string, boolean>();
  return (word) => {
    let answer = answers.get(word);
    if (answer === undefined) {
      answer = ask(word);
      if (answers.size > 4000) answers.clear();
      answers.set(word, answer);
    }
    return answer;
  };
};

let knowledge: Knowledge | undefined;

/** Lexicon and lists; compiled at the first question, then kept. */
export function know(): Knowledge {
  knowledge ??= {
    lexicon: compileLexicon(),
    isSurname: remember((word) => word.length >= 2 && /[aeiouyg]/.test(word) && !isCommonWord(word)),
    endsLikeSurname: remember((word) => endsLikeSurname(word) && !isCommonWord(word)),
    isCommon: remember(isCommonWord),
    guarded: new Set(frontDecode(guardedWords)),
    notDrugs: new Set(frontDecode(notDrugs)),
  };
  return knowledge;
}

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
  { lexicon, isCommon, isSurname }: Knowledge,
  steps: { count: number },
): { tokens: Token[]; joined: Set<Token> } => {
  const joined = new Set<Token>();
  let singles = 0;
  for (const token of tokens) if (isSpelled(token)) singles++;
  if (singles < 3) return { tokens, joined };
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
      const decoded = /[0-9]/.test(text) ? decodeLeet(text, 'i') : text;
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
        const part = decoded.slice(partStart, partEnd);
        const merged: Token = {
          ...head,
          kind: 'word',
          start: head.start,
          end: tail.end,
          written,
          text: part,
          stem: part,
          word: null,
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
        };
        joined.add(merged);
        result.push(merged);
      }
      for (let rest = to; rest < run.length; rest++) result.push(run[rest]!);
      index = end;
    } else {
      for (let each = index; each < end; each++) result.push(tokens[each]!);
      index = end;
    }
  }
  return { tokens: result, joined };
};

const unitNumber =
  /^\d+(?:st|nd|rd|th|am|pm|a|p|mg|ml|mcg|x|k|m|h|hr|hrs|min|mins|lb|lbs|oz|in|ft|yo|y|d|wk|wks|s|g|cc|units|u|f|c|mi|km|kg|cm|mm|st|pt)$/;

/** Short words that are worth hiding; other short mixtures of letters and digits are codes, gates or seats. */
const shortDisguises = new Set(
  'hiv ssn std sti mrn dob ivf iud prep pap ptsd ocd iop uds your ur is of was the for and in on at to her his my has'.split(
    ' ',
  ),
);

type Unknown = {
  drug: boolean;
  ending: boolean;
  correct: string | null;
  /** Two words of a listed phrase, or a clinical word among others, run together. */ joined: Word | null;
};

/** What unlisted words came to, kept because the same draft is checked at every key; bounded, and no part of any answer. */
const unknownWords = new Map<string, Unknown>();

/** "chestpain", "yourmetforminrefill": a listed phrase without its blank, or a long clinical word inside a longer run. */
const runTogether = (text: string): Word | null => {
  const { lexicon } = know();
  for (let cut = 3; cut <= text.length - 3; cut++) {
    const node = lexicon.words.get(text.slice(0, cut))?.node?.next?.get(text.slice(cut));
    const entries = node?.entries.filter(
      (entry) => entry.kind === 'strong' || entry.kind === 'sensitiveSpecialty',
    );
    if (entries !== undefined && entries.length > 0)
      return { classes: 0, frame: 0, node: { next: null, entries }, text };
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
        return { classes: 0, frame: 0, node: { next: null, entries }, text };
    }
  }
  return null;
};

const resolveUnknown = (text: string): Unknown => {
  const { lexicon, isCommon, guarded, notDrugs } = know();
  const result: Unknown = { drug: false, ending: false, correct: null, joined: null };
  if (text.length >= 6 && lexicon.drugKeys.has(drugKey(text))) result.drug = true;
  else if (text.length >= 7 && isDrugByEnding(text, notDrugs) && !isCommon(text)) {
    result.drug = true;
    result.ending = true;
  } else if (!guarded.has(text)) {
    const squeezed = text.replace(/(.)\1+/g, '$1');
    if (text.length >= 6) {
      const sound = soundKey(text);
      const near =
        text.length >= 8 && sound.length >= 7 && !isCommon(text) ? nearMiss(sound, lexicon.nearSounds) : null;
      result.correct =
        nearMiss(text, lexicon.nearMisses) ??
        (text.length >= 7 && !isCommon(text)
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
  if (unknownWords.size > 4000) unknownWords.clear();
  unknownWords.set(text, result);
  return result;
};

const vowelsAndL = ['', 'a', 'e', 'i', 'o', 'u', 'l', 't'] as const;

/** Puts together a clinical word that was cut by a sign or a blank: "d!abetes", "m*tformin", "met-formin", "met formin". */
const isListed = remember(inCommonWords);

const rejoin = (tokens: Token[], { lexicon }: Knowledge, joined: Set<Token>, text: string): Token[] => {
  const isStrong = (word: string): boolean =>
    lexicon.words
      .get(word)
      ?.node?.entries.some((entry) => entry.kind === 'strong' || entry.kind === 'sensitiveSpecialty') ??
    false;
  for (const token of tokens)
    if (token.kind === 'word' || token.kind === 'mixed') token.word = lexicon.words.get(token.text) ?? null;
  let result: Token[] | null = null;
  for (let index = 0; index + 1 < tokens.length; index++) {
    const head = tokens[index]!;
    const tail = tokens[index + 1]!;
    if (head.kind === 'email' || head.kind === 'url' || tail.kind === 'email' || tail.kind === 'url')
      continue;
    const { gap } = tail;
    const signed =
      tail.start - head.end === 1 &&
      (gap & (Gap.other | Gap.exclamation | Gap.hyphen | Gap.dot | Gap.slash | Gap.quote)) !== 0;
    const headWord = head.word;
    const tailWord = tail.word;
    const plainWords = ((headWord?.classes ?? 0) | (tailWord?.classes ?? 0)) & Class.plainWord;
    const blank =
      plainWords === 0 &&
      (headWord === null || tailWord === null) &&
      (gap === Gap.space || gap === (Gap.space | Gap.wide)) &&
      tail.start - head.end <= 2 &&
      head.kind === 'word' &&
      tail.kind === 'word' &&
      head.text.length >= 2 &&
      tail.text.length >= 2 &&
      head.text.length + tail.text.length >= 7 &&
      !head.possessive;
    let length = 0;
    let found = '';
    if (signed && !(lexicon.words.get(head.text)?.node?.next?.has(tail.text) ?? false)) {
      // Two to five pieces, the sign standing for nothing or for a letter.
      let pieces = head.text;
      for (let last = index + 1; last < tokens.length && last < index + 12; last++) {
        const piece = tokens[last]!;
        if (piece.start - tokens[last - 1]!.end !== 1 || piece.kind === 'email' || piece.kind === 'url')
          break;
        if (last === index + 1) {
          for (const letter of vowelsAndL) {
            const word = head.text + letter + piece.text;
            if (
              word.length >= (letter === '' ? 6 : 5) &&
              isStrong(word) &&
              !(isStrong(head.text) || isStrong(piece.text))
            ) {
              found = word;
              length = 2;
              break;
            }
          }
        }
        pieces += piece.text;
        if (last > index + 1 && pieces.length >= 5 && isStrong(pieces)) {
          found = pieces;
          length = last - index + 1;
        }
        if (found !== '' || pieces.length > 24) break;
      }
    } else if (blank) {
      const whole = isListed(head.text) && isListed(tail.text) ? '' : head.text + tail.text;
      if (
        whole !== '' &&
        isStrong(whole) &&
        !isStrong(head.text) &&
        !isStrong(tail.text) &&
        !(lexicon.words.get(head.text)?.node?.next?.has(tail.text) ?? false)
      ) {
        found = whole;
        length = 2;
      }
    }
    if (found !== '') {
      result ??= tokens.slice(0, index);
      const last = tokens[index + length - 1]!;
      const merged: Token = {
        ...head,
        kind: 'word',
        word: lexicon.words.get(found) ?? null,
        end: last.end,
        written: text.slice(head.start, last.end),
        text: found,
        stem: found,
        possessive: last.possessive,
      };
      joined.add(merged);
      result.push(merged);
      index += length - 1;
    } else result?.push(head);
    if (result !== null && index + 2 === tokens.length) result.push(tokens[index + 1]!);
  }
  return result ?? tokens;
};

const phraseGap = Gap.space | Gap.wide | Gap.hyphen | Gap.slash | Gap.dot | Gap.quote;

export function readText(original: string): Reading {
  const { lexicon, isSurname, guarded } = know();
  const steps = { count: original.length };
  const folded = foldText(original);
  const spelled = joinSpelled(tokenize(folded.text), know(), steps);
  const { joined } = spelled;
  const plain = rejoin(spelled.tokens, know(), joined, folded.text);
  steps.count += plain.length * 4;
  const tokens: ReadToken[] = [];
  let capitalised = 0;
  let lower = 0;
  let shouted = 0;
  // One word in leetspeak makes short mixtures beside it words as well.
  let leetWords = 0;
  for (const token of plain) {
    if (
      token.kind === 'mixed' &&
      token.text.length >= 4 &&
      token.text.length <= 40 &&
      !unitNumber.test(token.text) &&
      (lexicon.words.has(decodeLeet(token.text, 'i')) || lexicon.words.has(decodeLeet(token.text, 'l')))
    )
      leetWords++;
  }
  for (const [position, raw] of plain.entries()) {
    steps.count++;
    // "o3/o4/1961": letters that stand for digits among digits.
    const token =
      raw.kind === 'mixed' &&
      raw.text.length <= 4 &&
      /^[0-9o][0-9oilszb]*$/.test(raw.text) &&
      ((raw.gap | (plain[position + 1]?.gap ?? 0)) & (Gap.slash | Gap.hyphen | Gap.dot)) !== 0 &&
      (plain[position + 1]?.kind !== 'word' || (raw.gap & (Gap.slash | Gap.hyphen)) !== 0)
        ? {
            ...raw,
            kind: 'number' as const,
            text: raw.text
              .replaceAll('o', '0')
              .replaceAll(/[il]/g, '1')
              .replaceAll('s', '5')
              .replaceAll('z', '2')
              .replaceAll('b', '8'),
          }
        : raw;
    let word = token.word;
    let disguised = joined.has(token);
    let drug = false;
    let { text, stem } = token;
    if (word === null && token.stem !== token.text) word = lexicon.words.get(token.stem) ?? null;
    // "lisinopril10mg"
    if (word === null && token.kind === 'mixed') {
      const letters = /^[a-z]{4,}(?=\d)/.exec(text);
      const begun = letters === null ? undefined : lexicon.words.get(letters[0]);
      if (begun?.node?.entries.some((entry) => entry.kind === 'strong')) word = begun;
    }
    if (
      word === null &&
      (token.kind === 'mixed' || (token.kind === 'word' && (text.includes('@') || text.includes('$')))) &&
      text.length >= 2 &&
      text.length <= 40 &&
      (!unitNumber.test(text) || (leetWords > 0 && text.startsWith('0')))
    ) {
      for (const one of ['i', 'l'] as const) {
        const decoded = decodeLeet(text, one);
        const known = lexicon.words.get(decoded);
        const letters = text.replace(/[^a-z]/g, '').length;
        if (
          known !== undefined &&
          (decoded.length >= 4
            ? letters >= 1
            : letters >= 1 && (leetWords > 0 || shortDisguises.has(decoded)))
        ) {
          word = known;
          text = decoded;
          stem = decoded;
          disguised = true;
          break;
        }
      }
      if (
        word === null &&
        (/^[a-z]/.test(text) ||
          (leetWords > 0 && text.replace(/[^a-z]/g, '').length >= 2) ||
          /^[0-9][a-z]+[0-9a-z]*[a-z]/.test(text))
      ) {
        for (const one of ['i', 'l'] as const) {
          const decoded = decodeLeet(text, one);
          if (decoded.length >= 5 && /^[a-z]+$/.test(decoded)) {
            const digits = text.replace(/[^0-9]/g, '').length;
            if (digits * 2 > decoded.length + 1) continue;
            const correct =
              guarded.has(decoded) || !/^[a-z]/.test(text) ? null : nearMiss(decoded, lexicon.nearMisses);
            if (
              (isSurname(decoded) && decoded.length <= 11) ||
              correct !== null ||
              lexicon.drugKeys.has(drugKey(decoded))
            ) {
              text = correct ?? decoded;
              stem = text;
              word = lexicon.words.get(text) ?? null;
              drug = word === null && lexicon.drugKeys.has(drugKey(decoded));
              disguised = true;
              break;
            }
          }
        }
      }
    }
    if (word === null && token.kind === 'word') {
      if (text.length > 3 && text.endsWith('s')) {
        const singular = lexicon.words.get(text.slice(0, -1));
        if (singular !== undefined && (singular.classes & (Class.relation | Class.month)) !== 0)
          word = singular;
      }
      if (word === null && text.length >= 4 && text.length <= 30) {
        steps.count += 8;
        const known = unknownWords.get(text) ?? resolveUnknown(text);
        if (known.joined !== null && !(token.capital === 1 && know().endsLikeSurname(text))) {
          word = known.joined;
          disguised = true;
        } else if (known.drug && !(token.capital === 1 && known.ending && isSurname(text))) drug = true;
        else if (known.correct !== null) {
          word = lexicon.words.get(known.correct) ?? null;
          text = known.correct;
          stem = known.correct;
          disguised = true;
        }
      }
    }
    if (token.kind === 'word' && token.text.length > 1) {
      if (token.capital === 1) capitalised++;
      else if (token.capital === 0) lower++;
      else shouted++;
    }
    token.text = text;
    token.stem = stem;
    token.word = word;
    token.classes = word === null ? 0 : word.classes;
    token.disguised = disguised;
    token.drug = drug;
    tokens.push(token);
  }

  const matches: Match[] = [];
  const contexts = new Map<string, Match[]>();
  const emit = (node: TrieNode, first: number, last: number): void => {
    for (const entry of node.entries) {
      const match = { entry, first, last };
      if (entry.kind === 'context') {
        const known = contexts.get(entry.name);
        if (known === undefined) contexts.set(entry.name, [match]);
        else known.push(match);
      } else matches.push(match);
    }
  };
  const follow = (node: TrieNode, first: number, last: number): void => {
    if (node.entries.length > 0) emit(node, first, last);
    if (node.next === null) return;
    const following = tokens[last + 1];
    if (
      following === undefined ||
      (following.gap & ~phraseGap) !== 0 ||
      following.sentence !== tokens[first]!.sentence
    )
      return;
    steps.count++;
    const child =
      node.next.get(following.text) ??
      (following.stem !== following.text ? node.next.get(following.stem) : undefined);
    if (child !== undefined) follow(child, first, last + 1);
    const any = node.next.get('_');
    if (any !== undefined && tokens[last + 2] !== undefined) follow(any, first, last + 1);
  };
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    // "72 hour hold", "12 step": a phrase may open with a number.
    const node =
      token.kind === 'number' && token.text.length <= 4
        ? lexicon.words.get(token.text)?.node
        : token.word?.node;
    if (node) follow(node, index, index);
  }
  const { starts, ends } = folded;
  return {
    original,
    folded: folded.text,
    tokens,
    matches,
    contexts,
    hasLower: lower > 0,
    mixedCase: capitalised > 0 && capitalised <= lower * 2 + 4 && shouted <= capitalised + lower,
    startOf: (offset) => (starts === null ? offset : (starts[offset] ?? original.length)),
    endOf: (offset) => (ends === null ? offset : offset === 0 ? 0 : (ends[offset - 1] ?? original.length)),
    steps,
  };
}
