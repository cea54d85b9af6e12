import { drugSuffixes } from './medications.ts';

const suffixes = new Set(drugSuffixes.trim().split(/\s+/));
let shortest = 99;
let longest = 0;
for (const suffix of suffixes) {
  shortest = Math.min(shortest, suffix.length);
  longest = Math.max(longest, suffix.length);
}

/** Whether a word of seven letters or more ends like a drug (USAN stems) and is no known ordinary word or name. */
export function isDrugByEnding(word: string, ordinary: ReadonlySet<string>): boolean {
  if (word.length < 7 || ordinary.has(word)) return false;
  for (let length = shortest; length <= longest && length < word.length - 1; length++) {
    if (suffixes.has(word.slice(word.length - length))) return true;
  }
  return false;
}
