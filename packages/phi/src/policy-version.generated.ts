// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'd7edc107cbfc'
