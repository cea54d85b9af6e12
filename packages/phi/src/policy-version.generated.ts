// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'de94a703810d'
