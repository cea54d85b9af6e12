// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'b563b2b5cda3'
