// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '63103851b578'
