import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, env, stdout } from 'node:process';

const scratch = mkdtempSync(join(tmpdir(), 'sms-test-'));
const assembly = join(scratch, 'cdk.out');

/** What `npm test` runs. Steps start in this order, as many at once as keep two cores busy. */
const steps: readonly (readonly [name: string, command: string])[] = [
  ['lint', 'eslint . --max-warnings 0'],
  ['types', 'npm run -s types'],
  ['page types', 'npm run -s check -w web'],
  ['format', 'prettier --check --log-level warn .'],
  ['imports', 'npm run -s imports'],
  // Before the stories of both kinds, whose products run from what it makes.
  ['synthesis', `node infra/synthesize.ts --no-web --outdir "${assembly}"`],
  ['unit and simulation', 'vitest run --project unit --project simulation'],
  // Before the browser's stories, which look at what it builds.
  ['page', 'npm run -s build -w web'],
  ['infrastructure', 'vitest run --project infrastructure'],
  ['integration', 'vitest run --project integration'],
  ['browser', 'vitest run --project browser'],
];
const stepsAtOnce = 2;

const write = (line: string): void => {
  stdout.write(`${line}\n`);
};

const run = (name: string, command: string): Promise<boolean> => {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('close', (code) => {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      const output = Buffer.concat(chunks).toString();
      const summary = output
        .split('\n')
        .filter((line) => /^\s*(Test Files|Tests)\s/.test(stripColours(line)));
      if (code !== 0) stdout.write(output);
      write(
        `${code === 0 ? '✓' : '✗'} ${name} (${seconds} s) ${summary.map((line) => stripColours(line).trim()).join(', ')}`,
      );
      resolve(code === 0);
    });
  });
};

// eslint-disable-next-line no-control-regex
const stripColours = (line: string): string => line.replace(/\u001B\[[0-9;]*m/g, '');

const wanted = argv.slice(2);
const waiting = steps.filter(([name]) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
if (waiting.some(([name]) => name === 'synthesis')) env['CLOUD_ASSEMBLY'] = assembly;
let passed = 0;
let failed = 0;
/** After a failure nothing new starts: what it says comes last. */
const runNext = async (): Promise<void> => {
  for (let step = waiting.shift(); step !== undefined && failed === 0; step = waiting.shift()) {
    if (await run(...step)) passed += 1;
    else failed += 1;
  }
};
await Promise.all(Array.from({ length: stepsAtOnce }, runNext));
rmSync(scratch, { recursive: true, force: true });
write(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
