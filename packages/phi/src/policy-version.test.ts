import { expect, test } from 'vitest';
import { policyVersionOf } from '../scripts/policy-version-of.ts';
import { checkPhi, policyVersion } from './index.ts';

test('the policy version follows the sources: run `npm run policy-version -w @sms/phi` when this fails', () => {
  expect(policyVersion).toBe(`1-${policyVersionOf()}`);
  expect(checkPhi('hello').policyVersion).toBe(policyVersion);
});
