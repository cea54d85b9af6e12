import { BitFilter } from '../text/bit-filter.ts';
import { lexicon as codedLexicon } from '../generated/lexicon.ts';
import { decodePhraseLists } from '../text/phrase-lists.ts';
import type { PhiType } from '../types.ts';
import { Class } from './classes.ts';
import { Frame } from './frames.ts';
import { labelTypes } from './label-types.ts';

/** What a phrase is to the detectors. */
export type TermKind =
  | 'strong'
  | 'weak'
  | 'warn'
  | 'drugClass'
  | 'weakDrug'
  | 'vaccine'
  | 'imaging'
  | 'bodyPart'
  | 'analyte'
  | 'vital'
  | 'sensitiveSpecialty'
  | 'otherSpecialty'
  | 'label'
  | 'context';

/** Each kind as a bit. */
export const kindBits: Readonly<Record<TermKind, number>> = {
  strong: 1,
  weak: 2,
  warn: 4,
  drugClass: 8,
  vaccine: 16,
  imaging: 32,
  bodyPart: 64,
  analyte: 128,
  vital: 256,
  sensitiveSpecialty: 512,
  otherSpecialty: 1024,
  label: 2048,
  context: 4096,
  weakDrug: 8192,
};

export type Entry = { kind: TermKind; type: PhiType; phrase: string; name: string };

export type TrieNode = {
  /** Names the node in `Lexicon.branches`; 0 while no listed word follows it. */
  branch: number;
  /** Where any word may follow, written `_` in a phrase. */
  any: TrieNode | null;
  entries: Entry[];
  /** The kinds of the entries, as bits. */
  kinds: number;
};

/**
 * All that is known of one word, or of a spelling that is in no list, in one place: a look at a word waits for the memory
 * more than for anything else.
 */
export type Word = {
  hash: number;
  text: string;
  /** -1 for what is in no vocabulary. */
  id: number;
  /** Classes and word groups (`wordGroup`), as bits. */
  classes: number;
  groups: number;
  /** Of the node; 0 where there is none. */
  branch: number;
  /** What was found out about the word already, as bits (`text/spelling.ts`, `text/knowledge.ts`, `text/reading.ts`). */
  known: number;
  /** The phrases that begin with it. */
  node: TrieNode | null;
  /** The frames it speaks for, as bits. */
  frame: number;
  unknown: Unknown | undefined;
};

/** What an unlisted word came to: a drug by its spelling, a misspelled or run-together listed word, a plural. */
export type Unknown = {
  drug: boolean;
  ending: boolean;
  correct: string | null;
  /** Two words of a listed phrase, or a clinical word among others, run together. */
  joined: Word | null;
  /** The relation or month it is the plural of. */
  singular: Word | null;
};

export const newWord = (text: string, hash: number, id: number, node: TrieNode | null): Word => ({
  hash,
  text,
  id,
  classes: 0,
  groups: 0,
  branch: 0,
  known: 0,
  node,
  frame: 0,
  unknown: undefined,
});

/** Ids of words are smaller, so that a branch and a word make one small integer. */
const wordIds = 1 << 16;

export type Lexicon = {
  words: Map<string, Word>;
  branches: Branches;
  /** Long single clinical words, by length and half, to recognise one wrong letter. */
  nearMisses: Map<string, string[]>;
  drugKeys: Set<string>;
  /** Clinical words by how they sound, for spellings by ear. */
  soundKeys: Map<string, string>;
  /** As `nearMisses`, over the sounds. */
  nearSounds: Map<string, string[]>;
  /** Clinical words by their consonants, for spellings without vowels. */
  skeletons: Map<string, string>;
  /** Long clinical words by their first six letters, for words broken off. */
  beginnings: Map<string, string[]>;
  longestWord: number;
};

let decodedLists: ReturnType<typeof decodePhraseLists> | undefined;
const decoded = () => (decodedLists ??= decodePhraseLists(codedLexicon));

/** The vocabularies by name (`sources.ts` has them as they are written). */
export const listNamed = (name: string): readonly string[] => {
  const list = decoded().lists[name];
  if (list === undefined) throw new RangeError(`no list ${name}`);
  return list;
};

/** The words of the vocabularies that are ordinary ones too. */
export const ordinaryWords = (): ReadonlySet<string> => new Set(decoded().common);

/** Sound key that Spanish and English spellings of an ingredient share. */
export const drugKey = (word: string): string =>
  word
    .replace(/th/g, 't')
    .replace(/ph/g, 'f')
    .replace(/y/g, 'i')
    .replace(/([bcdfghjklmnpqrstvwxz])\1/g, '$1')
    .replace(/ch/g, 'c')
    .replace(/[aeo]$/, '');

/** How a long word sounds, roughly: spellings by ear ("kolonoskopy", "diabeetis") share it with the right one. */
export const soundKey = (word: string): string =>
  word
    .replace(/ph/g, 'f')
    .replace(/th/g, 't')
    .replace(/ch|ck|qu|k|q/g, 'c')
    .replace(/[yj]/g, 'i')
    .replace(/z/g, 's')
    .replace(/c(?=[ei])/g, 's')
    .replace(/ee|ea|ie|ei/g, 'i')
    .replace(/oo|ou/g, 'u')
    .replace(/h/g, '')
    .replace(/(.)\1+/g, '$1');

export const kindsOf = (entries: readonly Entry[]): number =>
  entries.reduce((kinds, entry) => kinds | kindBits[entry.kind], 0);

const newNode = (): TrieNode => ({ branch: 0, any: null, entries: [], kinds: 0 });

/** Where phrases go on, by branch and word. */
export class Branches {
  private readonly nodes = new Map<number, TrieNode>();
  private readonly filter = new BitFilter(17);
  private count = 0;

  /** Where the phrases of a branch go on with a word. */
  after(branch: number | undefined, wordId: number | undefined): TrieNode | undefined {
    return this.mayGoOn(branch, wordId) ? this.nodes.get(branch! * wordIds + wordId!) : undefined;
  }

  /** False where they surely do not. */
  mayGoOn(branch: number | undefined, wordId: number | undefined): boolean {
    if (branch === undefined || branch === 0 || wordId === undefined || wordId < 0) return false;
    return this.filter.has(branch * wordIds + wordId);
  }

  /** As `after`; where phrases do not go on so yet, they do from now on. */
  grow(node: TrieNode, word: Word): TrieNode {
    if (node.branch === 0) node.branch = ++this.count;
    const key = node.branch * wordIds + word.id;
    let following = this.nodes.get(key);
    if (following === undefined) {
      following = newNode();
      this.nodes.set(key, following);
      this.filter.add(key);
    }
    return following;
  }
}

/** Misspellings are put right from this length on; shorter words are too near to ordinary ones. */
const shortestTypo: Partial<Record<PhiType, number>> = {
  MEDICATION: 7,
  SYMPTOM: 8,
  DME: 8,
  PROCEDURE: 7,
  LAB: 8,
};

export function compileLexicon(): Lexicon {
  const words = new Map<string, Word>();
  const branches = new Branches();
  const wordOf = (text: string): Word => {
    let word = words.get(text);
    if (word === undefined) {
      word = newWord(text, 0, words.size, null);
      words.set(text, word);
    }
    return word;
  };
  const addPhrase = (parts: readonly string[], entry: Entry): void => {
    const first = wordOf(parts[0]!);
    let node = (first.node ??= newNode());
    for (let index = 1; index < parts.length; index++) {
      const part = parts[index]!;
      node = part === '_' ? (node.any ??= newNode()) : branches.grow(node, wordOf(part));
    }
    if (
      !node.entries.some(
        (known) => known.kind === entry.kind && known.type === entry.type && known.name === entry.name,
      )
    )
      node.entries.push(entry);
    node.kinds |= kindBits[entry.kind];
  };
  const everyday = new Set(listNamed('everyday'));
  const nearMisses = new Map<string, string[]>();
  const soundKeys = new Map<string, string>();
  const nearSounds = new Map<string, string[]>();
  const skeletons = new Map<string, string>();
  const beginnings = new Map<string, string[]>();
  const addTo = (index: Map<string, string[]>, word: string): void => {
    const half = word.length >> 1;
    for (const key of [
      `${word.length}<${word.slice(0, half - 1)}`,
      `${word.length}>${word.slice(half + 1)}`,
    ]) {
      const bucket = index.get(key);
      if (bucket === undefined) index.set(key, [word]);
      else if (!bucket.includes(word)) bucket.push(word);
    }
  };
  const addNearMiss = (word: string): void => {
    if (word.length >= 7) {
      const sound = soundKey(word);
      if (!soundKeys.has(sound)) soundKeys.set(sound, word);
      if (sound.length >= 8) addTo(nearSounds, sound);
      const skeleton = word.replace(/[aeiou]/g, '');
      if (skeleton.length >= 4 && !skeletons.has(skeleton)) skeletons.set(skeleton, word);
    }
    addTo(nearMisses, word);
    if (word.length >= 9) {
      const beginning = word.slice(0, 6);
      const known = beginnings.get(beginning);
      if (known === undefined) beginnings.set(beginning, [word]);
      else known.push(word);
    }
  };
  const add = (
    list: string | readonly string[],
    kind: TermKind,
    type: PhiType,
    name = '',
    typos = false,
  ): void => {
    for (const phrase of typeof list === 'string' ? listNamed(list) : list) {
      const parts = phrase.split(' ');
      const entry = {
        kind,
        type,
        phrase,
        name: kind === 'strong' && everyday.has(phrase) ? 'everyday' : name,
      };
      addPhrase(parts, entry);
      const last = parts.at(-1)!;
      if (kind !== 'label' && kind !== 'context' && last.length > 3 && !last.endsWith('s'))
        addPhrase([...parts.slice(0, -1), `${last}s`], entry);
      if (typos && parts.length === 1 && last.length >= (shortestTypo[type] ?? 6)) addNearMiss(last);
    }
  };

  for (const [name, bit] of Object.entries(Class))
    if (name !== 'firstName') for (const text of listNamed(`class:${name}`)) wordOf(text).classes |= bit;
  for (const [name, bit] of Object.entries(Frame))
    for (const text of listNamed(`frame:${name}`)) wordOf(text).frame |= bit;
  for (const name of listNamed('firstNames')) wordOf(name).classes |= Class.firstName;

  const ingredients = listNamed('ingredients');
  add(ingredients, 'strong', 'MEDICATION', '', true);
  add('brandDrugs', 'strong', 'MEDICATION', '', true);
  add('moreDrugs', 'strong', 'MEDICATION', '', true);
  add('drugClasses', 'drugClass', 'MEDICATION');
  add('strongConditions', 'strong', 'DIAGNOSIS', '', true);
  add('weakConditions', 'weak', 'DIAGNOSIS', '', true);
  add('conditionAcronyms', 'weak', 'DIAGNOSIS', 'acronym');
  add('symptomAcronyms', 'weak', 'SYMPTOM', 'acronym');
  add('everydayDrugs', 'weakDrug', 'MEDICATION');
  add('strongSubstanceUse', 'strong', 'SUBSTANCE_USE', '', true);
  add('weakSubstanceUse', 'weak', 'SUBSTANCE_USE');
  add('strongMentalHealth', 'strong', 'MENTAL_HEALTH', '', true);
  add('weakMentalHealth', 'weak', 'MENTAL_HEALTH');
  add('strongHivSti', 'strong', 'HIV_STI', '', true);
  add('weakHivSti', 'weak', 'HIV_STI');
  add('strongReproductive', 'strong', 'REPRODUCTIVE', '', true);
  add('weakReproductive', 'weak', 'REPRODUCTIVE');
  add('strongGenetic', 'strong', 'GENETIC', '', true);
  add('weakGenetic', 'weak', 'GENETIC');
  add('strongProcedures', 'strong', 'PROCEDURE', '', true);
  add('weakProcedures', 'weak', 'PROCEDURE');
  add('imaging', 'imaging', 'PROCEDURE');
  add('bodyParts', 'bodyPart', 'PROCEDURE');
  add('vaccines', 'vaccine', 'PROCEDURE');
  add('strongSymptoms', 'strong', 'SYMPTOM', '', true);
  add('weakSymptoms', 'weak', 'SYMPTOM');
  add('strongEquipment', 'strong', 'DME', '', true);
  add('weakEquipment', 'weak', 'DME');
  add('sensitiveSpecialties', 'sensitiveSpecialty', 'SPECIALTY', '', true);
  add('otherSpecialties', 'otherSpecialty', 'SPECIALTY');
  add('analytes', 'analyte', 'LAB', '', true);
  add('vitals', 'vital', 'LAB');
  for (const [name, type] of Object.entries(labelTypes)) add(`label:${name}`, 'label', type, name);
  for (const name of codedLexicon.names.split(' '))
    if (name.startsWith('context:')) add(name, 'context', 'OTHER_ID', name.slice(8));

  const drugKeys = new Set<string>();
  for (const ingredient of ingredients)
    if (!ingredient.includes(' ') && ingredient.length >= 7) drugKeys.add(drugKey(ingredient));
  let longestWord = 0;
  for (const text of words.keys()) longestWord = Math.max(longestWord, text.length);
  return { words, branches, nearMisses, drugKeys, soundKeys, nearSounds, skeletons, beginnings, longestWord };
}
