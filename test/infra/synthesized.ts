import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { synthesize } from '../../infra/synthesize.ts';

export type Synthesized = {
  readonly outdir: string;
  /** A page as the build leaves it, as far as the stacks look into it. */
  readonly builtPage: string;
  /** A folder for what tests synthesize themselves; removed after the last. */
  readonly scratch: string;
};

declare module 'vitest' {
  interface ProvidedContext {
    assembly: Synthesized;
  }
}

/** One synthesis for all template tests: bundling the functions is what takes the time. */
const setup = async (project: TestProject): Promise<() => void> => {
  const scratch = mkdtempSync(join(tmpdir(), 'sms-assembly-'));
  const builtPage = join(scratch, 'page');
  mkdirSync(join(builtPage, '_app', 'immutable'), { recursive: true });
  writeFileSync(
    join(builtPage, 'index.html'),
    '<!doctype html><script>start()</script><script src="/a.js"></script>',
  );
  writeFileSync(join(builtPage, '_app', 'immutable', 'start.js'), '');
  const { outdir } = await synthesize({ outdir: join(scratch, 'cdk.out'), pageDirectory: builtPage });
  project.provide('assembly', { outdir, builtPage, scratch });
  return () => rmSync(scratch, { recursive: true, force: true });
};

export default setup;
