export const policyVersion: string = '0.1-first-cut'
