// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '9017db831421'
