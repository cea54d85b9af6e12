// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '71f44218cecf'
