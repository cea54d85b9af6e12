// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '1428b34e2675'
