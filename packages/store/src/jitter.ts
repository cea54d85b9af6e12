import { setTimeout as sleep } from 'node:timers/promises';

/** Longest wait before the first repetition, and before any, in milliseconds. */
const base = 20;
const cap = 400;

/** Waits a random part of a time that doubles with each attempt: full jitter keeps losers of one race from meeting again. */
export const pauseWithJitter = async (attempt: number): Promise<void> => {
  await sleep(Math.random() * Math.min(cap, base * 2 ** attempt));
};
