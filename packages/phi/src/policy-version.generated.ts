// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'b4aee5d42448'
