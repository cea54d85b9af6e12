// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'e48336c76aa7'
