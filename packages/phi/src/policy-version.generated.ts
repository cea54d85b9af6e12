// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'ca41220a4ae4'
