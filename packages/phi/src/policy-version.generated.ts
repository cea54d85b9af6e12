// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'a262f080de1f'
