// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '77a3aaf6d5cf'
