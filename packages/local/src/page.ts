import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { contentSecurityPolicy } from '@sms/infra/constructs/content-security-policy.ts';
import { hashInlineScripts } from '@sms/infra/constructs/built-page.ts';
import { join } from 'node:path';
import sirv from 'sirv';

export type PageOptions = {
  /** Where the built page is. */
  readonly directory: string;
  /** What `/config.json` tells the page: its issuer, its client id, the scope it asks for. */
  readonly config: Readonly<Record<string, string>>;
  /** Origins beyond its own that the page calls. */
  readonly connectTo: readonly string[];
};

/** The headers that the deployed page has; only HSTS is left out, which has no meaning without TLS. */
const pageHeaders = ({ directory, connectTo }: PageOptions): Readonly<Record<string, string>> => ({
  'content-security-policy': contentSecurityPolicy({
    inlineScriptHashes: hashInlineScripts(readFileSync(join(directory, 'index.html'), 'utf8')),
    connectTo,
  }),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
});

/** Serves the built page as the bucket behind CloudFront does: every path without a dot is the page. */
export const createPage = (
  options: PageOptions,
): ((request: IncomingMessage, response: ServerResponse) => void) => {
  const headers = pageHeaders(options);
  const config = JSON.stringify(options.config);
  const files = sirv(options.directory, {
    etag: true,
    single: true,
    ignores: [/\/[^/]*\.[^/]*$/],
    setHeaders: (response, pathname) => {
      const immutable = pathname.startsWith('/_app/immutable/');
      response.setHeader(
        'cache-control',
        immutable ? 'public, max-age=31536000, immutable' : 'no-cache, max-age=0',
      );
    },
  });
  return (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (request.url === '/config.json') {
      response.setHeader('cache-control', 'no-cache, max-age=0');
      response.writeHead(200, { 'content-type': 'application/json' }).end(config);
      return;
    }
    files(request, response, () => {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found');
    });
  };
};
