// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '8e4f92be1cbf'
