// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'f75be54d2127'
