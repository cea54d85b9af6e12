// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '47833bb0a4b2'
