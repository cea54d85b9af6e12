// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '5ad3f3863291'
