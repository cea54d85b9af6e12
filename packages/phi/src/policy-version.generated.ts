// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'e43402e67164'
