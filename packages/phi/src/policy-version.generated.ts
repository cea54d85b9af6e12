// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '5e2383eed1af'
