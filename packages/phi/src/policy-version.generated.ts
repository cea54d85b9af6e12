// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'ce3bf3817a7c'
