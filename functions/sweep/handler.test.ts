import { expect, test } from 'vitest';
import { createTestWorld } from '../testing.ts';
import { createHandler } from './handler.ts';

test('the sweep tells what it found', async () => {
  const { world, lines } = createTestWorld();
  await createHandler({ log: world.log, sweep: async () => ({ due: 3, failed: 1, linesUnavailable: 0 }) })();
  expect(lines).toMatchObject([{ event: 'sweep_done', due: 3, failed: 1, linesUnavailable: 0 }]);
});

test('a sweep that fails is seen to fail, without a word of why', async () => {
  const { world, lines } = createTestWorld();
  const handler = createHandler({ log: world.log, sweep: () => Promise.reject(new TypeError('secret')) });
  await expect(handler()).rejects.toThrow('The sweep failed.');
  expect(lines).toMatchObject([{ event: 'sweep_failed', errorName: 'TypeError' }]);
  expect(JSON.stringify(lines)).not.toContain('secret');
});
