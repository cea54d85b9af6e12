import * as z from 'zod';

/**
 * Every way in which the API refuses, in one table: status and title by stable code (RFC 9457). The `detail` of an
 * answer says what to do next.
 */
export const problems = {
  invalid_request: { status: 422, title: 'The request is not valid' },
  invalid_json: { status: 400, title: 'The body is not valid JSON' },
  unsupported_media_type: { status: 415, title: 'The body must be JSON' },
  body_too_large: { status: 413, title: 'The body is too large' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'You do not have access' },
  not_found: { status: 404, title: 'Not found' },
  invalid_phone: { status: 422, title: 'That is not a phone number' },
  context_required: { status: 422, title: 'A phone number or a contact is required' },
  contact_not_found: { status: 404, title: 'That contact is not known' },
  contact_without_phone: { status: 422, title: 'That contact has no phone number' },
  unknown_line: { status: 422, title: 'That line is not one of yours' },
  idempotency_key_required: { status: 422, title: 'An Idempotency-Key header is required' },
  idempotency_conflict: { status: 409, title: 'The Idempotency-Key was used for another text' },
  phi_blocked: { status: 422, title: 'The text holds protected health information' },
  phi_unavailable: { status: 503, title: 'The PHI check cannot run, so nothing is sent' },
  warnings_unconfirmed: { status: 409, title: 'The text has warnings to confirm' },
  opted_out: { status: 409, title: 'This person has opted out' },
  consent_required: { status: 409, title: 'No consent is on record' },
  held_for_decision: { status: 409, title: 'A probable wish to stop awaits a decision' },
  newer_messages: { status: 409, title: 'The conversation has moved on' },
  send_at_in_past: { status: 422, title: 'That time has passed' },
  send_at_too_far: { status: 422, title: 'That time is too far ahead' },
  body_too_long: { status: 422, title: 'The text is too long' },
  body_empty: { status: 422, title: 'The text is empty' },
  quiet_hours: { status: 409, title: 'It is quiet hours there' },
  not_cancellable: { status: 409, title: 'The text can no longer be cancelled' },
  not_retryable: { status: 409, title: 'Trying again cannot heal this' },
  not_editable: { status: 409, title: 'The text can no longer be edited' },
  not_scheduled: { status: 409, title: 'The text is not scheduled' },
  not_unconfirmed: { status: 409, title: 'The text awaits no decision' },
  conflict: { status: 409, title: 'Somebody else changed this at the same time' },
  invalid_signature: { status: 403, title: 'The carrier could not be verified' },
  unknown_line_key: { status: 404, title: 'Not found' },
  not_available_yet: { status: 501, title: 'Not available yet' },
  unavailable: { status: 503, title: 'Temporarily unavailable' },
  internal: { status: 500, title: 'Something went wrong on our side' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

export const problemCodes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]];

/** An RFC 9457 problem document, as `application/problem+json`; further members depend on the code. */
export const Problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(problemCodes),
    detail: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
