// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '15431bbf646a'
