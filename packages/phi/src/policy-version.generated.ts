// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'bd555e222553'
