// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '3e15d606e607'
