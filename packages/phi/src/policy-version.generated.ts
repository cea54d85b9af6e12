// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '5c87e875683a'
