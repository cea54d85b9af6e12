// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '1c9abb9afa81'
