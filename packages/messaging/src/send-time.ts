import { refuse, type Refusal } from './outcome.ts';

const dayMilliseconds = 24 * 60 * 60 * 1000;
/** How far ahead a text may be scheduled, in days. */
const horizonDays = 366;

const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Whether a date is in the calendar: the engine reads the 31st of April as the 1st of May, an hour nobody chose. */
const isInCalendar = (date: string): boolean => {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(date);
};

/** Reads a `sendAt`: ISO 8601 with `Z` or an offset, in the future, at most a year ahead. Gives ISO 8601 UTC. */
export const parseSendAt = (input: string, now: Date): string | Refusal => {
  const isWellFormed = instantPattern.test(input) && isInCalendar(input.slice(0, 10));
  const instant = isWellFormed ? Date.parse(input) : Number.NaN;
  if (Number.isNaN(instant)) {
    return refuse('invalid_request', 'Write sendAt as an ISO 8601 instant, like 2026-03-01T15:00:00Z.', {
      errors: [{ path: 'sendAt', message: 'is not an ISO 8601 instant with Z or an offset' }],
    });
  }
  if (instant <= now.getTime()) {
    return refuse('send_at_in_past', 'Choose a time in the future, or send it now.', {
      errors: [{ path: 'sendAt', message: 'has passed' }],
    });
  }
  if (instant > now.getTime() + horizonDays * dayMilliseconds) {
    return refuse('send_at_too_far', `Choose a time within ${horizonDays} days.`, {
      errors: [{ path: 'sendAt', message: `is more than ${horizonDays} days ahead` }],
    });
  }
  return new Date(instant).toISOString();
};

/** Refuses a time zone that no IANA name is. */
export const timeZoneRefusal = (timeZone: string | null | undefined): Refusal | null => {
  if (timeZone === null || timeZone === undefined) return null;
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return null;
  } catch {
    return refuse('invalid_request', 'Name the time zone as IANA does, like America/New_York.', {
      errors: [{ path: 'timeZone', message: 'is not an IANA time zone' }],
    });
  }
};
