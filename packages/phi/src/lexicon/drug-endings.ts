import { listNamed } from './compile.ts';

let suffixes: ReadonlySet<string> | undefined;
let shortest = 99;
let longest = 0;

const endings = (): ReadonlySet<string> => {
  if (suffixes === undefined) {
    suffixes = new Set(listNamed('drugSuffixes'));
    for (const suffix of suffixes) {
      shortest = Math.min(shortest, suffix.length);
      longest = Math.max(longest, suffix.length);
    }
  }
  return suffixes;
};

/** Whether a word of seven letters or more ends like a drug (USAN stems) and is no known ordinary word or name. */
export function isDrugByEnding(word: string, ordinary: ReadonlySet<string>): boolean {
  if (word.length < 7 || ordinary.has(word)) return false;
  const known = endings();
  for (let length = shortest; length <= longest && length < word.length - 1; length++) {
    if (known.has(word.slice(word.length - length))) return true;
  }
  return false;
}
