// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '75ad6c0606e2'
