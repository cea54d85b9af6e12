// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '119ee03b0d93'
