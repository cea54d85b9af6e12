/** Writes src/policy-version.generated.ts. Run after any change of sources or data: npm run policy-version -w @sms/phi */
import { writeFileSync } from 'node:fs';
import { policyVersionOf } from './policy-version-of.ts';

writeFileSync(
  new URL('../src/policy-version.generated.ts', import.meta.url),
  `// Written by scripts/write-policy-version.ts; do not edit.\nexport const sourceHash = '${policyVersionOf()}'\n`,
);
