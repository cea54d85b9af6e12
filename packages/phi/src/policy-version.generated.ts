// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '610cf57d6791'
