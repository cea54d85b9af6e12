// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '57300242969a'
