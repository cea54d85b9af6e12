import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listenOnFreePort } from '../test/listen.ts';
import { createJwtAuthorizer, stringifyClaims } from './jwt-authorizer.ts';

describe('the JWT authorizer', () => {
  let issuer = '';
  let close: () => Promise<void>;
  let sign: (claims: JWTPayload, expiresInSeconds?: number) => Promise<string>;
  beforeAll(async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256' }] };
    const served = await listenOnFreePort(async (request, response) => {
      const answer = request.url === '/keys' ? keys : { issuer, jwks_uri: `${issuer}/keys` };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      return Promise.resolve();
    });
    issuer = served.url;
    close = served.close;
    sign = (claims, expiresInSeconds = 60) =>
      new SignJWT({ iss: issuer, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'one' })
        .setExpirationTime(Math.floor(Date.now() / 1000) + expiresInSeconds)
        .sign(privateKey);
  });
  afterAll(() => close());

  const authorize = async (token: string | undefined, scopes: readonly string[] | null = null) =>
    createJwtAuthorizer()(token === undefined ? undefined : `Bearer ${token}`, {
      issuer,
      audience: ['page'],
      scopes,
    });

  test('hands over every claim as a string, lists in brackets without quotes', async () => {
    const token = await sign({
      client_id: 'page',
      groups: ['admin', 'poweruser'],
      verified: true,
      none: null,
    });
    const result = await authorize(token);
    expect(result).toMatchObject({
      kind: 'granted',
      jwt: { claims: { groups: '[admin poweruser]', verified: 'true', client_id: 'page' }, scopes: null },
    });
    expect(result.kind === 'granted' && result.jwt.claims).not.toHaveProperty('none');
    expect(result.kind === 'granted' && result.jwt.claims['exp']).toMatch(/^\d+$/);
  });

  test('takes the audience, or the client id where there is none; an ID token passes', async () => {
    expect((await authorize(await sign({ aud: 'page', token_use: 'id' }))).kind).toBe('granted');
    expect((await authorize(await sign({ aud: 'other', client_id: 'page' }))).kind).toBe('unauthorized');
    expect((await authorize(await sign({ client_id: 'other' }))).kind).toBe('unauthorized');
  });

  test('refuses what is absent, broken, expired, or of another issuer', async () => {
    const refused = [
      undefined,
      'not.a.token',
      await sign({ client_id: 'page' }, -10),
      await sign({ client_id: 'page', iss: 'http://elsewhere' }),
    ];
    for (const token of refused) expect((await authorize(token)).kind).toBe('unauthorized');
  });

  test('a missing scope of the route is forbidden, not unauthorized', async () => {
    const token = await sign({ client_id: 'page', scope: 'openid profile' });
    expect(await authorize(token, ['admin'])).toMatchObject({ kind: 'forbidden' });
    expect(await authorize(token, ['profile'])).toMatchObject({ jwt: { scopes: ['openid', 'profile'] } });
  });
});

test('objects in claims become JSON text', () => {
  expect(stringifyClaims({ address: { city: 'Ulm' }, nested: [1, ['a', true]] })).toEqual({
    address: '{"city":"Ulm"}',
    nested: '[1 [a true]]',
  });
});
