// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '9b8b96664a7b'
