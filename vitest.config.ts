import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const node = (name: string, include: string[], extra: Record<string, unknown> = {}) => ({
  test: { name, include, environment: 'node' as const, exclude: ['**/node_modules/**'], ...extra },
});

/** Pure modules that keep nothing between tests: loading them once a worker saves most of the time. They run beside other work. */
const shared = { isolate: false, testTimeout: 60_000, hookTimeout: 60_000 };

/**
 * Each story has a whole product: two at once on two cores take no less time, and miss what they wait for. One process
 * runs them all, so that they can share what is slow to start.
 */
const oneAfterTheOther = { fileParallelism: false, isolate: false };

/** The stories that move the clock by days come last: a page that is opened after them would lie days behind its server. */
class ClockMoversLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const movesClock = ({ moduleId }: TestSpecification) =>
      Number(moduleId.endsWith('/browser/operator.test.ts'));
    return (await super.sort(files)).sort((one, other) => movesClock(one) - movesClock(other));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: ClockMoversLast },
    maxWorkers: '100%',
    projects: [
      node(
        'unit',
        ['packages/*/src/**/*.test.ts', 'functions/**/*.test.ts', 'web/src/**/*.test.ts', 'test/*.test.ts'],
        {
          ...shared,
          exclude: [
            '**/node_modules/**',
            'packages/store/**',
            'packages/local/**',
            'packages/stand-in-carriers/**',
          ],
        },
      ),
      node('simulation', ['test/simulation/**/*.test.ts'], { ...shared, testTimeout: 300_000 }),
      node(
        'integration',
        [
          'packages/store/**/*.test.ts',
          'packages/local/**/*.test.ts',
          'packages/stand-in-carriers/**/*.test.ts',
          'packages/carriers/test/**/*.test.ts',
          'test/integration/**/*.test.ts',
        ],
        {
          testTimeout: 60_000,
          hookTimeout: 120_000,
          globalSetup: ['test/cloud-assembly.ts'],
          ...oneAfterTheOther,
        },
      ),
      node('infrastructure', ['test/infra/**/*.test.ts'], {
        testTimeout: 60_000,
        hookTimeout: 120_000,
        globalSetup: ['test/infra/synthesized.ts'],
      }),
      node('browser', ['test/browser/**/*.test.ts'], {
        testTimeout: 120_000,
        hookTimeout: 180_000,
        globalSetup: ['test/cloud-assembly.ts'],
        ...oneAfterTheOther,
        // A browser, a database and the product share two cores: what is waited for may take its time.
        expect: { poll: { timeout: 20_000 } },
      }),
    ],
  },
});
