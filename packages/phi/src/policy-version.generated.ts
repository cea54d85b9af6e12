// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '61b701f7d70d'
