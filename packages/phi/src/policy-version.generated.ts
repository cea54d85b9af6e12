// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '240d64047300'
