// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '53d2f8ff2508'
