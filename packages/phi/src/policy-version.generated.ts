// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'd1769bfd8d6f'
