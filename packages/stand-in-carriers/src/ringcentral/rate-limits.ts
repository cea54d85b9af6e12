import { failure } from './errors.ts';
import type { RateGroup } from '../options.ts';
import type { Reply } from '../http.ts';

const windowMs = 60_000;

/**
 * RingCentral's limits: a sliding minute per user, app and group; past it the whole group is refused for 60 s and
 * every call in the penalty starts it anew.
 */
export const createRateLimits = (now: () => number, limits: Readonly<Record<RateGroup, number>>) => {
  const calls = new Map<string, { times: number[]; penaltyUntil: number }>();

  return (user: string, group: RateGroup): { refusal: Reply | null; headers: Record<string, string> } => {
    const key = `${group} ${user}`;
    const at = now();
    const record = calls.get(key) ?? { times: [], penaltyUntil: 0 };
    calls.set(key, record);
    record.times = record.times.filter((time) => time > at - windowMs);
    const limit = limits[group];
    const refused = record.penaltyUntil > at || record.times.length >= limit;
    if (refused) record.penaltyUntil = at + windowMs;
    else record.times.push(at);
    const headers = {
      'X-Rate-Limit-Group': group.toLowerCase(),
      'X-Rate-Limit-Limit': String(limit),
      'X-Rate-Limit-Remaining': String(refused ? 0 : limit - record.times.length),
      'X-Rate-Limit-Window': '60',
    };
    return {
      headers,
      refusal: refused
        ? failure(429, 'CMN-301', 'Request rate exceeded', {
            headers: { ...headers, 'Retry-After': String(windowMs / 1000) },
          })
        : null,
    };
  };
};
