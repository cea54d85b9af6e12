import { createHmac } from 'node:crypto';

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * `X-Twilio-Signature` of a form POST: HMAC-SHA1, keyed by the account's auth token, over the exact URL without its
 * fragment, followed by each parameter's name and value, names sorted by code unit. A name that comes several times
 * stands before each of its distinct values, which are sorted too.
 */
export const signature = (
  authToken: string,
  url: string,
  params: readonly (readonly [string, string])[],
): string => {
  const names = [...new Set(params.map(([name]) => name))].sort(byCodeUnit);
  const text = names
    .flatMap((name) => {
      const values = new Set(params.filter(([other]) => other === name).map(([, value]) => value));
      return [...values].sort(byCodeUnit).map((value) => `${name}${value}`);
    })
    .join('');
  return createHmac('sha1', authToken)
    .update(Buffer.from(`${url.split('#')[0]}${text}`, 'utf8'))
    .digest('base64');
};
