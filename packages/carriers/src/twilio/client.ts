import type { Clock, MediaBytes } from '@sms/messaging/ports';
import { callHttp, isSuccess, type HttpResult } from '../http-call.ts';
import type { TwilioSecret } from '../line-secret.ts';
import { callForFile, isSameHost, readFile } from '../media-file.ts';
import { readPage } from './records.ts';

export type TwilioClient = {
  /** The account's resources: `<base>/2010-04-01/Accounts/<sid>`. */
  readonly accountUrl: string;
  post(path: string, form: Readonly<Record<string, string>>): Promise<HttpResult>;
  get(path: string): Promise<HttpResult>;
  /** Messages of a list by pages, at most `pages` of them; null when the carrier cannot say. */
  listMessages(
    query: Readonly<Record<string, string>>,
    limits: { readonly pageSize: number; readonly pages: number },
  ): Promise<readonly unknown[] | null>;
  /** A file of the API, or where the API says it is; null when it cannot be asked for, `gone` at any other host. */
  fetchFile(url: string): Promise<MediaBytes | 'gone' | null>;
};

/** The API answers with one address, of the hosts that keep its files. */
const redirectsFollowed = 3;

const fileHosts = (url: URL): boolean =>
  url.protocol === 'https:' &&
  (/(^|\.)(twiliocdn|twilio)\.com$/.test(url.hostname) ||
    // Before its own hosts Twilio kept files in a bucket of that name.
    (/^s3(-external-1|[.-][a-z0-9-]+)?\.amazonaws\.com$/.test(url.hostname) &&
      url.pathname.startsWith('/media.twiliocdn.com/')));

/** Calls the REST API of 2010 with the account's own credentials. */
export const createTwilioClient = (
  secret: TwilioSecret,
  world: { readonly clock: Clock; readonly fetch: typeof globalThis.fetch; readonly timeoutMs: number },
): TwilioClient => {
  const http = { fetch: world.fetch, timeoutMs: world.timeoutMs, now: () => world.clock.now() };
  const headers = {
    accept: 'application/json',
    authorization: `Basic ${Buffer.from(`${secret.accountSid}:${secret.authToken}`).toString('base64')}`,
    'user-agent': 'sms-conversations',
  };
  const accountUrl = `${secret.baseUrl}/2010-04-01/Accounts/${encodeURIComponent(secret.accountSid)}`;

  const getUrl = (url: string): Promise<HttpResult> => callHttp(http, { method: 'GET', url, headers });

  /** Where a list goes on: a path of the same server. Credentials go nowhere else. */
  const nextUrl = (next: string): string | null => {
    const base = new URL(secret.baseUrl);
    const url = URL.parse(next, secret.baseUrl);
    if (url?.origin !== base.origin) return null;
    const prefix = base.pathname.replace(/\/$/, '');
    return url.pathname.startsWith(`${prefix}/`)
      ? url.toString()
      : `${base.origin}${prefix}${url.pathname}${url.search}`;
  };

  const base = new URL(secret.baseUrl);
  const isTwilio = /(^|\.)twilio\.com$/.test(base.hostname);

  /** Media addresses name the API's main host, whichever regional one is configured. */
  const isApi = (url: URL): boolean =>
    isTwilio ? [base.origin, 'https://api.twilio.com'].includes(url.origin) : isSameHost(url, base);

  const fetchFile: TwilioClient['fetchFile'] = async (address) => {
    let url = URL.parse(address);
    if (url === null || !isApi(url)) return 'gone';
    let credentials: Record<string, string> = { authorization: headers.authorization };
    for (let redirects = 0; redirects <= redirectsFollowed; redirects += 1) {
      const result = await callForFile(http, url.toString(), credentials);
      if (result.kind !== 'redirect') return readFile(result);
      const next: URL | null = URL.parse(result.location, url.toString());
      if (next === null || !(fileHosts(next) || isApi(next))) return null;
      // The address itself is the permission: whoever is redirected to shall not have the account's.
      credentials = {};
      url = next;
    }
    return null;
  };

  return {
    fetchFile,
    accountUrl,
    post: (path, form) =>
      callHttp(http, {
        method: 'POST',
        url: `${accountUrl}${path}`,
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
      }),
    get: (path) => getUrl(`${accountUrl}${path}`),
    async listMessages(query, { pageSize, pages }) {
      const messages: unknown[] = [];
      const search = new URLSearchParams({ ...query, PageSize: String(pageSize) });
      let url: string | null = `${accountUrl}/Messages.json?${search.toString()}`;
      for (let page = 0; page < pages && url !== null; page += 1) {
        const result = await getUrl(url);
        const answer = result.kind === 'answer' && isSuccess(result) ? readPage(result.body) : null;
        if (!answer) return null;
        messages.push(...answer.messages);
        url = answer.next === null ? null : nextUrl(answer.next);
      }
      return messages;
    },
  };
};
