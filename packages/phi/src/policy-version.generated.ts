// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '8571ff4326b7'
