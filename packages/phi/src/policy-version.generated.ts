// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '8b9f18e958d0'
