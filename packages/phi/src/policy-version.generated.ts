// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'c565d589067c'
