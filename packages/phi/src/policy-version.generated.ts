// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '84cff484f2e2'
