import { expect, test } from 'vitest';
import type { UpkeepReport } from '@sms/carriers';
import { createTestWorld, line } from '../testing.ts';
import { createHandler } from './handler.ts';

const report = (outcome: UpkeepReport['outcome'], code: string | null = null): UpkeepReport => ({
  outcome,
  code,
  subscriptionId: null,
  deleted: 0,
  hearsConsents: true,
});

test('each RingCentral line is kept up, whatever becomes of the others, and catches up when it was deaf', async () => {
  const { world, lines } = createTestWorld();
  const outcomes: Record<string, () => UpkeepReport> = {
    one: () => report('kept'),
    two: () => {
      throw new Error('secret');
    },
    three: () => report('misconfigured', 'CMN-401'),
    four: () => report('created'),
  };
  const caughtUp: string[] = [];
  const handler = createHandler({
    log: world.log,
    listAllLines: async () => [
      line,
      ...Object.keys(outcomes).map((lineKey) => ({ ...line, lineKey, carrier: 'ringcentral' as const })),
    ],
    ringCentralUpkeep: async ({ lineKey }) => outcomes[lineKey]!(),
    catchUp: async ({ lineKey }) => {
      caughtUp.push(lineKey);
    },
    readOptOuts: async ({ lineKey }) => (lineKey === 'one' ? 'unavailable' : 'read'),
  });
  await handler();
  expect(lines).toMatchObject([
    { event: 'upkeep_done', status: 'kept' },
    { event: 'upkeep_failed', kind: 'opt_outs', status: 'unavailable' },
    { event: 'upkeep_failed', errorName: 'Error' },
    { event: 'upkeep_failed', status: 'misconfigured', code: 'CMN-401' },
    { event: 'upkeep_done', status: 'created' },
  ]);
  expect(caughtUp).toEqual(['four']);
});
