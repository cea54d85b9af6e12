/**
 * Compares what a detector said with the labels.
 *
 * A message counts as caught when it is blocked. A predicted span matches a labelled one when they share at least
 * half of the shorter of the two, and the predicted one is at most four times the labelled one plus 15 characters
 * long; the second half stops "the whole message" from matching everything. Spans on warn-tier messages are neither
 * right nor wrong, because a warning is advice.
 */
import type { LabelledMessage } from './corpus.ts';

/** UTF-16 code units, end exclusive. */
export type TextRange = { readonly start: number; readonly end: number };

export type PredictedSpan = TextRange & {
  readonly type?: string;
  /** A `warn` finding is not a reason to block and is left out of the span figures. */
  readonly severity?: 'block' | 'warn';
};

/** One answer of a detector; `findings` has the shape of the answer of `POST /api/phi/check`. */
export type Prediction = {
  readonly id: string;
  readonly block: boolean;
  readonly findings: readonly PredictedSpan[];
};

export type GoldMessage = Pick<LabelledMessage, 'id' | 'block' | 'spans' | 'tier' | 'tags'>;

export type TypeScore = {
  spans: number;
  /** Labelled spans that a predicted span matched. */
  found: number;
  /** … and by one of the same type. */
  foundWithType: number;
  /** Labelled spans whose message was blocked, for whatever reason. */
  inBlockedMessage: number;
};

export type Score = {
  messages: number;
  missingPredictions: string[];
  unknownPredictions: string[];
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
  trueNegatives: number;
  /** All rates lie in 0..1; a rate over nothing is 0. */
  precision: number;
  recall: number;
  f1: number;
  /** Recall weighs twice as much as precision. */
  f2: number;
  falseBlockRate: number;
  /** 95 % Wilson interval. */
  falseBlockRateInterval: [number, number];
  missRate: number;
  missRateInterval: [number, number];
  /** Share of the messages to block that were blocked with at least one labelled span found. */
  groundedRecall: number;
  spanPrecision: number;
  spanRecall: number;
  spanF1: number;
  typedSpanRecall: number;
  perType: Record<string, TypeScore>;
  recallByTag: Record<string, { messages: number; blocked: number }>;
  falseBlocksByTag: Record<string, { messages: number; blocked: number }>;
  warnTier: { messages: number; flagged: number; blocked: number };
  passTier: { messages: number; warnedOnly: number; blocked: number };
  missedIds: string[];
  falselyBlockedIds: string[];
};

/** Whether a predicted range counts as the labelled one. */
export function spanMatches(gold: TextRange, predicted: TextRange): boolean {
  const shared = sharedLength(gold, predicted);
  const goldLength = gold.end - gold.start;
  const predictedLength = predicted.end - predicted.start;
  return (
    shared > 0 &&
    shared >= Math.min(goldLength, predictedLength) / 2 &&
    predictedLength <= 4 * goldLength + 15
  );
}

/**
 * Scores predictions against labels. A labelled message without a prediction counts as let through and is listed.
 * Throws when an id is predicted twice, because then the answer is not defined.
 */
export function score(gold: readonly GoldMessage[], predictions: readonly Prediction[]): Score {
  const predictionById = indexById(predictions);
  const goldIds = new Set(gold.map(({ id }) => id));
  const judged = gold.map((message) => judge(message, predictionById.get(message.id)));

  const toBlock = judged.filter(({ message }) => message.block);
  const clean = judged.filter(({ message }) => !message.block);
  const missed = toBlock.filter(({ blocked }) => !blocked);
  const falselyBlocked = clean.filter(({ blocked }) => blocked);
  const truePositives = toBlock.length - missed.length;
  const precision = ratio(truePositives, truePositives + falselyBlocked.length);
  const recall = ratio(truePositives, toBlock.length);

  const goldSpans = toBlock.flatMap(({ spans }) => spans);
  const countedPredictions = judged.flatMap(({ predictedSpans }) => predictedSpans);
  const spanPrecision = ratio(
    countedPredictions.filter(({ right }) => right).length,
    countedPredictions.length,
  );
  const spanRecall = ratio(goldSpans.filter(({ found }) => found).length, goldSpans.length);

  return {
    messages: gold.length,
    missingPredictions: gold.filter(({ id }) => !predictionById.has(id)).map(({ id }) => id),
    unknownPredictions: predictions.filter(({ id }) => !goldIds.has(id)).map(({ id }) => id),
    truePositives,
    falsePositives: falselyBlocked.length,
    falseNegatives: missed.length,
    trueNegatives: clean.length - falselyBlocked.length,
    precision,
    recall,
    f1: fMeasure(precision, recall, 1),
    f2: fMeasure(precision, recall, 2),
    falseBlockRate: ratio(falselyBlocked.length, clean.length),
    falseBlockRateInterval: wilsonInterval(falselyBlocked.length, clean.length),
    missRate: ratio(missed.length, toBlock.length),
    missRateInterval: wilsonInterval(missed.length, toBlock.length),
    groundedRecall: ratio(
      toBlock.filter(({ blocked, spans }) => blocked && spans.some(({ found }) => found)).length,
      toBlock.length,
    ),
    spanPrecision,
    spanRecall,
    spanF1: fMeasure(spanPrecision, spanRecall, 1),
    typedSpanRecall: ratio(goldSpans.filter(({ foundWithType }) => foundWithType).length, goldSpans.length),
    perType: scorePerType(toBlock),
    recallByTag: countByTag(toBlock),
    falseBlocksByTag: countByTag(clean),
    warnTier: {
      messages: clean.filter(({ message }) => message.tier === 'warn').length,
      flagged: clean.filter(({ message, blocked, warned }) => message.tier === 'warn' && (blocked || warned))
        .length,
      blocked: clean.filter(({ message, blocked }) => message.tier === 'warn' && blocked).length,
    },
    passTier: {
      messages: clean.filter(({ message }) => message.tier === 'pass').length,
      warnedOnly: clean.filter(
        ({ message, blocked, warned }) => message.tier === 'pass' && warned && !blocked,
      ).length,
      blocked: clean.filter(({ message, blocked }) => message.tier === 'pass' && blocked).length,
    },
    missedIds: missed.map(({ message }) => message.id),
    falselyBlockedIds: falselyBlocked.map(({ message }) => message.id),
  };
}

type JudgedMessage = {
  message: GoldMessage;
  blocked: boolean;
  warned: boolean;
  spans: { type: string; found: boolean; foundWithType: boolean }[];
  predictedSpans: { right: boolean }[];
};

function judge(message: GoldMessage, prediction: Prediction | undefined): JudgedMessage {
  const findings = prediction?.findings ?? [];
  const blocking = findings.filter(({ severity }) => severity !== 'warn');
  const onWarning = (finding: TextRange): boolean =>
    message.tier === 'warn' && message.spans.some((span) => sharedLength(span, finding) > 0);
  return {
    message,
    blocked: prediction?.block ?? false,
    warned: findings.some(({ severity }) => severity === 'warn'),
    spans: message.spans.map((span) => {
      const hits = blocking.filter((finding) => spanMatches(span, finding));
      return {
        type: span.type,
        found: hits.length > 0,
        foundWithType: hits.some(({ type }) => type === span.type),
      };
    }),
    predictedSpans: blocking
      .filter((finding) => !onWarning(finding))
      .map((finding) => ({
        right: message.block && message.spans.some((span) => spanMatches(span, finding)),
      })),
  };
}

function indexById(predictions: readonly Prediction[]): Map<string, Prediction> {
  const byId = new Map<string, Prediction>();
  for (const prediction of predictions) {
    if (byId.has(prediction.id)) throw new Error(`two predictions for ${prediction.id}`);
    byId.set(prediction.id, prediction);
  }
  return byId;
}

function scorePerType(toBlock: readonly JudgedMessage[]): Record<string, TypeScore> {
  const perType: Record<string, TypeScore> = {};
  for (const { blocked, spans } of toBlock) {
    for (const { type, found, foundWithType } of spans) {
      const counts = (perType[type] ??= { spans: 0, found: 0, foundWithType: 0, inBlockedMessage: 0 });
      counts.spans += 1;
      counts.found += Number(found);
      counts.foundWithType += Number(foundWithType);
      counts.inBlockedMessage += Number(blocked);
    }
  }
  return perType;
}

function countByTag(judged: readonly JudgedMessage[]): Record<string, { messages: number; blocked: number }> {
  const byTag: Record<string, { messages: number; blocked: number }> = {};
  for (const { message, blocked } of judged) {
    for (const tag of message.tags) {
      const counts = (byTag[tag] ??= { messages: 0, blocked: 0 });
      counts.messages += 1;
      counts.blocked += Number(blocked);
    }
  }
  return byTag;
}

function sharedLength(a: TextRange, b: TextRange): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function fMeasure(precision: number, recall: number, beta: number): number {
  return ratio((1 + beta ** 2) * precision * recall, beta ** 2 * precision + recall);
}

function wilsonInterval(hits: number, trials: number): [number, number] {
  if (trials === 0) return [0, 0];
  const z = 1.96;
  const share = hits / trials;
  const denominator = 1 + z ** 2 / trials;
  const centre = (share + z ** 2 / (2 * trials)) / denominator;
  const half = (z * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2))) / denominator;
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
