// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'fae6d6d28294'
