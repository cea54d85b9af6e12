export {
  corpusPath,
  parseLabelledMessages,
  readCorpus,
  readPublicMessages,
  spanTypes,
  tiers,
} from './corpus.ts';
export type { CorpusName, LabelledMessage } from './corpus.ts';
export { disguiseNames, obfuscate } from './obfuscate.ts';
export type { DisguiseName } from './obfuscate.ts';
export { score, spanMatches } from './score.ts';
export type { GoldMessage, PredictedSpan, Prediction, Score, TextRange, TypeScore } from './score.ts';
