// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'e395ae885ee5'
