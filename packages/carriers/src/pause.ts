import { setTimeout } from 'node:timers/promises';

/** Waits so many milliseconds. */
export const pauseFor = async (milliseconds: number): Promise<void> => {
  await setTimeout(milliseconds);
};
