// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '747f290dc8e0'
