// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'c792ef3f7135'
