import { randomBytes, randomUUID } from 'node:crypto';
import { basicCredentials, isForm, json } from '../http.ts';
import type { Call, Reply } from '../http.ts';
import type { Context } from '../context.ts';
import { failure, grantFailure } from './errors.ts';
import type { Extension } from './extensions.ts';

const jwtGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const mostSessions = 5;

/** Logins by JWT and the tokens that come of them: at most five at a time per user, the oldest dies for the sixth. */
export const createSessions = (context: Context, extensions: readonly Extension[]) => {
  const state = context.state.ringcentral;

  const open = (extension: Extension, ttlSeconds: number, endpointId: string): Reply => {
    const startedAt = context.now();
    const session = {
      token: `eyStandIn.${randomBytes(24).toString('base64url')}`,
      refreshToken: `eyStandIn.r.${randomBytes(24).toString('base64url')}`,
      sessionId: randomUUID(),
      extension: extension.key,
      startedAt,
      expiresAt: startedAt + ttlSeconds * 1000,
    };
    const live = state.sessions.filter(({ expiresAt }) => expiresAt > startedAt - 3_600_000);
    const own = live.filter(({ extension: owner }) => owner === extension.key);
    const dying = new Set(own.slice(0, Math.max(0, own.length - mostSessions + 1)));
    state.sessions = [...live.filter((other) => !dying.has(other)), session];
    context.changed();
    return json(200, {
      access_token: session.token,
      token_type: 'bearer',
      expires_in: ttlSeconds,
      refresh_token: session.refreshToken,
      refresh_token_expires_in: 604_800,
      scope: 'ReadAccounts ReadMessages SMS SubscriptionWebhook',
      owner_id: String(extension.extensionId),
      endpoint_id: endpointId,
      session_id: session.sessionId,
    });
  };

  return {
    /** The extension that a token request is for, to count it against its limit; null if the client is unknown. */
    clientOf(call: Call): Extension | null {
      const credentials = basicCredentials(call.headers);
      return extensions.find(({ clientId }) => clientId === credentials?.user) ?? null;
    },

    token(call: Call): Reply {
      if (!isForm(call.headers))
        return grantFailure(400, 'invalid_request', 'OAU-250', 'Unsupported grant type');
      const credentials = basicCredentials(call.headers);
      const ofClient = extensions.filter(
        ({ clientId, clientSecret }) =>
          clientId === credentials?.user && clientSecret === credentials.password,
      );
      if (ofClient.length === 0)
        return grantFailure(401, 'invalid_client', 'OAU-153', 'Invalid client credentials');
      const form = new URLSearchParams(call.body.toString('utf8'));
      if (form.get('grant_type') !== jwtGrant)
        return grantFailure(400, 'unauthorized_client', 'OAU-251', 'Unauthorized for this grant type');
      const extension = ofClient.find(({ jwt }) => jwt === form.get('assertion'));
      if (!extension) return grantFailure(400, 'invalid_grant', 'OAU-213', 'Token not found');
      const ttl = Number(form.get('access_token_ttl') ?? 3600);
      if (!(ttl >= 600 && ttl <= 3600))
        return grantFailure(400, 'invalid_request', 'OAU-109', 'Parameter [access_token_ttl] is invalid');
      return open(extension, ttl, form.get('endpoint_id') ?? randomUUID());
    },

    revoke(call: Call): Reply {
      const token = new URLSearchParams(call.body.toString('utf8')).get('token');
      state.sessions = state.sessions.filter(
        (session) => session.token !== token && session.refreshToken !== token,
      );
      context.changed();
      return { status: 200 };
    },

    /** The extension of the bearer token, or the 401 to answer. */
    authenticate(call: Call): Extension | Reply {
      const token =
        /^Bearer\s+(\S+)$/i.exec(call.headers.authorization ?? '')?.[1] ?? call.query.get('access_token');
      if (!token) return failure(401, 'CMN-405', 'Login to extension required');
      const session = state.sessions.find((candidate) => candidate.token === token);
      const extension = extensions.find(({ key }) => key === session?.extension);
      if (!session || !extension) return failure(401, 'OAU-213', 'Token not found');
      if (session.expiresAt <= context.now()) return failure(401, 'OAU-128', 'Access token expired');
      return extension;
    },

    endAll(): void {
      state.sessions = [];
      context.changed();
    },
  };
};

export type Sessions = ReturnType<typeof createSessions>;
