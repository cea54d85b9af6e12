import { mkdirSync } from 'node:fs';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';

const cache = fileURLToPath(new URL('../../node_modules/.cache/chromium', import.meta.url));

/**
 * Starts the Chromium that an npm package ships. It unpacks itself, its system libraries too, into the cache below
 * node_modules on first use; where that does not run, `CHROMIUM=/usr/bin/chromium` names another.
 */
export const launchChromium = async (): Promise<Browser> => {
  mkdirSync(cache, { recursive: true });
  env.AWS_LAMBDA_JS_RUNTIME = 'nodejs24.x';
  env.TMPDIR = cache;
  const { default: shipped } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: env.CHROMIUM ?? (await shipped.executablePath()),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
};
