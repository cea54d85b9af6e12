// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '323c7dc1f601'
