import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built page: where it is, and what its content security policy must let run. */
export type BuiltPage = { readonly directory: string; readonly inlineScriptHashes: readonly string[] };

/** Hashes of the scripts written into a document, as a content security policy names them: `'sha256-…'`. */
export const hashInlineScripts = (html: string): readonly string[] =>
  [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );

/** The web stack was asked for without a page to put into it; the message says what to do. */
export class PageNotBuilt extends Error {
  override readonly name = 'PageNotBuilt';

  constructor() {
    super('The page is not built: run `npm run build -w web` first.');
  }
}

/** Where `npm run build -w web` puts the page. */
export const builtPageDirectory = fileURLToPath(new URL('../../web/build', import.meta.url));

/**
 * Reads what the stack must know of the built page.
 *
 * @throws PageNotBuilt
 */
export const readBuiltPage = (directory: string): BuiltPage => {
  const document = join(directory, 'index.html');
  if (!existsSync(document)) throw new PageNotBuilt();
  return { directory, inlineScriptHashes: hashInlineScripts(readFileSync(document, 'utf8')) };
};
