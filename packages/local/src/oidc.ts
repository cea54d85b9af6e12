import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import {
  Events,
  OAuth2Issuer,
  OAuth2Service,
  type MutableResponse,
  type MutableToken,
} from 'oauth2-mock-server';
import { readState, writeState } from './state-file.ts';

/** Who can sign in here, and what their tokens say. */
export type LocalUser = {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly permissions: readonly string[];
};

type Claims = Readonly<Record<string, unknown>>;

export type LocalIssuer = {
  /** `${origin}/local/oidc` */
  readonly url: string;
  readonly clientId: string;
  /** An access token as the user pool gives it, valid for an hour of real time. */
  readonly accessToken: (user: LocalUser) => Promise<string>;
  readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** The cookie that says who is signed in at the issuer. */
  readonly sessionCookie: (user: LocalUser) => string;
};

export type LocalIssuerOptions = {
  readonly origin: string;
  readonly clientId: string;
  readonly users: readonly LocalUser[];
  /** Keeps the signing key over restarts, so that who is signed in stays so. */
  readonly keyFile: string;
  /** Changes the pool's own claims of an access token, as the template's trigger does. */
  readonly changeClaims: (user: LocalUser, claims: Claims) => Promise<Claims>;
};

export const issuerPath = '/local/oidc';
const cookieName = 'local_session';
const scope = 'openid profile';

/** What the pool itself says of a user; groups are a list, which the gateway flattens in its own way. */
const poolClaims = (user: LocalUser, clientId: string): Claims => ({
  sub: user.id,
  token_use: 'access',
  client_id: clientId,
  scope,
  username: user.id,
  ...(user.permissions.length > 0 ? { 'cognito:groups': user.permissions } : {}),
  jti: randomUUID(),
});

const idClaims = (user: LocalUser) => ({
  sub: user.id,
  token_use: 'id',
  'cognito:username': user.id,
  name: user.name,
});

const readKey = async (file: string): Promise<JWK> => {
  const kept = readState<JWK | null>(file, null);
  if (kept !== null) return kept;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), alg: 'RS256', kid: randomUUID() };
  writeState(file, key);
  return key;
};

type Grant = { readonly user: LocalUser; readonly claims: Claims };

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const signInPage = (users: readonly LocalUser[], returnTo: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sign in</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:1rem/1.5 system-ui;max-width:26rem;margin:4rem auto;padding:0 1rem}button{display:block;width:100%;
margin:.5rem 0;padding:.75rem;font:inherit;text-align:left;cursor:pointer}small{display:block;color:#555}</style></head>
<body><main><h1>Sign in</h1><p>Pick a demonstration user.</p>
<form method="get" action="${issuerPath}/sign-in"><input type="hidden" name="to" value="${escapeHtml(returnTo)}">
${users
  .map(
    ({ id, name, organisation, permissions }) =>
      `<button name="user" value="${escapeHtml(id)}">${escapeHtml(name)}<small>${escapeHtml(id)} · ${escapeHtml(organisation)}${permissions.length > 0 ? '' : ' · without permission'}</small></button>`,
  )
  .join('\n')}
</form></main></body></html>`;

const readCookie = (request: IncomingMessage): string | undefined =>
  request.headers.cookie
    ?.split(/;\s*/)
    .map((cookie) => cookie.split('='))
    .find(([name]) => name === cookieName)?.[1];

const refuse = (response: ServerResponse, error: string): void => {
  response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
};

/**
 * The local stand-in for the user pool: discovery, keys, authorization code with PKCE for the page, and a sign-in
 * page that lists the demonstration's users.
 */
export const createLocalIssuer = async ({
  origin,
  clientId,
  users,
  keyFile,
  changeClaims,
}: LocalIssuerOptions): Promise<LocalIssuer> => {
  const issuer = new OAuth2Issuer();
  issuer.url = origin + issuerPath;
  await issuer.keys.add(await readKey(keyFile));
  const service = new OAuth2Service(issuer);
  /** Who a code or a refresh token was given to, and what their access token will say. */
  const grants = new Map<string, Grant>();
  /** The same of a request for a code, until it has one. */
  const asking = new WeakMap<IncomingMessage, Grant>();
  const userOf = (id: string | null | undefined): LocalUser | undefined =>
    users.find((user) => user.id === id);
  const sessionUser = (request: IncomingMessage): LocalUser | undefined => userOf(readCookie(request));

  service.on(Events.BeforeAuthorizeRedirect, ({ url }: { url: URL }, request: IncomingMessage) => {
    const grant = asking.get(request);
    const code = url.searchParams.get('code');
    if (grant !== undefined && code !== null) grants.set(code, grant);
  });
  const grantOf = (request: IncomingMessage): string => {
    const { body } = request as IncomingMessage & { body: { code?: string; refresh_token?: string } };
    return body.code ?? body.refresh_token ?? '';
  };
  service.on(Events.BeforeTokenSigning, (token: MutableToken, request: IncomingMessage) => {
    const grant = grants.get(grantOf(request));
    if (grant === undefined) return;
    delete token.payload['amr'];
    Object.assign(token.payload, 'aud' in token.payload ? idClaims(grant.user) : grant.claims);
  });
  service.on(Events.BeforeResponse, (answer: MutableResponse, request: IncomingMessage) => {
    const code = grantOf(request);
    const grant = grants.get(code);
    grants.delete(code);
    if (grant === undefined || answer.body === '') {
      answer.statusCode = 400;
      answer.body = { error: 'invalid_grant' };
      return;
    }
    answer.body['scope'] = scope;
    grants.set(String(answer.body['refresh_token']), grant);
  });

  const sessionCookie = (user: LocalUser): string =>
    `${cookieName}=${user.id}; Path=${issuerPath}; HttpOnly; SameSite=Lax; Max-Age=86400`;

  const claimsOf = (user: LocalUser): Promise<Claims> => changeClaims(user, poolClaims(user, clientId));

  const authorize = async (url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { searchParams: query } = url;
    const user = sessionUser(request);
    const redirect = URL.parse(query.get('redirect_uri') ?? '');
    if (redirect?.origin !== origin) refuse(response, 'invalid_redirect_uri');
    else if (query.get('client_id') !== clientId) refuse(response, 'invalid_client');
    else if (query.get('code_challenge_method') !== 'S256' || !query.has('code_challenge'))
      refuse(response, 'invalid_request');
    else if (user === undefined || query.get('prompt') === 'login') {
      query.delete('prompt');
      const returnTo = `${issuerPath}${url.pathname}?${query.toString()}`;
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
      response.end(signInPage(users, returnTo));
    } else {
      asking.set(request, { user, claims: await claimsOf(user) });
      service.requestHandler(request, response);
    }
  };

  const signIn = (url: URL, response: ServerResponse): void => {
    const user = userOf(url.searchParams.get('user'));
    const to = url.searchParams.get('to') ?? '/';
    if (user === undefined || !to.startsWith(`${issuerPath}/authorize?`)) refuse(response, 'invalid_request');
    else response.writeHead(303, { location: to, 'set-cookie': sessionCookie(user) }).end();
  };

  return {
    url: origin + issuerPath,
    clientId,
    sessionCookie,
    accessToken: async (user) => {
      const claims = await claimsOf(user);
      return issuer.buildToken({
        scopesOrTransform: (_header, payload) => {
          Object.assign(payload, claims);
        },
      });
    },
    answer: async (request, response) => {
      const path = (request.url ?? '').slice(issuerPath.length) || '/';
      const url = new URL(path, origin);
      // The service matches paths relative to the issuer.
      request.url = path;
      if (url.pathname === '/authorize' && request.method === 'GET') await authorize(url, request, response);
      else if (url.pathname === '/sign-in' && request.method === 'GET') signIn(url, response);
      else {
        if (url.pathname === '/endsession')
          response.setHeader('set-cookie', `${cookieName}=; Path=${issuerPath}; Max-Age=0`);
        service.requestHandler(request, response);
      }
    },
  };
};
