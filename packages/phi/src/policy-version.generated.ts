// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'a80655cb342e'
