import type { PhiSeverity, PhiType } from './types.ts';
import type { RawFinding } from './detectors/finding.ts';

/** What the operator reads and may do about a finding: one sentence of each, and a safe replacement where there is one. */
export type Advice = {
  message: string;
  remedy?: { label: string; replacement: string };
  remedyText?: string;
};

const callThem = 'Please call our office at your convenience.';
const portal = 'You have a new message in your portal. Please log in to read it.';

const blocked: Record<PhiType, Advice> = {
  NAME: {
    message: 'A full name beside a phone number identifies a patient or relative. Use the first name alone.',
  },
  SSN: {
    message:
      'A Social Security number never goes by SMS, not even its last four digits. Take it out, or call.',
    remedy: { label: 'Take the number out', replacement: '' },
    remedyText: callThem,
  },
  MRN: {
    message: 'A record number identifies a patient. Take it out; they can give it when they call.',
    remedy: { label: 'Say "on file"', replacement: 'on file' },
  },
  DOB: {
    message: 'A date of birth identifies a person. You may ask for it, but not send it.',
    remedy: { label: 'Say "on file"', replacement: 'on file' },
  },
  DATE: {
    message:
      'Dates of admission, discharge, surgery and death are protected. Leave the date out, or use the portal.',
    remedy: { label: 'Take the date out', replacement: '' },
  },
  AGE: {
    message: 'An age over 89 identifies a person under HIPAA. Leave the age out.',
    remedy: { label: 'Take the age out', replacement: '' },
  },
  MEMBER_ID: {
    message: 'A plan or member number identifies a person. Ask them to have their card ready instead.',
    remedy: { label: 'Say "on file"', replacement: 'on file' },
  },
  ACCOUNT: {
    message: 'An account or claim number identifies a person. Leave it out; a balance alone is fine.',
    remedy: { label: 'Say "on file"', replacement: 'on file' },
  },
  CARD: {
    message: 'A card number never goes by SMS. Send the payment link, or call.',
    remedy: { label: 'Say "on file"', replacement: 'on file' },
  },
  LICENSE: {
    message: "A driver's licence, state ID or passport number identifies a person. Leave it out.",
    remedy: { label: 'Say "on file"', replacement: 'on file' },
  },
  VEHICLE: {
    message: "A person's plate or vehicle number identifies them. Leave it out.",
    remedy: { label: 'Say "on file"', replacement: 'on file' },
  },
  DEVICE_ID: {
    message: 'A device or serial number leads back to its owner. Leave it out, or call.',
    remedy: { label: 'Say "on file"', replacement: 'on file' },
  },
  IP: {
    message: 'A network address tied to a login identifies a person. Leave it out.',
    remedy: { label: 'Say "a new place"', replacement: 'a new place' },
  },
  URL: {
    message: "This link carries a person's data in its address. Send the plain portal link instead.",
    remedy: { label: 'Say "the portal"', replacement: 'the portal' },
  },
  EMAIL: {
    message: "A person's e-mail address beside a name or health detail identifies them. Leave it out.",
    remedy: { label: 'Say "the address on file"', replacement: 'the address on file' },
  },
  PHONE: {
    message: "A person's phone number beside a name or health detail identifies them. Leave it out.",
    remedy: { label: 'Say "the number on file"', replacement: 'the number on file' },
  },
  ADDRESS: {
    message: 'A person\'s street address identifies them. Say "the address on file" instead.',
    remedy: { label: 'Say "the address on file"', replacement: 'the address on file' },
  },
  OTHER_ID: {
    message: 'An authorization or case number identifies a person. Leave it out, or call.',
    remedy: { label: 'Say "on file"', replacement: 'on file' },
  },
  DIAGNOSIS: {
    message:
      'A condition is health information and this goes to a phone number. Say "your visit", or send it through the portal.',
    remedyText: portal,
  },
  ICD10: {
    message: 'A diagnosis code is health information. Leave it out, or use the portal.',
    remedy: { label: 'Say "on file"', replacement: 'on file' },
    remedyText: portal,
  },
  MEDICATION: {
    message: 'A drug name tells what a person is treated for. Say "your prescription" instead.',
    remedy: { label: 'Say "prescription"', replacement: 'prescription' },
    remedyText: 'Your prescription is ready.',
  },
  LAB: {
    message:
      'A result or reading, good or bad, is health information. Say that the results are in the portal.',
    remedy: { label: 'Say "results are in the portal"', replacement: 'results are in the portal' },
    remedyText: 'Your results are ready in the portal.',
  },
  PROCEDURE: {
    message:
      'A named procedure or test tells about health. Say "your appointment" or "your procedure" instead.',
    remedy: { label: 'Say "procedure"', replacement: 'procedure' },
  },
  SYMPTOM: {
    message:
      'A symptom is health information, also as a question. Ask them to call, or to answer in the portal.',
    remedyText: callThem,
  },
  SUBSTANCE_USE: {
    message:
      'Anything that shows substance-use care is protected most strictly (42 CFR Part 2), even a programme’s name. Say "your appointment", or call.',
    remedyText: 'Please call us about your appointment.',
  },
  MENTAL_HEALTH: {
    message:
      'Mental-health care is sensitive health information. Say "your appointment" and leave the kind out.',
    remedyText: 'Please call us about your appointment.',
  },
  HIV_STI: {
    message:
      'HIV and STI care is among the most sensitive health information. Leave it out, and use the portal or call.',
    remedyText: portal,
  },
  REPRODUCTIVE: {
    message:
      'Reproductive health is sensitive health information. Say "your appointment", or use the portal.',
    remedyText: 'Please call us about your appointment.',
  },
  GENETIC: {
    message: 'Genetic information is protected health information. Use the portal, or call.',
    remedyText: portal,
  },
  SPECIALTY: {
    message: 'This kind of clinic tells what the person is treated for. Say "your appointment" alone.',
    remedy: { label: 'Take the word out', replacement: '' },
    remedyText: 'Please call us about your appointment.',
  },
  DME: {
    message: 'This equipment shows a condition. Say "your order" or "your supplies" instead.',
    remedy: { label: 'Say "order"', replacement: 'order' },
  },
};

/** After "your" a condition may be called by its plainest name: "your asthma" becomes "your health". */
const health = { label: 'Say "health"', replacement: 'health' };
const namedAfterYour = new Set<PhiType>([
  'DIAGNOSIS',
  'SYMPTOM',
  'SUBSTANCE_USE',
  'MENTAL_HEALTH',
  'HIV_STI',
  'REPRODUCTIVE',
  'GENETIC',
]);

/** What may safely stand for words that are warned about. */
const milder: Record<string, { label: string; replacement: string }> = {
  imaging: { label: 'Say "test"', replacement: 'test' },
  vaccine: { label: 'Say "appointment"', replacement: 'appointment' },
  surgery: { label: 'Say "procedure"', replacement: 'procedure' },
  class: { label: 'Say "medications"', replacement: 'medications' },
};

/** Begins the replacement as the written words begin. */
const asWritten = (written: string, remedy: { label: string; replacement: string }): typeof remedy =>
  /^[A-Z][a-z]/.test(written) && remedy.replacement !== ''
    ? { ...remedy, replacement: remedy.replacement[0]!.toUpperCase() + remedy.replacement.slice(1) }
    : remedy;

const warned: Record<string, string> = {
  title: 'A title and surname points at a person. The first name alone is safer.',
  service: 'A date of service links a person to care. Leave it out if the bill is clear without it.',
  senderName: 'The name of the practice tells what it treats. A neutral sender name is safer.',
  general:
    'This speaks of a condition or treatment in general. Make sure that it reads as an announcement, not as about this person.',
  imaging: 'Naming the kind of test says more than needed. "Your appointment" is enough.',
  vaccine: 'A vaccine for this person is health information of a mild kind. "Your appointment" is enough.',
  surgery: '"Your surgery" says more than needed. "Your appointment" or "your procedure" is enough.',
  therapy: '"Therapy" may be read as mental-health care. "Your appointment" is enough.',
  class: 'A kind of medicine hints at a condition. Ask to bring all medications instead.',
  other: 'The specialty hints at what the person is treated for. "Your appointment" is enough.',
};
const warnedByType: Partial<Record<PhiType, string>> = {
  PHONE: "A person's own phone number. Ask them to confirm the number on file instead.",
  EMAIL: "A person's own e-mail address. Ask them to confirm the address on file instead.",
  OTHER_ID: 'A prescription number leads to a person and a drug. "Your prescription is ready" is enough.',
};

/** The words for a finding. `written` is the text it covers. */
export function adviceFor(finding: RawFinding, severity: PhiSeverity, written: string): Advice {
  if (finding.variant === 'own')
    return {
      message: 'Your organisation has put this on its list of words that are never sent. Take it out.',
      remedy: { label: 'Take it out', replacement: '' },
    };
  if (severity === 'warn') {
    const message =
      warned[finding.variant ?? ''] ?? warnedByType[finding.type] ?? blocked[finding.type].message;
    const remedy = milder[finding.variant ?? ''];
    return remedy === undefined ? { message } : { message, remedy: asWritten(written, remedy) };
  }
  const advice = blocked[finding.type];
  if (finding.type === 'NAME') {
    if (finding.variant === 'initial')
      return { ...advice, remedy: { label: 'Take the name out', replacement: '' } };
    const words = written.replace(/^(?:mr|mrs|ms|miss|mx|sra?|srta|don|doña)\.?\s+/i, '').split(/[\s,]+/);
    const first = finding.variant === 'reversed' ? written.split(',')[1]?.trim().split(/\s+/)[0] : words[0];
    return first === undefined || first.length < 2
      ? { ...advice, remedy: { label: 'Take the name out', replacement: '' } }
      : { ...advice, remedy: { label: `Use "${first}" alone`, replacement: first } };
  }
  if (
    namedAfterYour.has(finding.type) &&
    finding.evidence.some((why) => /^"(?:your|ur)" before it$/.test(why))
  )
    return { ...advice, remedy: health };
  return advice.remedy === undefined ? advice : { ...advice, remedy: asWritten(written, advice.remedy) };
}
