// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '493babc0c532'
