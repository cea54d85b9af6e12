import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { App } from 'aws-cdk-lib';
import { builtPageDirectory } from './constructs/built-page.ts';
import { addProduct } from './product.ts';

export type SynthesizeOptions = {
  /** Where the cloud assembly goes: templates, `manifest.json` and an `asset.<hash>` folder a function. */
  readonly outdir: string;
  /** Where the built page is; without one the web stack is left out, and the others are the same to the letter. */
  readonly pageDirectory?: string;
  /** Told what is being done. */
  readonly log?: (line: string) => void;
};

const cdkContext = (): Record<string, unknown> => {
  const file = JSON.parse(readFileSync(new URL('../cdk.json', import.meta.url), 'utf8')) as {
    context: Record<string, unknown>;
  };
  // The CLI adds these on its own: with them the template names each function's asset folder.
  return { ...file.context, 'aws:cdk:enable-asset-metadata': true, 'aws:cdk:enable-path-metadata': true };
};

/**
 * Makes the templates and assets that `cdk synth` makes, without the CLI, an account or the network, and without the
 * rule packs, which say nothing about what runs.
 *
 * @throws Error if a function does not bundle.
 */
export const synthesize = async ({ outdir, log = () => {}, ...product }: SynthesizeOptions) => {
  log('Bundling the functions and synthesizing the stacks.');
  const app = new App({ outdir: resolve(outdir), context: cdkContext(), analyticsReporting: false });
  const stacks = addProduct(app, product);
  const assembly = app.synth();
  log(`Synthesized ${stacks.map((stack) => stack.stackName).join(', ')}.`);
  return { outdir: assembly.directory, stacks: stacks.map((stack) => stack.stackName) };
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({
    options: {
      outdir: { type: 'string', default: 'cdk.out' },
      'no-web': { type: 'boolean', default: false },
    },
  });
  await synthesize({
    outdir: values.outdir,
    ...(values['no-web'] ? {} : { pageDirectory: builtPageDirectory }),
    log: (line) => console.log(line),
  });
}
