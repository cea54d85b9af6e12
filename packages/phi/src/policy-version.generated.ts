// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '125f6d956180'
