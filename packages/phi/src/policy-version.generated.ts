// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'a911c79afcce'
