import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../src/', import.meta.url));

/** A hash over every file that can change an answer: the engine's sources and generated lists, without tests and tools. */
export function policyVersionOf(): string {
  const files = globSync('**/*.ts', { cwd: source })
    .filter(
      (file) =>
        !file.endsWith('.test.ts') &&
        !['policy-version.generated.ts', 'cli.ts', 'bench.ts', 'disguises.ts'].includes(file),
    )
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0${readFileSync(source + file, 'utf8')}\0`);
  return hash.digest('hex').slice(0, 12);
}
