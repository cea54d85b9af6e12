import { spawn } from 'node:child_process';
import { argv, stdout } from 'node:process';

/** What `npm test` runs: steps of one stage side by side, the stages one after the other. */
const stages: readonly (readonly (readonly [name: string, command: string])[])[] = [
  [
    ['types', 'tsc -p .'],
    ['page types', 'npm run -s check -w web'],
  ],
  [
    ['lint', 'eslint . --max-warnings 0'],
    ['format', 'prettier --check --log-level warn .'],
  ],
  [
    ['imports', 'npm run -s imports'],
    ['unit and simulation', 'vitest run --project unit --project simulation'],
  ],
  [
    ['page', 'npm run -s build -w web'],
    ['infrastructure', 'vitest run --project infrastructure'],
  ],
  [
    ['integration', 'vitest run --project integration'],
    ['browser', 'vitest run --project browser'],
  ],
];

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
let passed = 0;
let failed = 0;
for (const stage of stages) {
  const steps = stage.filter(([name]) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
  for (const ok of await Promise.all(steps.map(([name, command]) => run(name, command)))) {
    if (ok) passed += 1;
    else failed += 1;
  }
  if (failed > 0) break;
}
write(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
