// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'daea447d9259'
