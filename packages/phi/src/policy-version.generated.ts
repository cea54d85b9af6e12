// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'e58ad658a8a8'
