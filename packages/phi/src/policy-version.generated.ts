// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'cbba68d342de'
