// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '2f44dc0c0780'
