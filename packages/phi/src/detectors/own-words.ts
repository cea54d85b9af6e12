import type { PhiSettings } from '../types.ts';
import { foldText } from '../text/fold.ts';
import { tokenize } from '../text/tokens.ts';
import type { Reading } from '../text/reading.ts';
import type { RawFinding } from './finding.ts';

const wordsOf = (phrase: string): string[] =>
  tokenize(foldText(foldText(phrase).text.slice(0, 200))).map((token) => token.text);

const compiled = new WeakMap<readonly string[], Map<string, string[][]>>();

const compile = (phrases: readonly string[]): Map<string, string[][]> => {
  let byFirst = compiled.get(phrases);
  if (byFirst === undefined) {
    byFirst = new Map();
    for (const phrase of phrases) {
      const words = wordsOf(phrase);
      if (words.length === 0) continue;
      const known = byFirst.get(words[0]!);
      if (known === undefined) byFirst.set(words[0]!, [words]);
      else known.push(words);
    }
    compiled.set(phrases, byFirst);
  }
  return byFirst;
};

const occurrences = (
  reading: Reading,
  phrases: readonly string[],
): { start: number; end: number; phrase: string }[] => {
  if (phrases.length === 0) return [];
  const byFirst = compile(phrases);
  const { tokens } = reading;
  const found: { start: number; end: number; phrase: string }[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    const candidates =
      byFirst.get(token.text) ?? byFirst.get(token.stem) ?? byFirst.get(token.written.toLowerCase());
    for (const words of candidates ?? []) {
      reading.steps.count += words.length;
      if (
        words.every(
          (word, at) => at === 0 || tokens[index + at]?.text === word || tokens[index + at]?.stem === word,
        )
      )
        found.push({
          start: token.start,
          end: tokens[index + words.length - 1]!.end,
          phrase: words.join(' '),
        });
    }
  }
  return found;
};

/** Words the organisation always blocks. */
export const findOwnWords = (reading: Reading, settings: PhiSettings): RawFinding[] =>
  occurrences(reading, settings.alwaysBlock).map(({ start, end, phrase }) => ({
    start,
    end,
    type: 'OTHER_ID',
    severity: 'block',
    detector: 'own-words',
    evidence: [`"${phrase}" is on the organisation's list`],
    variant: 'own',
  }));

/** Drops findings that lie wholly within words the organisation never blocks. */
export const allowOwnWords = (
  reading: Reading,
  settings: PhiSettings,
  findings: RawFinding[],
): RawFinding[] => {
  const allowed = occurrences(reading, settings.neverBlock);
  return allowed.length === 0
    ? findings
    : findings.filter(
        (finding) =>
          finding.detector === 'own-words' ||
          !allowed.some((range) => range.start <= finding.start && range.end >= finding.end),
      );
};
