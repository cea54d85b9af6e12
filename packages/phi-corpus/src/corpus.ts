/**
 * The labelled messages, read and checked. A line that breaks the format is a bug in the corpus, so reading throws.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

export const tiers = ['block', 'warn', 'pass'] as const;

/** The kinds of finding named by `POLICY.md`: identifiers first, clinical content after. */
export const spanTypes = [
  ...['NAME', 'SSN', 'MRN', 'DOB', 'DATE', 'AGE', 'MEMBER_ID', 'ACCOUNT', 'CARD', 'LICENSE'],
  ...['VEHICLE', 'DEVICE_ID', 'IP', 'URL', 'EMAIL', 'PHONE', 'ADDRESS', 'OTHER_ID'],
  ...['DIAGNOSIS', 'ICD10', 'MEDICATION', 'LAB', 'PROCEDURE', 'SYMPTOM', 'SUBSTANCE_USE', 'MENTAL_HEALTH'],
  ...['HIV_STI', 'REPRODUCTIVE', 'GENETIC', 'SPECIALTY', 'DME'],
] as const;

const Span = z.object({
  start: z.int().nonnegative(),
  end: z.int().positive(),
  type: z.enum(spanTypes),
});

const LabelledMessage = z
  .object({
    id: z.string().min(1),
    text: z.string().min(1),
    block: z.boolean(),
    spans: z.array(Span),
    note: z.string(),
    tier: z.enum(tiers),
    tags: z.array(z.string()),
    source: z.string(),
  })
  .refine((message) => message.block === (message.tier === 'block'), 'block must agree with tier')
  .refine(
    ({ text, spans }) => spans.every(({ start, end }) => start < end && end <= text.length),
    'a span must lie inside the text',
  );

/** One message with its right answer. `spans` are UTF-16 code units, end exclusive. */
export type LabelledMessage = z.infer<typeof LabelledMessage>;

/** The `unseen` ones are for scoring only: whoever writes detection rules does not open them. */
export const corpusNames = [
  'dev',
  'seen',
  'seen-more',
  'seen-third',
  'seen-fourth',
  'seen-fifth',
  'seen-sixth',
  'seen-seventh',
  'seen-eighth',
  'seen-ninth',
  'seen-tenth',
  'seen-eleventh',
  'seen-twelfth',
  'unseen',
  'unseen-late',
  'unseen-third',
  'unseen-fourth',
] as const;
export type CorpusName = (typeof corpusNames)[number];

/** Where a corpus file lies, for tools that take a path. */
export function corpusPath(name: CorpusName): string {
  return fileURLToPath(new URL(`../${name}.jsonl`, import.meta.url));
}

/** Parses labelled messages, one JSON object a line. Throws with the line number when one is malformed. */
export function parseLabelledMessages(jsonLines: string): LabelledMessage[] {
  return jsonLines
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => {
      try {
        return LabelledMessage.parse(JSON.parse(line));
      } catch (cause) {
        throw new Error(`labelled message on line ${number} is malformed`, { cause });
      }
    });
}

/** Reads one corpus. */
export function readCorpus(name: CorpusName): LabelledMessage[] {
  return parseLabelledMessages(readFileSync(corpusPath(name), 'utf8'));
}

/** Real, unlabelled text messages, nearly all free of health information: a pool to watch false blocks on. */
export function readPublicMessages(): string[] {
  return readFileSync(new URL('../public-sms-ham.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
}
