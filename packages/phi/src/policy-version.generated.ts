// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '7626af393f91'
