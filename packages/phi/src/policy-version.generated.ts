// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '464e99b228c6'
