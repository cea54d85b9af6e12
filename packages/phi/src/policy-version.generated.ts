// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '1438019a001a'
