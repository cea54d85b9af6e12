// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '3d14bd3921e7'
