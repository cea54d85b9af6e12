// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'dda4010442f2'
