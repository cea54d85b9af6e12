// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '82dfbe43919f'
