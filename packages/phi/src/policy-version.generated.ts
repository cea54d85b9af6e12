// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '98a519df6eea'
