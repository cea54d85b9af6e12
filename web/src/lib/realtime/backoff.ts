const shortest = 500;
const longest = 30_000;

/**
 * How long to wait before the next try, in milliseconds: full jitter below a ceiling that doubles, so that a thousand
 * pages that lost the same server do not come back together. `random` is in [0, 1).
 */
export const backoff = (attempt: number, random: number): number =>
  Math.round(shortest / 2 + random * Math.min(longest, shortest * 2 ** Math.min(attempt, 10)));
