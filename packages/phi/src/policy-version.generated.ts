// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'c931e06b9ee5'
