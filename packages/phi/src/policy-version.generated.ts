// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '5ad60a0a3c16'
