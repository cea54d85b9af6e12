import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { addProduct } from '../../infra/product.ts';
import { assembly } from './assembly.ts';

const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')) as {
  context: Record<string, unknown>;
};

type Report = {
  readonly pluginReports: readonly { readonly pluginName: string; readonly violations: readonly unknown[] }[];
};

test("CloudFormation's own rules and the rule packs find nothing that is not accepted with a reason", () => {
  const outdir = join(assembly.scratch, 'rules');
  const checked = new App({ outdir, context, analyticsReporting: false });
  addProduct(checked, { pageDirectory: assembly.builtPage });
  Validations.of(checked).addPlugins(new AwsSolutionsChecks(checked), new ServerlessChecks(checked));
  checked.synth();
  const path = join(outdir, 'validation-report.json');
  const report = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as Report)
    : { pluginReports: [] };
  expect(report.pluginReports.flatMap(({ violations }) => violations)).toEqual([]);
});

test('defects found at synthesis fail it', () => {
  expect(context['@aws-cdk/core:validateAgainstDefaultRules']).toBe(true);
});
