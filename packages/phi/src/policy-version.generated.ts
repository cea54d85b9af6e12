// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'dfafda45b032'
