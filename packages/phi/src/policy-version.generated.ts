// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '9d8e508930e1'
