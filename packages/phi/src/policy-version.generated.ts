// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'e6c6a0c0c004'
