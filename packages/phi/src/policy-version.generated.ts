// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '64d8d8c53104'
