/** Writes src/generated/ from data/ and the hand-written vocabularies. Run: npm run build-lists -w @sms/phi */
import { readFileSync, writeFileSync } from 'node:fs';
import { codePhraseLists } from '../src/text/phrase-lists.ts';
import { codeWordSet, openWordSet } from '../src/text/word-set.ts';
import { endsLikeWord, plainForms } from '../src/text/word-shapes.ts';

const root = new URL('..', import.meta.url);
const readLines = (name: string): string[] =>
  readFileSync(new URL(`data/${name}`, root), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
const plain = (word: string): string =>
  word
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f']/g, '');
const unique = (words: readonly string[]): string[] => [...new Set(words)].sort();

const common = new Set(readLines('english-common.txt'));
const wide = new Set(readLines('english-wide.txt'));
const rare = readLines('english-rare.txt');

// Ingredients that are ordinary words, foods or chemicals outside medicine; the hand-written list names them in safe phrases.
const notDrugs = new Set(
  'albumin human,barium,betaine,biotin,bicarbonate,carbonate,cellulose,chromic,cupric,dimethyl,edetate,fluoride,ferric,ferrous,glycine,histamine,hydroxide,iodide,krypton,manganese,methyl salicylate,mesna,monomethyl,niacin,nitrite,nitric oxide,oxide,perchlorate,secretin,tetrahydrate,titanium dioxide,tyrosine,uracil mustard,urokinase,white petrolatum,xylose,verard,repository corticotropin,porcine secretin,poractant alfa,lecithin,lindane,malathion,secretin,gallium,amino acids,citric acid,acetic acid,lactic acid,phosphoric acid,tartaric acid,evans blue,hydrogen peroxide,invert sugar,trypan blue,isosulfan blue,indocyanine green,methylene blue,gentian violet,cocaine,alcohol,charcoal,nicotine,testolactone,arsenic trioxide,folic acid,vitamin a,vitamin e,vitamin k,lanthanum carbonate,lipase,uracil,capsaicin,beta carotene,nitrous oxide,parathyroid hormone,caffeine,dextrose,sodium,benzyl,methadone,buprenorphine,naltrexone,naloxone,acamprosate,disulfiram,lofexidine,nalmefene,mifepristone,misoprostol,ulipristal,levonorgestrel,etonogestrel,medroxyprogesterone,clomiphene,emtricitabine,tenofovir,bictegravir,dolutegravir,efavirenz,raltegravir,darunavir,rilpivirine,lamivudine,abacavir,zidovudine,doravirine,lenacapavir,cabotegravir,atazanavir,valacyclovir'.split(
    ',',
  ),
);
const { drugSuffixes } = await import('../src/lexicon/medications.ts');
const drugEndings = drugSuffixes.trim().split(/\s+/);
const endsLikeDrug = (word: string): boolean =>
  word.length >= 7 && drugEndings.some((ending) => word.endsWith(ending) && word.length > ending.length + 1);
const seldom =
  /^(?:gado|io[a-z]{4}|am?ino?hipp|diatriz|metriz|ipod|tech|fluor?des|indium|thall|samar|stront|radio|benz(?:quin|thia|phet)|guan(?:ad|eth)|acet(?:ohex|ophen|ylcholine|yldig)|aminoglut|aminosal|anisotr|bethan|carbach|cefam|cefop|ceph(?:al|ap)|chlorphen|chlorprot|chymo|colisti|cyclac|cyclothia|dec?ameth|desir|dinopr|dipheman|ethop|ethan|ethy?nam|gall|hexa|hydrox(?:yam|ypro|yst)|isofluro|isoet|levoprop|levallor|mazin|mechl|mephent|mepens|mersal|metar|methan|methox|methdil|methyp|monoct|nalid|netil|novob|oxam|oxtri|oxymet|oxyphen|pancur|pega|pemol|pentaz|phenac|phenox|phensux|phenyl|piper(?:ac|id)|poly(?:est|thia)|pral|probuc|procyc|propan(?:th)|propyl|protok|pyrv|rapac|resc|sincal|sulfa(?:meth[ai]|mer|py|cyt|dox|phen)|talbut|tebent|thiamy|thieth|tolaz|tridi|trimeth(?:a|ob)|tripel|vilto|xeno)|cur(?:ium|onium|ine)$|fluorane?$|ane$/;
/** Generics that are often prescribed, kept for their misspellings though their endings tell what they are. */
const commonGenerics = new Set(
  'albuterol alendronate alprazolam amlodipine amoxicillin ampicillin apixaban aripiprazole atenolol atorvastatin azithromycin benazepril bisoprolol candesartan captopril celecoxib ciprofloxacin citalopram clarithromycin clindamycin clonazepam dapagliflozin diazepam diclofenac doxazosin doxycycline empagliflozin enalapril erythromycin escitalopram esomeprazole famotidine fluconazole fluoxetine fosinopril furosemide irbesartan labetalol lansoprazole levofloxacin linagliptin liraglutide lisinopril lorazepam losartan lovastatin meloxicam metoprolol metronidazole naproxen nebivolol nifedipine olmesartan omeprazole ondansetron oxazepam pantoprazole paroxetine penicillin pravastatin prazosin propranolol quinapril rabeprazole ramipril rivaroxaban rizatriptan rosuvastatin semaglutide sertraline simvastatin sitagliptin sumatriptan tamsulosin telmisartan temazepam terazosin terbinafine tirzepatide tolterodine torsemide trazodone valsartan verapamil bumetanide oxycodone hydrocodone hydrochlorothiazide chlorthalidone prednisone'.split(
    ' ',
  ),
);
const ingredients = unique(
  readLines('fda-active-ingredients.txt')
    .filter((name) => !notDrugs.has(name))
    .map((name) =>
      name.split(' ')[0]!.length >= 7 && !common.has(name.split(' ')[0]!) ? name.split(' ')[0]! : name,
    )
    .map((name) =>
      plain(name)
        .replace(/[^a-z ]/g, ' ')
        .replace(/ +/g, ' ')
        .trim(),
    )
    // What nobody is sent home with: contrast media, anaesthesia, drugs long gone; and what its ending tells.
    .filter((name) => !seldom.test(name) && (commonGenerics.has(name) || !endsLikeDrug(name)))
    .filter(
      (name) =>
        name.length >= 5 &&
        !wide.has(name) &&
        !/(?:mab|tinib|ciclib|parib|zomib|degib|rafenib|cept|ase|alfa|relix|platin|rubicin|sertib|lisib|stat|penem|bactam|vir)$/.test(
          name,
        ),
    ) // re-admitted below when the word is a drug and nothing else
    .concat(
      'aspirin,codeine,morphine,insulin,penicillin,warfarin,cortisone,heparin,quinine,tetracycline,streptomycin,testosterone,progesterone,ephedrine,thalidomide,lithium carbonate,dopamine,adrenalin,ibuprofen,acetaminophen,phenobarbital,diazepam,erythromycin,neomycin,digoxin'.split(
        ',',
      ),
    ),
);
const firstNames = unique(
  readLines('us-first-names.txt')
    .concat(
      // Names frequent among US patients that the Census list lacks.
      readLines('more-first-names.txt').flatMap((line) => line.split(' ')),
    )
    .map(plain)
    .filter((name) => /^[a-z]{2,}$/.test(name)),
);
// Surnames that are also ordinary words would call every second word a name: the frequent ones are listed by hand.
// Words of the lexicon are known to be words without the list.
const { classWords } = await import('../src/lexicon/classes.ts');
const listed = new Set(
  Object.entries(classWords)
    .filter(([name]) => !['wordySurname', 'wordyFirstName', 'stateCode', 'state'].includes(name))
    .flatMap(([, list]) => list.split(/\s+/)),
);
const allSurnames = unique(
  readLines('us-surnames.txt')
    .map(plain)
    .filter((name) => /^[a-z]{2,}$/.test(name) && !wide.has(name)),
);
const commonWords = unique(
  [...wide].filter(
    (word) =>
      word.length > 2 &&
      word.length <= 11 &&
      !endsLikeWord(word) &&
      !listed.has(word) &&
      !plainForms(word)
        .slice(1)
        .some((form) => wide.has(form)),
  ),
);
// The hand-written vocabularies and the lists of names, before anything reads them from the generated file.
const { lexiconSources } = await import('../src/lexicon/sources.ts');
const lists: Record<string, readonly string[]> = { ...lexiconSources(), ingredients, firstNames };
const ordinary = new Set(commonWords);
// Of the words in their dictionary it is written there which are ordinary; only the others need the set.
const inDictionary = new Set(
  Object.entries(lists).flatMap(([name, phrases]) =>
    // A word added to a detector's list is not to change which false hits the set has.
    name.startsWith('list:') ? [] : phrases.flatMap((phrase) => phrase.split(' ')),
  ),
);
const otherWords = commonWords.filter((word) => !inDictionary.has(word));
/** One name in so many that no list knows is taken for an ordinary word; twice as many cost 1.3 kB more in the page. */
const commonSpread = 96;
const commonSet = codeWordSet(otherWords, commonSpread);

const categories = readLines('icd10cm-categories.tsv').map((line) => line.split('\t')[0]!);
const byLetter = new Map<string, string[]>();
for (const code of categories) byLetter.set(code[0]!, [...(byLetter.get(code[0]!) ?? []), code.slice(1)]);
const icd = [...byLetter]
  .map(([letter, rests]) => letter + rests.map((rest) => rest.toLowerCase()).join(''))
  .join(' ');

writeFileSync(
  new URL('src/generated/lists.ts', root),
  `// Written by scripts/build-lists.ts from data/; do not edit.
import type { CodedWordSet } from '../text/word-set.ts'

/** Ordinary words that are not in the dictionary of the lexicon. */
export const commonWordCount = ${otherWords.length}
export const commonWords: CodedWordSet = ${JSON.stringify(commonSet)}
/** ICD-10-CM categories: a letter, then two characters each. */
export const icdCategories = ${JSON.stringify(icd)}
`,
);

writeFileSync(
  new URL('src/generated/lexicon.ts', root),
  `// Written by scripts/build-lists.ts from src/lexicon and data/; do not edit.
import type { PhraseLists } from '../text/phrase-lists.ts'

export const lexicon: PhraseLists = ${JSON.stringify(codePhraseLists(lists, ordinary))}
`,
);

// Second step: ordinary words and names that stand one letter from a long clinical word must not be taken for a typo.
const { compileLexicon, soundKey } = await import('../src/lexicon/compile.ts');
const { isDrugByEnding } = await import('../src/lexicon/drug-endings.ts');
const { nearMiss } = await import('../src/text/near-miss.ts');
const lexicon = compileLexicon();
const people = new Set([...firstNames, ...allSurnames]);
// Spoken forms without the last letter ("stayin") are ordinary words too.
// Ordinary Spanish and British words stand in no American list.
const more = readLines('more-words.txt');
const openSet = openWordSet(commonSet, otherWords.length);
const isOrdinary = (word: string): boolean => ordinary.has(word) || openSet(word);
const clipped = [...wide, ...rare].filter((word) => word.endsWith('ing')).map((word) => word.slice(0, -1));
const guarded = unique([...wide, ...rare, ...people, ...clipped, ...more]).filter(
  (word) =>
    !lexicon.words.has(word) &&
    word.length >= 6 &&
    !plainForms(word).some((form) => isOrdinary(form)) &&
    (nearMiss(word, lexicon.nearMisses) !== null ||
      lexicon.soundKeys.has(soundKey(word)) ||
      (word.length >= 8 && nearMiss(soundKey(word), lexicon.nearSounds) !== null) ||
      (lexicon.beginnings
        .get(word.slice(0, 6))
        ?.some((candidate) => candidate.length >= word.length + 2 && candidate.startsWith(word)) ??
        false)),
);
const notDrugEndings = unique([...wide, ...rare, ...people]).filter(
  (word) => !lexicon.words.has(word) && isDrugByEnding(word, new Set()),
);
writeFileSync(
  new URL('src/generated/guards.ts', root),
  `// Written by scripts/build-lists.ts; do not edit.
import type { CodedWordSet } from '../text/word-set.ts'

/** Names and less ordinary words one letter away from a clinical word. */
export const guardedWordCount = ${guarded.length}
export const guardedWords: CodedWordSet = ${JSON.stringify(codeWordSet(guarded, 400))}
/** Ordinary words and names that end like a drug. */
export const notDrugs = ${JSON.stringify(notDrugEndings)}
`,
);
console.log({
  ingredients: ingredients.length,
  firstNames: firstNames.length,
  surnames: allSurnames.length,
  commonWords: commonWords.length,
  guarded: guarded.length,
  notDrugEndings: notDrugEndings.length,
});
