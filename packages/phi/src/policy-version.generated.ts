// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '79b6d7c98d80'
