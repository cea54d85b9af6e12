/** The permission that opens the page. */
export const requiredPermission = 'ce.sms.admin';

/** What the page reads from an access token. The server alone decides; this only spares a hopeless request. */
export type Claims = {
  readonly userId: string;
  readonly name: string;
  readonly permissions: readonly string[];
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
};

const asList = (value: unknown): readonly string[] =>
  Array.isArray(value)
    ? value.map(String)
    : typeof value === 'string'
      ? value.split(/\s+/).filter(Boolean)
      : [];

/** Reads the claims of a JSON Web Token, or null if it is none. */
export const readClaims = (token: string): Claims | null => {
  const payload = token.split('.')[1];
  if (payload === undefined) return null;
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
      character.charCodeAt(0),
    );
    const claims = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    return {
      userId: String(claims['sub'] ?? ''),
      name: String(claims['name'] ?? claims['username'] ?? ''),
      permissions: asList(claims['permissions']),
      expiresAt: Number(claims['exp'] ?? 0) * 1000,
    };
  } catch {
    return null;
  }
};
