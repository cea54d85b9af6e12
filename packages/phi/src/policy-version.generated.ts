// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '4dda5d52601c'
