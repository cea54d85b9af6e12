// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'ef868f1bbcc3'
