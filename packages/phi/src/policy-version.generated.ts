// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'ba6bed643cb3'
