// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'a10fa8202e2a'
