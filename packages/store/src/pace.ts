/** A line's allowance as it was left: a bucket of sends that holds a minute's worth and fills evenly. */
export type Pace = {
  readonly tokens: number;
  /** When it held so many, ISO 8601 UTC. */
  readonly filledAt: string;
};

export type PaceLimit = { readonly perMinute: number; readonly reserve: number };

export type SlotDecision =
  { readonly kind: 'granted'; readonly left: Pace } | { readonly kind: 'wait'; readonly until: string };

/**
 * Whether a send may leave now. A line that never sent has a full bucket. A clock that went back fills nothing.
 * `blockedUntil` is the carrier's own word and goes before everything.
 */
export const decideSlot = (
  pace: Pace | null,
  blockedUntil: string | null,
  now: string,
  { perMinute, reserve }: PaceLimit,
): SlotDecision => {
  const nowAt = Date.parse(now);
  if (blockedUntil !== null && Date.parse(blockedUntil) > nowAt) return { kind: 'wait', until: blockedUntil };
  const filledAt = pace ? Date.parse(pace.filledAt) : nowAt;
  const perMillisecond = perMinute / 60_000;
  const tokens = pace
    ? Math.min(perMinute, pace.tokens + Math.max(0, nowAt - filledAt) * perMillisecond)
    : perMinute;
  // What must be left can never be so much that an idle line refuses.
  const needed = Math.min(1 + reserve, Math.max(1, perMinute));
  if (tokens + 1e-9 >= needed) {
    return {
      kind: 'granted',
      left: { tokens: Math.max(0, tokens - 1), filledAt: new Date(Math.max(nowAt, filledAt)).toISOString() },
    };
  }
  const waitMilliseconds = Math.ceil((needed - tokens) / perMillisecond);
  return { kind: 'wait', until: new Date(Math.max(nowAt, filledAt) + waitMilliseconds).toISOString() };
};

/** The later of two instants. */
export const later = (one: string | null, other: string): string =>
  one !== null && Date.parse(one) > Date.parse(other) ? one : other;
