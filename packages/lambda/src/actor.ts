import type { Actor } from '@sms/domain';
import { RefusedError } from './problem.ts';

/** Who may work with conversations. */
export const permission = 'ce.sms.admin';

/** Organisations are parts of keys. */
const organisationPattern = /^[A-Za-z0-9._-]{1,64}$/;

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** API Gateway hands lists over as `[a b]`; our own claim is words with spaces between. */
const words = (value: unknown): readonly string[] =>
  typeof value === 'string' ? value.replace(/^\[|\]$/g, '').split(/[\s,]+/) : [];

const claimsOf = (event: unknown): Readonly<Record<string, unknown>> | null => {
  const context = (event as { requestContext?: { authorizer?: { jwt?: { claims?: unknown } } } } | null)
    ?.requestContext;
  const claims = context?.authorizer?.jwt?.claims;
  return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : null;
};

/**
 * The person behind a request, from claims that the gateway has verified. It does not look at what the token is for,
 * nor at permissions: both are judged here.
 *
 * @throws RefusedError `unauthenticated` or `forbidden`.
 */
export const actorOf = (event: unknown): Actor => {
  const claims = claimsOf(event);
  const userId = text(claims?.['sub']);
  if (!claims || !userId || claims['token_use'] !== 'access') {
    throw new RefusedError('unauthenticated', 'Sign in, then try again.');
  }
  const organisation = text(claims['organisation']);
  if (!organisation || !organisationPattern.test(organisation)) {
    throw new RefusedError('forbidden', 'Your account belongs to no organisation. Ask your administrator.');
  }
  if (!words(claims['permissions']).includes(permission)) {
    throw new RefusedError('forbidden', `You need the permission ${permission}. Ask your administrator.`, {
      permission,
    });
  }
  return {
    organisation,
    userId: userId.slice(0, 128),
    name: (text(claims['name']) ?? text(claims['username']) ?? 'Unnamed').slice(0, 200),
  };
};
