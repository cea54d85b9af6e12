import { createRemoteJWKSet, jwtVerify, type JWTPayload } from 'jose';
import type { HttpRoute } from './blueprint.ts';

export type JwtSettings = NonNullable<HttpRoute['authorizer']>;

export type Authorization =
  | {
      readonly kind: 'granted';
      readonly jwt: { readonly claims: Readonly<Record<string, string>>; readonly scopes: string[] | null };
    }
  | { readonly kind: 'unauthorized'; readonly challenge: string }
  | { readonly kind: 'forbidden'; readonly challenge: string };

const claimText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(claimText).join(' ')}]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** As API Gateway hands claims over: every value a string, lists as `[a b]`, null left out. */
export const stringifyClaims = (payload: JWTPayload): Record<string, string> =>
  Object.fromEntries(
    Object.entries(payload)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [name, claimText(value)]),
  );

/** How long the issuer may take for its keys: it lives on this machine, whose cores others may need as well. */
const keysTimeoutMilliseconds = 60_000;

const challenge = (error: string, description: string, scope = ''): string =>
  `Bearer scope="${scope}" error="${error}" error_description="${description}"`;

const invalid = (description: string): Authorization => ({
  kind: 'unauthorized',
  challenge: challenge('invalid_token', description),
});

const scopesOf = (payload: JWTPayload): readonly string[] => {
  const scope = payload['scope'] ?? payload['scp'];
  return typeof scope === 'string' ? scope.split(' ') : Array.isArray(scope) ? scope.map(String) : [];
};

/**
 * The gateway's JWT authorizer: signature by the issuer's published keys, issuer, audience (`aud`, else `client_id`),
 * times by real time, and the route's scopes. It knows nothing of `token_use` or of our own claims.
 */
export const createJwtAuthorizer = (): ((
  authorizationHeader: string | undefined,
  settings: JwtSettings,
) => Promise<Authorization>) => {
  const keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>();
  const keySetOf = async (issuer: string): Promise<ReturnType<typeof createRemoteJWKSet>> => {
    const known = keySets.get(issuer);
    if (known !== undefined) return known;
    const response = await fetch(`${issuer}/.well-known/openid-configuration`);
    const { jwks_uri: address } = (await response.json()) as { jwks_uri: string };
    const keySet = createRemoteJWKSet(new URL(address), { timeoutDuration: keysTimeoutMilliseconds });
    keySets.set(issuer, keySet);
    return keySet;
  };

  return async (authorizationHeader, settings) => {
    const token = authorizationHeader?.replace(/^Bearer\s+/i, '').trim();
    if (token === undefined || token === '') return { kind: 'unauthorized', challenge: 'Bearer' };
    let payload: JWTPayload;
    try {
      const verified = await jwtVerify(token, await keySetOf(settings.issuer), {
        issuer: settings.issuer,
        algorithms: ['RS256', 'RS384', 'RS512'],
        requiredClaims: ['exp'],
      });
      payload = verified.payload;
    } catch {
      return invalid('the token is invalid or has expired');
    }
    const audiences = payload.aud === undefined ? [payload['client_id']] : [payload.aud].flat();
    if (!audiences.some((audience) => settings.audience.includes(String(audience))))
      return invalid('the token has an invalid audience');
    const granted = scopesOf(payload);
    if (settings.scopes !== null && !settings.scopes.some((scope) => granted.includes(scope)))
      return { kind: 'forbidden', challenge: challenge('insufficient_scope', '', settings.scopes.join(' ')) };
    return {
      kind: 'granted',
      jwt: { claims: stringifyClaims(payload), scopes: settings.scopes === null ? null : [...granted] },
    };
  };
};
