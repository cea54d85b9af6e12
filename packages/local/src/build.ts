import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const pageDirectory = join(root, 'web', 'build');

/** What the page is made of, beside its own folder. */
const pageSources = [
  'web/src',
  'web/static',
  'web/package.json',
  'web/svelte.config.js',
  'web/vite.config.ts',
  'packages/contract/src',
  'packages/phi/src',
  'package-lock.json',
];

const newest = async (path: string): Promise<number> => {
  const found = await stat(path).catch(() => null);
  if (found === null) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const entries = await readdir(path);
  return Math.max(found.mtimeMs, ...(await Promise.all(entries.map((entry) => newest(join(path, entry))))));
};

/** Runs a program in the project's root; its output is shown only if it fails. */
const run = async (what: string, command: string, args: readonly string[]): Promise<void> => {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}` },
    shell: process.platform === 'win32',
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (output += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${what} failed.\n${output.split('\n').slice(-40).join('\n')}`);
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Lets one process at a time build; a lock whose owner is gone counts for nothing. */
const withLock = async (directory: string, work: () => Promise<void>): Promise<void> => {
  await mkdir(dirname(directory), { recursive: true });
  const owner = join(directory, 'pid');
  for (;;) {
    const taken = await mkdir(directory).then(
      () => true,
      () => false,
    );
    if (taken) break;
    const pid = Number(await readFile(owner, 'utf8').catch(() => String(process.pid)));
    if (isRunning(pid)) await delay(200);
    else await rm(directory, { recursive: true, force: true });
  }
  try {
    await writeFile(owner, String(process.pid));
    await work();
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

/** Builds the page, unless what is built is newer than all it is made of. */
export const buildPage = (log: (line: string) => void): Promise<void> =>
  withLock(join(root, '.local', 'page.lock'), async () => {
    const sources = await Promise.all(pageSources.map((source) => newest(join(root, source))));
    const built = await stat(join(pageDirectory, 'index.html')).catch(() => null);
    if (built !== null && built.mtimeMs > Math.max(...sources)) return;
    log('Building the page.');
    await run('Building the page', 'npm', ['run', 'build', '-w', 'web']);
  });

/** Synthesizes the templates and bundles the functions, as they deploy, into a folder. */
export const synthesize = async (outdir: string): Promise<void> => {
  await rm(outdir, { recursive: true, force: true });
  await run('Synthesizing the template', process.execPath, [
    'infra/synthesize.ts',
    '--outdir',
    outdir,
    '--no-web',
  ]);
};
