// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '636bd814d6bf'
