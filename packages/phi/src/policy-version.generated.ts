// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = '3d78d28c9d3b'
