// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'ebfcb1880e47'
