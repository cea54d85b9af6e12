// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '8c4c1b587e20'
