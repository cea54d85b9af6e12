import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { synthesize } from '../../infra/synthesize.ts';
import { app, assembly, data, flatten, readTemplate, resourcesOf, theOnly, web } from './assembly.ts';

const distribution = theOnly(web, 'AWS::CloudFront::Distribution').Properties.DistributionConfig;
const behaviours = distribution.CacheBehaviors as Record<string, unknown>[];
// The ids of CloudFront's own policies, the same in every account.
const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const allViewerExceptHostHeader = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

test('without a page the other stacks are the same to the letter', async () => {
  const { outdir, stacks } = await synthesize({ outdir: join(assembly.scratch, 'no-web') });
  expect(stacks).toEqual(['SmsConversations-production-Data', 'SmsConversations-production-App']);
  expect(readTemplate('Data', outdir)).toEqual(data);
  expect(readTemplate('App', outdir)).toEqual(app);
});

test('a page that is not built stops the synthesis with one sentence', async () => {
  const missing = {
    outdir: join(assembly.scratch, 'unbuilt'),
    pageDirectory: join(assembly.scratch, 'nothing'),
  };
  await expect(synthesize(missing)).rejects.toThrow(
    'The page is not built: run `npm run build -w web` first.',
  );
});

test('API, webhooks and websocket go uncached to API Gateway, with its own host', () => {
  expect(behaviours.map((behaviour) => behaviour['PathPattern'])).toEqual([
    '/api/*',
    '/webhooks/*',
    '/realtime',
  ]);
  for (const behaviour of behaviours) {
    expect(behaviour).toMatchObject({
      CachePolicyId: cachingDisabled,
      OriginRequestPolicyId: allViewerExceptHostHeader,
      ViewerProtocolPolicy: 'https-only',
    });
    expect(behaviour['AllowedMethods']).toContain('POST');
    expect(behaviour['FunctionAssociations']).toBeUndefined();
  }
});

test("the API's own refusals are not turned into pages", () => {
  expect(distribution.CustomErrorResponses).toBeUndefined();
  expect(distribution.DefaultCacheBehavior.FunctionAssociations).toHaveLength(1);
});

test('only current TLS, only from the private bucket', () => {
  expect(distribution.ViewerCertificate.MinimumProtocolVersion).toBe('TLSv1.2_2021');
  for (const bucket of resourcesOf(web, 'AWS::S3::Bucket')) {
    expect(bucket.Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
  }
});

describe('the fallback', () => {
  const code = theOnly(web, 'AWS::CloudFront::Function').Properties.FunctionCode as string;
  const rewritten = (uri: string): string =>
    runInNewContext(`${code}; handler({ request: { uri: ${JSON.stringify(uri)} } }).uri`) as string;

  test.each([
    ['/', '/index.html'],
    ['/ce/sms/conversations', '/index.html'],
    ['/ce/sms/v1.2/conversations', '/index.html'],
    ['/_app/immutable/start.js', '/_app/immutable/start.js'],
    ['/config.json', '/config.json'],
  ])('%s is answered with %s', (uri, file) => {
    expect(rewritten(uri)).toBe(file);
  });
});

describe('the content security policy', () => {
  const headers = theOnly(web, 'AWS::CloudFront::ResponseHeadersPolicy').Properties
    .ResponseHeadersPolicyConfig;
  const policy = flatten(headers.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy);

  test('lets exactly the scripts of the built page run', () => {
    const hash = createHash('sha256').update('start()').digest('base64');
    expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`);
    expect(readFileSync(join(assembly.builtPage, 'index.html'), 'utf8')).toContain('start()');
  });

  test('lets the page call itself, the websocket and the sign-in, and nobody frame it', () => {
    expect(policy).toMatch(
      /connect-src 'self' wss:\/\/\S+ https:\/\/s3\.[^;]+\/ https:\/\/cognito-idp\.\S+ https:\/\/sms-conversations-\S+;/,
    );
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe-eval');
    expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/);
  });
});

test('what carries its hash in its name is copied first, what points to it after', () => {
  const [assets, documents] = [...resourcesOf(web, 'Custom::CDKBucketDeployment')].sort((one) =>
    one.Properties.Include === undefined ? 1 : -1,
  );
  expect(assets?.Properties.Include).toEqual(['_app/immutable/*']);
  expect(assets?.Properties.SystemMetadata['cache-control']).toContain('immutable');
  expect(documents?.Properties.Exclude).toEqual(['_app/immutable/*']);
  expect(documents?.Properties.SystemMetadata['cache-control']).toContain('no-cache');
  expect(documents?.DependsOn).toContain(assets?.id);
  expect([assets?.Properties.Prune, documents?.Properties.Prune]).toEqual([false, false]);
});
