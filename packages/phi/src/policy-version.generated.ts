// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'de733ace835b'
