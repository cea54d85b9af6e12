// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'd6281404c481'
