// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '6eef43f17a75'
