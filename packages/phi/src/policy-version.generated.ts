// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '87f0af9e19de'
