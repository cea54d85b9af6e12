// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '198635caff3e'
