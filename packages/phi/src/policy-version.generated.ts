// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '347a25b2e6f3'
