// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '9ac76a735ad9'
