// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '35ff9b8d5e88'
