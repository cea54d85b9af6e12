import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Chance that a seed replays: whoever draws in the same order draws the same. */
export type Random = {
  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number;
  /** True about `percent` times in a hundred. */
  chance(percent: number): boolean;
  pick<T>(items: readonly T[]): T;
};

export const createRandom = (seed: number): Random => {
  const generator = xoroshiro128plus(seed);
  const integer = (min: number, max: number): number => uniformInt(generator, min, max);
  return {
    integer,
    chance: (percent) => integer(0, 9_999) < percent * 100,
    pick: (items) => items[integer(0, items.length - 1)]!,
  };
};
