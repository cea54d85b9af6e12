// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '2dfc243acea9'
