// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'e7aa93b4705d'
