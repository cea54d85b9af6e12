// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'dcc34ca046a9'
