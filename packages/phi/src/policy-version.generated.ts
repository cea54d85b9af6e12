// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '5d27781e74f2'
