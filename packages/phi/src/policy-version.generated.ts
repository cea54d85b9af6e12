// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '34a0053d0e93'
