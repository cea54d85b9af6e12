// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '07cbf116132e'
