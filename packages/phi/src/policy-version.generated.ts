// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'd774aed917e0'
