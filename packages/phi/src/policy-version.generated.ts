// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '92f742d5cdfc'
