// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'd5e8005bee17'
