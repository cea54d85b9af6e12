const only = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(packages|functions|infra|web|test)/', pathNot: to },
});

const testFiles = '\\.test\\.ts$|/test/|/scripts/|/bench\\.ts$|-contract\\.ts$|/cli\\.ts$';

/** Who may import whom; a rule's comment says where a file that breaks it should go. */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one file, or share a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'pure-core',
      comment:
        'domain and phi know nothing of Node, AWS, clocks or networks: put the effect behind a port of messaging.',
      severity: 'error',
      from: { path: '^packages/(domain|phi)/src', pathNot: testFiles },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-core-no-aws',
      comment: 'domain and phi know nothing of AWS.',
      severity: 'error',
      from: { path: '^packages/(domain|phi|messaging|contract)/src', pathNot: testFiles },
      to: { path: 'node_modules/@aws-' },
    },
    {
      ...only('domain', 'domain imports only itself.', '^packages/domain/src', '^packages/domain/'),
      from: { path: '^packages/domain/src', pathNot: testFiles },
    },
    {
      ...only('phi', 'phi imports only itself.', '^packages/phi/src', '^packages/phi/'),
      from: { path: '^packages/phi/src', pathNot: testFiles },
    },
    {
      ...only('contract', 'contract imports only itself.', '^packages/contract/src', '^packages/contract/'),
      from: { path: '^packages/contract/src', pathNot: testFiles },
    },
    {
      ...only(
        'use-cases',
        'Use cases import domain, phone and the contract; adapters hang on their ports.',
        '',
        '^packages/(messaging|domain|contract|phone|phi)/',
      ),
      from: { path: '^packages/messaging/src', pathNot: testFiles },
    },
    {
      ...only(
        'adapters',
        'An adapter imports the ports it implements, never another adapter.',
        '',
        '^packages/(messaging|domain|contract|phone|$1)/',
      ),
      from: { path: '^packages/(store|carriers|scheduler|sockets|media)/src', pathNot: testFiles },
    },
    {
      name: 'nobody-imports-functions',
      comment: 'A function is an edge: what two need belongs to a package.',
      severity: 'error',
      from: { path: '^(packages|infra|web)/' },
      to: { path: '^functions/' },
    },
    {
      name: 'one-function-one-folder',
      comment: 'Functions share through packages, never with each other.',
      severity: 'error',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^functions/', pathNot: '^functions/($1/|[^/]+\\.ts$)' },
    },
    {
      ...only(
        'web',
        'The page imports values from phi alone, and types of the contract.',
        '',
        '^(web/|packages/(phi|contract)/)',
      ),
      from: { path: '^web/src' },
    },
    {
      name: 'web-contract-types-only',
      comment: 'Only types of the contract: its schemas are 26 KB that the page does not need.',
      severity: 'error',
      from: { path: '^web/src' },
      to: { path: '^packages/contract/', dependencyTypesNot: ['type-only'] },
    },
    {
      ...only('infra', 'infra imports no runtime code: it names entry files.', '', '^infra/'),
      from: { path: '^infra/' },
    },
    {
      name: 'handlers-know-no-local-runtime',
      comment: 'What deploys knows nothing of the local runtime.',
      severity: 'error',
      from: { path: '^(functions|infra|web)/|^packages/(?!local)', pathNot: testFiles },
      to: { path: '^packages/local/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/build/|\\.svelte-kit|cdk\\.out|\\.local/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'types', 'default'],
      extensions: ['.ts', '.js', '.svelte'],
    },
  },
};
