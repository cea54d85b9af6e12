import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, jwtVerify } from 'jose';
import * as oauth from 'oauth4webapi';
import { afterEach, describe, expect, test } from 'vitest';
import { listenOnFreePort } from '../test/listen.ts';
import { createLocalIssuer, type LocalIssuer, type LocalUser } from './oidc.ts';

const closes: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(closes.splice(0).map((close) => close())));

const users = [
  { id: 'operator', name: 'Olivia', organisation: 'acme', permissions: ['ce.sms.admin', 'other'] },
  { id: 'viewer', name: 'Vera', organisation: 'acme', permissions: [] },
] as const;
const operator = users[0];
const client: oauth.Client = { client_id: 'page' };
const insecure = { [oauth.allowInsecureRequests]: true };

const changeClaims = (user: LocalUser, claims: Readonly<Record<string, unknown>>) =>
  Promise.resolve({ ...claims, name: user.name, organisation: user.organisation });

const setup = async (keyFile = join(mkdtempSync(join(tmpdir(), 'issuer-')), 'key.json')) => {
  const made = Promise.withResolvers<LocalIssuer>();
  const { url, close } = await listenOnFreePort(async (request, response) => {
    await (await made.promise).answer(request, response);
  });
  closes.push(close);
  const issuer = await createLocalIssuer({ origin: url, clientId: 'page', users, keyFile, changeClaims });
  made.resolve(issuer);
  const issuerUrl = new URL(issuer.url);
  const server = await oauth.processDiscoveryResponse(
    issuerUrl,
    await oauth.discoveryRequest(issuerUrl, insecure),
  );
  const verifier = oauth.generateRandomCodeVerifier();
  const authorizeUrl = new URL(server.authorization_endpoint ?? '');
  authorizeUrl.search = new URLSearchParams({
    client_id: 'page',
    redirect_uri: `${url}/`,
    response_type: 'code',
    scope: 'openid profile',
    state: 'state',
    nonce: 'nonce',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).toString();
  const authorize = (cookie?: string, change: Record<string, string> = {}) => {
    const target = new URL(authorizeUrl);
    for (const [name, value] of Object.entries(change)) target.searchParams.set(name, value);
    return fetch(target, { redirect: 'manual', headers: cookie === undefined ? {} : { cookie } });
  };
  return { issuer, server, url, verifier, authorize, keyFile };
};

const cookieOf = (response: Response): string => response.headers.get('set-cookie')?.split(';')[0] ?? '';

describe('signing in', () => {
  test('the page lists the users; who picks one comes back with a code that gives tokens once', async () => {
    const { server, url, verifier, authorize } = await setup();
    const page = await (await authorize()).text();
    for (const { id } of users) expect(page).toContain(`value="${id}"`);
    const returnTo = /name="to" value="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const picked = await fetch(
      `${url}/local/oidc/sign-in?${new URLSearchParams({ to: returnTo, user: 'operator' }).toString()}`,
      { redirect: 'manual' },
    );
    expect(picked.headers.get('location')).toBe(returnTo);

    const back = await authorize(cookieOf(picked));
    const callback = oauth.validateAuthResponse(
      server,
      client,
      new URL(back.headers.get('location') ?? ''),
      'state',
    );
    const redeem = () =>
      oauth.authorizationCodeGrantRequest(
        server,
        client,
        oauth.None(),
        callback,
        `${url}/`,
        verifier,
        insecure,
      );
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, await redeem(), {
      expectedNonce: 'nonce',
      requireIdToken: true,
    });
    expect(oauth.getValidatedIdTokenClaims(tokens)).toMatchObject({
      sub: 'operator',
      token_use: 'id',
      name: 'Olivia',
    });
    expect((await redeem()).status).toBe(400);
  });

  test('the access token says what the user pool says, and what the trigger adds', async () => {
    const { issuer, server } = await setup();
    const keys = createLocalJWKSet((await (await fetch(server.jwks_uri ?? '')).json()) as { keys: [] });
    const { payload, protectedHeader } = await jwtVerify(await issuer.accessToken(operator), keys, {
      issuer: issuer.url,
    });
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload).toMatchObject({
      sub: 'operator',
      token_use: 'access',
      client_id: 'page',
      username: 'operator',
      name: 'Olivia',
      organisation: 'acme',
      'cognito:groups': ['ce.sms.admin', 'other'],
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600);
    expect(payload).not.toHaveProperty('aud');
  });

  test('the key survives a restart, so that who is signed in stays so', async () => {
    const first = await setup();
    const token = await first.issuer.accessToken(operator);
    const second = await setup(first.keyFile);
    const keys = createLocalJWKSet(
      (await (await fetch(second.server.jwks_uri ?? '')).json()) as { keys: [] },
    );
    await expect(jwtVerify(token, keys)).resolves.toBeDefined();
  });
});

describe('refusals', () => {
  test.each([
    [{ redirect_uri: 'https://elsewhere.example/' }],
    [{ client_id: 'other' }],
    [{ code_challenge_method: 'plain' }],
  ])('%j is refused', async (change) => {
    const { authorize, issuer } = await setup();
    expect((await authorize(issuer.sessionCookie(operator), change)).status).toBe(400);
  });

  test('a code with another verifier, and grants that the page does not use', async () => {
    const { authorize, issuer, server, url } = await setup();
    const back = await authorize(issuer.sessionCookie(operator).split(';')[0]);
    const code = new URL(back.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const ask = async (body: Record<string, string>) =>
      (
        await fetch(server.token_endpoint ?? '', {
          method: 'POST',
          body: new URLSearchParams({ client_id: 'page', ...body }),
        })
      ).status;
    const verifier = oauth.generateRandomCodeVerifier();
    expect(
      await ask({ grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: `${url}/` }),
    ).toBe(400);
    expect(await ask({ grant_type: 'password', username: 'operator' })).toBe(400);
    expect(await ask({ grant_type: 'client_credentials' })).toBe(400);
  });
});
