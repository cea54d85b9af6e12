// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '97f604f7b0d8'
