// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'd34c20413782'
