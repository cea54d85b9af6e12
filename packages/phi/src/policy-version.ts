import { sourceHash } from './policy-version.generated.ts';

/** Raised by hand when the policy itself changes; the hash changes with every source or list that could change an answer. */
const policyNumber = 1;

export const policyVersion = `${policyNumber}-${sourceHash}`;
