// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '292843ee3f29'
