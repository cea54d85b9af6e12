// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '97b545d012d1'
