import type { PhiCheck, PhiFinding, PhiSettings, PhiType } from './types.ts'
import { policyVersion } from './policy-version.ts'

// First cut: the plainest rows of the policy, so that others can build on the interface.
const plainPatterns: readonly [PhiType, RegExp][] = [
  ['SSN', /\b\d{3}-\d{2}-\d{4}\b/g],
  ['MRN', /\bmrn[ :#]{1,4}(?:is )?[a-z0-9-]{4,15}\b/gi],
  ['DOB', /\bdob[ :#]{1,4}\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b/gi],
  ['DIAGNOSIS', /\b(?:diabetes|asthma|cancer|hypertension|copd|chf)\b/gi],
  ['MEDICATION', /\b(?:metformin|lisinopril|insulin|tylenol|ibuprofen)\b/gi],
]

/** Checks an outbound draft against the policy. Pure; same answer in browser and server. */
export function checkPhi(text: string, _settings?: PhiSettings): PhiCheck {
  const findings: PhiFinding[] = []
  for (const [type, pattern] of plainPatterns) {
    for (const match of text.matchAll(pattern)) {
      findings.push({ start: match.index, end: match.index + match[0].length, type, severity: 'block', message: 'This is protected health information. SMS is not private: take it out, or ask the person to call.' })
    }
  }
  findings.sort((a, b) => a.start - b.start)
  return { block: findings.length > 0, findings, policyVersion }
}

export type PhiExplanation = PhiCheck & { evidence: { start: number; end: number; type: PhiType; detector: string; evidence: string[] }[] }

/** What was found, by which detector, from which evidence. */
export function explainPhi(text: string, settings?: PhiSettings): PhiExplanation {
  return { ...checkPhi(text, settings), evidence: [] }
}
