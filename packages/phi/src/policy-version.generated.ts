// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'a6ff2df55052'
