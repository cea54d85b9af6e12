// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '7205d8fd15a2'
