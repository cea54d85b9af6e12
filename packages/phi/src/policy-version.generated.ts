// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '289b0f3fc64b'
