// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '546ed9b1b33a'
