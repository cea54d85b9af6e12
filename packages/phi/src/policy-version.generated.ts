// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '22df6ab7e573'
