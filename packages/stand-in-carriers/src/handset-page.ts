export const handsetPage = (): string => '';
