export { checkPhi, explainPhi } from './check.ts';
export type { PhiExplanation } from './check.ts';
export { policyVersion } from './policy-version.ts';
export { phiTypes } from './types.ts';
export type { PhiCheck, PhiFinding, PhiSettings, PhiSeverity, PhiType } from './types.ts';
