// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '73a70e1e4ea1'
