import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';

const cache = fileURLToPath(new URL('../../node_modules/.cache/chromium', import.meta.url));

/** The fonts that come with it lie in the cache too, where its own configuration does not look; without any it dies. */
const fontConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(cache, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(cache, 'fontconfig')}</cachedir>
  <alias binding="same"><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="same"><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`;

/**
 * Starts the Chromium that an npm package ships. It unpacks itself, its system libraries too, into the cache below
 * node_modules on first use; where that does not run, `CHROMIUM=/usr/bin/chromium` names another.
 */
export const launchChromium = async (): Promise<Browser> => {
  mkdirSync(cache, { recursive: true });
  env.AWS_LAMBDA_JS_RUNTIME = 'nodejs24.x';
  env.TMPDIR = cache;
  env.FONTCONFIG_FILE = join(cache, 'fonts.conf');
  writeFileSync(env.FONTCONFIG_FILE, fontConfiguration);
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
