// Written by scripts/write-policy-version.ts; do not edit.
export const sourceHash = 'd3b130dd6197'
