import { createHash, timingSafeEqual } from 'node:crypto';
import type { CarrierEvent } from '@sms/messaging/ports';

export type Headers = Readonly<Record<string, string | undefined>>;

/** What a request to a webhook address turned out to be. */
export type WebhookResult =
  /** The carrier tries the address: answer 200 with this value in the header `Validation-Token`. */
  | { readonly kind: 'handshake'; readonly validationToken: string }
  /** Not from the carrier, as far as we can tell. */
  | { readonly kind: 'refused'; readonly status: 400 | 403 }
  /** From the carrier, and not readable. */
  | { readonly kind: 'invalid'; readonly status: 400 }
  /** Store these, then answer 2xx; a `validationToken` is to be echoed in the header `Validation-Token`. */
  | { readonly kind: 'events'; readonly events: readonly CarrierEvent[]; readonly validationToken?: string };

/** A header's value whatever the case of its name, null without one. */
export const headerOf = (headers: Headers, name: string): string | null => {
  const entry = Object.entries(headers).find(([key]) => key.toLowerCase() === name);
  return entry?.[1] ?? null;
};

/** Compares in a time that tells nothing of where, or by what length, the two differ. */
export const isEqualSecret = (left: string, right: string): boolean => {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(left), hash(right));
};
