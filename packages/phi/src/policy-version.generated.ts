// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '722a0d457c04'
