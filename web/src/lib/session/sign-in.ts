import * as oauth from 'oauth4webapi';

/** What the deployment says about sign-in (`/config.json`). */
export type SignInConfig = { readonly issuer: string; readonly clientId: string; readonly scope: string };

export type Tokens = {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly idToken: string | null;
};

/** What is kept while the person is at the sign-in page. */
export type Errand = {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Path and query to return to. */
  readonly returnTo: string;
};

const redirectUri = (): string => `${location.origin}/`;

const discover = async (config: SignInConfig) => {
  const issuer = new URL(config.issuer);
  const insecure = { [oauth.allowInsecureRequests]: issuer.protocol === 'http:' };
  const server = await oauth.processDiscoveryResponse(
    issuer,
    await oauth.discoveryRequest(issuer, { ...insecure, algorithm: 'oidc' }),
  );
  return { server, client: { client_id: config.clientId }, insecure };
};

const tokensOf = (answer: oauth.TokenEndpointResponse, former: Tokens | null): Tokens => ({
  accessToken: answer.access_token,
  refreshToken: answer.refresh_token ?? former?.refreshToken ?? null,
  idToken: answer.id_token ?? former?.idToken ?? null,
});

/** Where to send the browser to sign in, and what to remember meanwhile. */
export const beginSignIn = async (
  config: SignInConfig,
  returnTo: string,
): Promise<{ readonly url: string; readonly errand: Errand }> => {
  const { server } = await discover(config);
  if (server.authorization_endpoint === undefined) throw new Error('The issuer names no sign-in page.');
  const errand: Errand = {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
    returnTo,
  };
  const url = new URL(server.authorization_endpoint);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: config.clientId,
    redirect_uri: redirectUri(),
    scope: config.scope,
    state: errand.state,
    nonce: errand.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(errand.verifier),
    code_challenge_method: 'S256',
  }).toString();
  return { url: url.href, errand };
};

/** Turns the answer of the sign-in page into tokens. Throws if it is not the answer to this errand. */
export const completeSignIn = async (config: SignInConfig, answer: URL, errand: Errand): Promise<Tokens> => {
  const { server, client, insecure } = await discover(config);
  const parameters = oauth.validateAuthResponse(server, client, answer, errand.state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    redirectUri(),
    errand.verifier,
    insecure,
  );
  return tokensOf(
    await oauth.processAuthorizationCodeResponse(server, client, response, { expectedNonce: errand.nonce }),
    null,
  );
};

/** New tokens without asking the person, or null when the issuer wants them to sign in again. */
export const refreshTokens = async (config: SignInConfig, tokens: Tokens): Promise<Tokens | null> => {
  if (tokens.refreshToken === null) return null;
  const { server, client, insecure } = await discover(config);
  const response = await oauth.refreshTokenGrantRequest(
    server,
    client,
    oauth.None(),
    tokens.refreshToken,
    insecure,
  );
  if (response.status === 400 || response.status === 401) return null;
  return tokensOf(await oauth.processRefreshTokenResponse(server, client, response), tokens);
};

/** Where to end the session at the issuer too, if it has such a place. */
export const signOutAddress = async (
  config: SignInConfig,
  idToken: string | null,
): Promise<string | null> => {
  const { server } = await discover(config);
  if (server.end_session_endpoint === undefined) return null;
  const url = new URL(server.end_session_endpoint);
  url.searchParams.set('client_id', config.clientId);
  // Cognito's name and OpenID's name of the same thing.
  url.searchParams.set('logout_uri', redirectUri());
  url.searchParams.set('post_logout_redirect_uri', redirectUri());
  if (idToken !== null) url.searchParams.set('id_token_hint', idToken);
  return url.href;
};
