import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import type { BuildOptions, Metafile } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, '.local', 'bundles');
const pointer = join(cache, 'latest.json');

/** Some CommonJS dependencies still call `require` for Node's own modules, which an ES module does not have. */
const requireForCommonJs =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/** How all code that runs in a function is bundled. */
export const bundleOptions = {
  absWorkingDir: root,
  outdir: join(cache, 'out'),
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  mainFields: ['module', 'main'],
  conditions: ['module'],
  minify: true,
  treeShaking: true,
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  banner: { js: requireForCommonJs },
  metafile: true,
  write: false,
  logLevel: 'error',
} as const satisfies BuildOptions;

type Pointer = {
  readonly directory: string;
  readonly fingerprint: string;
  readonly inputs: readonly string[];
};

const digest = (parts: Iterable<string | Uint8Array>): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 32);
};

/** The sources by content; what is installed by the lock file, which pins it. */
const fingerprintOf = (names: readonly string[], inputs: readonly string[]): string => {
  const own = inputs.filter((input) => !input.includes('node_modules/')).sort();
  return digest([
    JSON.stringify({ names, options: bundleOptions }),
    readFileSync(join(root, 'package-lock.json')),
    ...own.flatMap((input) => [input, readFileSync(join(root, input))]),
  ]);
};

const unchangedSince = (names: readonly string[]): Pointer | undefined => {
  try {
    const last = JSON.parse(readFileSync(pointer, 'utf8')) as Pointer;
    return fingerprintOf(names, last.inputs) === last.fingerprint && existsSync(last.directory)
      ? last
      : undefined;
  } catch {
    // No bundle yet, or a source is gone: either way it has to be made.
    return undefined;
  }
};

const replaceFile = (path: string, text: string): void => {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
};

const write = (directory: string, files: readonly { path: string; contents: Uint8Array }[]): void => {
  if (existsSync(directory)) return;
  const draft = `${directory}.${process.pid}`;
  for (const file of files) {
    const path = join(draft, relative(bundleOptions.outdir, file.path));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.contents);
  }
  try {
    renameSync(draft, directory);
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true });
    // Another process made the same bundle meanwhile.
    if (!existsSync(directory)) throw cause;
  }
};

/**
 * Bundles `functions/<name>/index.ts` of each name into a folder of its own that needs nothing else: one ES module
 * with all dependencies, the AWS SDK too, so that what was tested is what runs. Nothing is made anew while the
 * sources are the same.
 *
 * @returns where the folders `<name>/` are, with `index.mjs` and its source map, and esbuild's `metafile.json`.
 * @throws Error if a source does not compile or is missing.
 */
export const bundleFunctions = (names: readonly string[]): string => {
  const unchanged = unchangedSince(names);
  if (unchanged) return unchanged.directory;

  const { outputFiles, metafile } = buildSync({
    ...bundleOptions,
    entryPoints: Object.fromEntries(names.map((name) => [`${name}/index`, `functions/${name}/index.ts`])),
  });
  const inputs = Object.keys((metafile satisfies Metafile).inputs);
  const directory = join(cache, digest(outputFiles.map((file) => file.contents)));
  const described = {
    path: join(bundleOptions.outdir, 'metafile.json'),
    contents: Buffer.from(JSON.stringify(metafile)),
  };
  write(directory, [...outputFiles, described]);
  const latest: Pointer = { directory, fingerprint: fingerprintOf(names, inputs), inputs };
  replaceFile(pointer, JSON.stringify(latest));
  return directory;
};
