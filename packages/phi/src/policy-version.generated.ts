// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'd62dc63034f8'
