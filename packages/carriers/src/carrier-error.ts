import type { MessageError } from '@sms/domain';

/**
 * What a carrier's code means: to whom it matters and what can be done.
 * `configuration`: the line, the account or the number needs somebody's hand; trying again after that can heal it.
 */
export type CodeMeaning = {
  readonly kind: 'opted_out' | 'configuration' | 'refused';
  readonly sentence: string;
  readonly retryable: boolean;
};

export const optedOut: CodeMeaning = {
  kind: 'opted_out',
  sentence: 'This person has opted out of texts from this number. Only their own START lifts that.',
  retryable: false,
};

export const configuration = (sentence: string): CodeMeaning => ({
  kind: 'configuration',
  sentence,
  retryable: true,
});

/** Trying again as it is can't heal it. */
export const final = (sentence: string): CodeMeaning => ({ kind: 'refused', sentence, retryable: false });

/** A person may try again. */
export const passing = (sentence: string): CodeMeaning => ({ kind: 'refused', sentence, retryable: true });

/** The error that staff read; the carrier's own code stands at the end, to look it up or to quote it. */
export const messageError = (meaning: CodeMeaning, code: string): MessageError => ({
  code: { opted_out: 'opted_out', configuration: 'carrier_configuration', refused: code }[meaning.kind],
  message: `${meaning.sentence} (${code})`,
  retryable: meaning.retryable,
});

/** A code that no table knows: carriers add and split them. */
export const unknownCode = (carrier: string): CodeMeaning =>
  final(
    `${carrier} did not deliver this text and gave a reason that is not known here. Look its code up before you try again.`,
  );

/** A line whose secret is missing or broken sends nothing. */
export const noLineSecret: MessageError = {
  code: 'carrier_configuration',
  message:
    "Not sent: this line's carrier credentials are missing or incomplete. Ask an administrator to set them, then retry.",
  retryable: true,
};
