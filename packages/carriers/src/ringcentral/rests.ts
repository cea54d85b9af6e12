import type { Clock, Store } from '@sms/messaging/ports';
import type { RateGroup } from './client.ts';

/** The rests that the carrier imposes on a group of calls after its limit, in all function instances at once. */
export type Rests = {
  /** How long the group still rests, in seconds; 0 when it may be called. */
  readonly remaining: (group: RateGroup) => Promise<number>;
  readonly begin: (group: RateGroup, seconds: number) => Promise<void>;
};

/**
 * Keeps the rests of one account in the table: every call in a rest begins it anew (developers.ringcentral.com,
 * basics/rate-limits), so that instances which knew nothing of each other would keep it going for ever.
 */
export const createRests = (
  { store, clock }: { readonly store: Pick<Store, 'getValue' | 'putValue'>; readonly clock: Clock },
  account: string,
): Rests => {
  const known = new Map<RateGroup, number>();
  const keyOf = (group: RateGroup): string => `ringcentral-rest:${account}:${group}`;
  const secondsUntil = (instant: number): number =>
    Math.max(0, Math.ceil((instant - clock.now().getTime()) / 1000));

  return {
    async remaining(group) {
      const ours = secondsUntil(known.get(group) ?? 0);
      if (ours > 0) return ours;
      const kept = await store.getValue(keyOf(group));
      const until = kept ? Date.parse(kept.value) : 0;
      known.set(group, until);
      return secondsUntil(until);
    },

    async begin(group, seconds) {
      const until = clock.now().getTime() + seconds * 1000;
      known.set(group, until);
      const kept = await store.getValue(keyOf(group));
      if (kept && Date.parse(kept.value) >= until) return;
      const value = new Date(until).toISOString();
      // Whoever was faster met the same limit.
      await store.putValue(keyOf(group), value, kept?.revision ?? 0, value);
    },
  };
};
