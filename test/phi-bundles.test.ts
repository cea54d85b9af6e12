import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createContext, Script } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { build } from 'vite';
import { beforeAll, describe, expect, test } from 'vitest';
import type { checkPhi, PhiSettings } from '@sms/phi';
import { disguiseNames, obfuscate, readCorpus, readPublicMessages } from '@sms/phi-corpus';
import { bundleOptions } from '../infra/bundle-functions.ts';
import pageConfig from '../web/vite.config.ts';

type Engine = { checkPhi: typeof checkPhi };

const entry = fileURLToPath(import.meta.resolve('@sms/phi'));

/** The engine as the page carries it, in one script. */
const bundleForBrowser = async (): Promise<string> => {
  const [output] = [
    await build({
      configFile: false,
      logLevel: 'silent',
      build: {
        ...pageConfig.build,
        write: false,
        lib: { entry, name: 'phi', formats: ['iife'] },
      },
    }),
  ].flat();
  if (output === undefined || !('output' in output)) throw new Error('vite built nothing');
  const [script, ...others] = output.output;
  expect(others).toEqual([]);
  return script.code;
};

/** The engine as a function carries it. */
const bundleForLambda = (): string => {
  const { outputFiles } = buildSync({ ...bundleOptions, entryPoints: [entry], sourcemap: false });
  expect(outputFiles).toHaveLength(1);
  return outputFiles[0]!.text;
};

/** Loads a script where there is nothing but the language, and no clock and no chance either. */
const loadBare = (code: string): Engine => {
  const context = createContext(Object.create(null) as object, {
    codeGeneration: { strings: false, wasm: false },
  });
  new Script(
    'for (const name of ["Date", "Intl", "WebAssembly", "console", "SharedArrayBuffer", "Atomics"]) delete globalThis[name]; delete Math.random;',
  ).runInContext(context);
  return new Script(`${code}\nphi`).runInContext(context) as Engine;
};

const loadInNode = async (code: string): Promise<Engine> => {
  const directory = mkdtempSync(join(tmpdir(), 'phi-'));
  try {
    const file = join(directory, 'phi.mjs');
    writeFileSync(file, code);
    return (await import(pathToFileURL(file).href)) as Engine;
  } finally {
    rmSync(directory, { recursive: true });
  }
};

describe('the engine in the page and in a function', () => {
  let script: string;
  let page: Engine;
  let lambda: Engine;
  beforeAll(async () => {
    script = await bundleForBrowser();
    page = loadBare(script);
    lambda = await loadInNode(bundleForLambda());
  }, 60_000);

  /** The texts, by name, on which the two differ. Texts themselves are not printed: one corpus is not to be read. */
  const differences = (texts: Iterable<readonly [name: string, text: string]>, settings?: PhiSettings) => {
    const names: string[] = [];
    for (const [name, text] of texts)
      if (JSON.stringify(page.checkPhi(text, settings)) !== JSON.stringify(lambda.checkPhi(text, settings)))
        names.push(name);
    return names;
  };

  test.each([
    'dev',
    'seen',
    'seen-more',
    'seen-seventh',
    'seen-eighth',
    'seen-eleventh',
    'seen-twelfth',
    'unseen',
    'unseen-third',
    'unseen-fourth',
  ] as const)('answer alike: %s', (corpus) => {
    expect(differences(readCorpus(corpus).map(({ id, text }) => [id, text]))).toEqual([]);
  });

  test('answer alike: real messages', () => {
    expect(differences(readPublicMessages().map((text, index) => [`line ${index + 1}`, text]))).toEqual([]);
  });

  test.each(disguiseNames)('answer alike: %s', (disguise) => {
    expect(
      differences(readCorpus('dev').map(({ id, text }) => [id, obfuscate(disguise, text).text])),
    ).toEqual([]);
  });

  test('answer alike: an organisation’s own words', () => {
    const settings = { alwaysBlock: ['front desk', 'Blue Heron'], neverBlock: ['metformin', 'Main St'] };
    expect(
      differences(
        readCorpus('dev').map(({ id, text }) => [id, text]),
        settings,
      ),
    ).toEqual([]);
  });

  test('weighs at most 150 kB in the page, gzipped', () => {
    expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(150_000);
  });
});
