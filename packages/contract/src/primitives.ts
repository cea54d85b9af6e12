import * as z from 'zod';

/** A phone number as ITU-T E.164 writes it: a plus sign, then 7 to 15 digits. */
export const E164 = z.string().regex(/^\+[1-9]\d{6,14}$/);

/** An instant: ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` prints it. */
export const Instant = z.iso.datetime();

/** An IANA time zone name, such as America/New_York. */
export const TimeZone = z.string().max(64);

/** The opaque subject of a signed-in person. */
export const UserId = z.string().max(128);

/** The identifier a client makes for one intended text, kept over all its tries. */
export const IdempotencyKey = z.string().min(1).max(200);

/** Whether a text is the place in a list that a former page of it named: base64url of a JSON pair. */
const isPlace = (text: string): boolean => {
  try {
    const place: unknown = JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/')));
    return Array.isArray(place) && place.length === 2;
  } catch {
    return false;
  }
};

/** A `nextCursor` as a former page gave it; anything else is refused, or a client would begin anew without knowing. */
export const Cursor = z.string().max(2000).refine(isPlace);
