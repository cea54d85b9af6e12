// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '525c6d1ba57a'
