import { describe, expect, test } from 'vitest';
import { Problem, problemCodes, problems } from './problem.ts';
import { routes, type Route } from './routes.ts';

const listed = new Set((Object.values(routes) as Route[]).flatMap((route) => route.problems));

/** Refusals that may come from any route, and those of the carriers' entry, which is no route of this table. */
const anywhere = [
  'invalid_request',
  'invalid_json',
  'unsupported_media_type',
  'body_too_large',
  'unauthenticated',
  'forbidden',
  'unavailable',
  'internal',
  'invalid_signature',
  'unknown_line_key',
];

describe('the table of problems', () => {
  test.each(Object.entries(problems))(
    '%s has a status of refusal or failure, and a title',
    (code, { status, title }) => {
      expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
      expect(title).toMatch(/^[A-Z].*[^.]$/);
    },
  );

  test('each is given by a route, or by all of them', () => {
    expect(problemCodes.filter((code) => !listed.has(code) && !anywhere.includes(code))).toEqual([]);
  });

  test('a problem of just a code, a status and a title is one; an unknown code is none', () => {
    const { status, title } = problems.opted_out;
    const problem = { type: 'about:blank', title, status, code: 'opted_out' };
    expect(Problem.parse({ ...problem, findings: [] })).toEqual({ ...problem, findings: [] });
    expect(Problem.safeParse({ ...problem, code: 'something_else' }).success).toBe(false);
  });

  // What scripts outside rely on.
  test.each([
    ['invalid_phone', 422],
    ['context_required', 422],
    ['contact_not_found', 404],
    ['phi_blocked', 422],
    ['opted_out', 409],
    ['held_for_decision', 409],
    ['newer_messages', 409],
    ['idempotency_conflict', 409],
    ['send_at_in_past', 422],
    ['send_at_too_far', 422],
    ['body_too_long', 422],
    ['quiet_hours', 409],
    ['consent_required', 409],
    ['not_cancellable', 409],
    ['not_retryable', 409],
    ['not_editable', 409],
    ['not_scheduled', 409],
  ] as const)('%s stays %i', (code, status) => {
    expect(problems[code].status).toBe(status);
  });
});
