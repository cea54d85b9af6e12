// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '15a386b0a3c5'
