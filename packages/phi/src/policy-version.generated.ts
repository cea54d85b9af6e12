// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '4f69ba147f11'
