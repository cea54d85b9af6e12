// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '978f18d42672'
