// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'a7723cdaf625'
