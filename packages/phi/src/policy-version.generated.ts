// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'b50658e80e71'
