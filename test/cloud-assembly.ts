import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import type { TestProject } from 'vitest/node';
import { synthesize } from '@sms/local/build';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the cloud assembly, as it deploys, that the products under test are run from. */
    cloudAssembly: string;
  }
}

/** One synthesis for all files of a project, or for all of them where `CLOUD_ASSEMBLY` names the folder of one. */
const setup = async (project: TestProject): Promise<() => void> => {
  const given = env['CLOUD_ASSEMBLY'];
  if (given !== undefined) {
    project.provide('cloudAssembly', given);
    return () => undefined;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'sms-cloud-assembly-'));
  const outdir = join(scratch, 'cdk.out');
  await synthesize(outdir);
  project.provide('cloudAssembly', outdir);
  return () => rmSync(scratch, { recursive: true, force: true });
};

export default setup;
