// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '0841bf5fdab7'
