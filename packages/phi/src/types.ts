/** The kinds of protected health information the policy knows (docs/phi.md lists what falls under each). */
export const phiTypes = [
  'NAME',
  'SSN',
  'MRN',
  'DOB',
  'DATE',
  'AGE',
  'MEMBER_ID',
  'ACCOUNT',
  'CARD',
  'LICENSE',
  'VEHICLE',
  'DEVICE_ID',
  'IP',
  'URL',
  'EMAIL',
  'PHONE',
  'ADDRESS',
  'OTHER_ID',
  'DIAGNOSIS',
  'ICD10',
  'MEDICATION',
  'LAB',
  'PROCEDURE',
  'SYMPTOM',
  'SUBSTANCE_USE',
  'MENTAL_HEALTH',
  'HIV_STI',
  'REPRODUCTIVE',
  'GENETIC',
  'SPECIALTY',
  'DME',
] as const;
export type PhiType = (typeof phiTypes)[number];

/** `block`: sending is refused. `warn`: shown to the operator, sending is allowed. */
export type PhiSeverity = 'block' | 'warn';

export type PhiFinding = {
  /** UTF-16 offset in the text that was checked. */
  start: number;
  /** UTF-16 offset, exclusive. */
  end: number;
  type: PhiType;
  severity: PhiSeverity;
  /** For the operator: what it is, why it may not go by SMS, what to write instead. */
  message: string;
  /** One-click safe replacement of `text.slice(start, end)`; an empty replacement takes the words out. */
  remedy?: { label: string; replacement: string };
  /** A safe wording for the whole message. */
  remedyText?: string;
};

export type PhiCheck = {
  /** True when any finding has severity `block`. */
  block: boolean;
  /** Sorted by `start`. */
  findings: PhiFinding[];
  policyVersion: string;
};

/** An organisation's own words, matched without regard to case or disguise. */
export type PhiSettings = { alwaysBlock: readonly string[]; neverBlock: readonly string[] };
