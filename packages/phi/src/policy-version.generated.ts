// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '815c76e6657e'
