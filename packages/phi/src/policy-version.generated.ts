// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'b16dfea57de8'
