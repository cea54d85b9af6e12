// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '1a938c6e85ae'
