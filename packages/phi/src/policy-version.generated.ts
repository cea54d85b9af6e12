// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'bd2ed3574b59'
