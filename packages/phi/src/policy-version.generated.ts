// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'fa60d1f24fb2'
