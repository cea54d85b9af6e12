import { createHash, createHmac } from 'node:crypto';
import { isEqualSecret } from '../webhook-result.ts';

/*
 * `X-Twilio-Signature` (https://www.twilio.com/docs/usage/security): HMAC-SHA1, under the account's auth token, of the
 * exact URL that was called, without its fragment, followed by every form parameter's name and value in the order of
 * the names.
 */

/** The string that is signed. A name that comes several times gives its distinct values in order, each after the name. */
const signedText = (url: string, parameters: URLSearchParams): string => {
  const names = [...new Set(parameters.keys())].sort();
  const pairs = names.flatMap((name) =>
    [...new Set(parameters.getAll(name))].sort().map((value) => name + value),
  );
  return url + pairs.join('');
};

/** The signature that Twilio gives for a call of `url` with form `parameters`. */
export const twilioSignature = (authToken: string, url: string, parameters: URLSearchParams): string =>
  createHmac('sha1', authToken).update(signedText(url, parameters), 'utf8').digest('base64');

/** The forms of one URL that Twilio is known to sign: as configured, without a port, and with the scheme's own port. */
const portVariants = (url: string): readonly string[] => {
  const [, scheme = '', host = '', rest = ''] = /^(https?:\/\/)([^/?#]*)([^#]*)/i.exec(url) ?? [];
  const bare = host.replace(/:\d+$/, '');
  const standardPort = scheme.toLowerCase() === 'https://' ? ':443' : ':80';
  const hosts = host === bare ? [bare, bare + standardPort] : [host, bare];
  return hosts.map((variant) => scheme + variant + rest);
};

const noParameters = new URLSearchParams();

/** A body that is no form is signed by its hash in the URL. */
const hasBodyHash = (url: string, body: Buffer): boolean => {
  const hash = /[?&]bodySHA256=([0-9a-fA-F]{64})(?:[&#]|$)/.exec(url)?.[1];
  return (
    hash !== undefined && isEqualSecret(hash.toLowerCase(), createHash('sha256').update(body).digest('hex'))
  );
};

/**
 * Whether Twilio, or somebody who knows the auth token, sent this. `url` is the address as it was given to Twilio, not
 * as the request names it. `parameters` is null for a body that is no form.
 */
export const isSignedByTwilio = (
  authToken: string,
  signature: string,
  request: { readonly url: string; readonly body: Buffer; readonly parameters: URLSearchParams | null },
): boolean => {
  const isSigned = portVariants(request.url)
    .map((url) =>
      isEqualSecret(signature, twilioSignature(authToken, url, request.parameters ?? noParameters)),
    )
    .includes(true);
  return isSigned && (request.parameters !== null || hasBodyHash(request.url, request.body));
};
