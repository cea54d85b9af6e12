import { expect, test } from 'vitest';
import { routes } from '@sms/contract/routes';
import { checkPhiOfText, getPhiSettings, putPhiSettings } from '@sms/messaging/phi-settings';
import { call, createTestWorld } from '../testing.ts';
import { createHandler } from './handler.ts';

const { world, store, lines } = createTestWorld();
const handler = createHandler({
  log: world.log,
  checkPhiOfText: checkPhiOfText(world),
  getPhiSettings: getPhiSettings(world),
  putPhiSettings: putPhiSettings(world),
});

test('a text is checked, and none of it is logged', async () => {
  const answer = await call(handler, routes.checkPhi, { body: { text: 'a diagnosis' } });
  expect(answer).toEqual({
    status: 200,
    body: {
      block: true,
      findings: [{ start: 0, end: 1, type: 'DIAGNOSIS', severity: 'block', message: 'Leave it out.' }],
      policyVersion: 'test',
    },
  });
  expect(JSON.stringify(lines)).not.toContain('diagnosis');
});

test('settings are an organisation’s own, kept with evidence', async () => {
  const settings = { alwaysBlock: ['Project X'], neverBlock: [], confirmWarnings: true };
  expect((await call(handler, routes.putPhiSettings, { body: settings })).body).toEqual(settings);
  expect((await call(handler, routes.getPhiSettings)).body).toEqual(settings);
  const rival = await call(handler, routes.getPhiSettings, { as: 'rival' });
  expect(rival.body).toEqual({ alwaysBlock: [], neverBlock: [], confirmWarnings: false });
  const evidence = store.everything().audit;
  expect(evidence.map((record) => record.action)).toEqual(['phi.settings_changed']);
  expect(JSON.stringify(evidence)).not.toContain('Project X');
});
