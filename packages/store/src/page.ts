import type { Page } from '@sms/messaging/ports';
import { writeCursor } from './cursor.ts';
import { maxScanned } from './queue-filter.ts';

/** How a list is read: what belongs to it, how much of it is wanted, and where an item stands in its order. */
export type PageRequest<T> = {
  readonly accept: (item: T) => boolean;
  readonly limit: number;
  readonly placeOf: (item: T) => readonly [string | number, string];
};

/**
 * Gathers a page while items come in order. One more than wanted is looked for, so that a last page says that it is the
 * last; a filter that finds little stops after `maxScanned` items and answers where to go on.
 */
export const createPageCollector = <T>({ accept, limit, placeOf }: PageRequest<T>) => {
  const found: T[] = [];
  let scanned = 0;
  let last: T | null = null;
  return {
    /** How many items may still be looked at. */
    remaining: (): number => maxScanned - scanned,
    /** Takes the next item; true when nothing more is needed. */
    add(item: T): boolean {
      scanned += 1;
      last = item;
      if (accept(item)) found.push(item);
      return found.length > limit || scanned >= maxScanned;
    },
    /** `isExhausted`: the list has no more items. */
    page(isExhausted: boolean): Page<T> {
      if (found.length > limit) {
        return { items: found.slice(0, limit), next: writeCursor(placeOf(found[limit - 1] as T)) };
      }
      return { items: found, next: isExhausted || last === null ? null : writeCursor(placeOf(last)) };
    },
  };
};
