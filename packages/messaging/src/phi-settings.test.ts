import { describe, expect, test } from 'vitest';
import { checkPhiOfText, getPhiSettings, putPhiSettings } from '@sms/messaging';
import { PhiCheck } from '@sms/contract';
import { blockedWord, codeOf, createWorld, olivia, rita, valueOf, warnedWord } from '../test/world.ts';

const settings = { alwaysBlock: ['Oncology'], neverBlock: [blockedWord], confirmWarnings: true };

describe("given an organisation's own rules of the PHI guard", () => {
  test('when none were made, then nothing more is blocked and nothing needs confirming', async () => {
    const { world } = await createWorld();
    expect(valueOf(await getPhiSettings(world)(olivia))).toEqual({
      alwaysBlock: [],
      neverBlock: [],
      confirmWarnings: false,
    });
  });

  test('when they are replaced, then they are so for this organisation alone', async () => {
    const { world } = await createWorld();
    expect(valueOf(await putPhiSettings(world)(olivia, settings))).toEqual(settings);
    expect(valueOf(await getPhiSettings(world)(olivia))).toEqual(settings);
    expect(valueOf(await getPhiSettings(world)(rita)).alwaysBlock).toEqual([]);
  });

  test('then the evidence tells who and how many words, and no word', async () => {
    const { world, evidence } = await createWorld();
    await putPhiSettings(world)(olivia, settings);
    expect(evidence('phi.settings_changed')).toEqual([
      expect.objectContaining({
        userId: 'olivia',
        details: { alwaysBlock: 1, neverBlock: 1, confirmWarnings: true },
      }),
    ]);
    expect(JSON.stringify(evidence())).not.toContain('Oncology');
  });
});

describe('given a text to look at', () => {
  test('then the answer is what a send would meet, and it leaves no trace', async () => {
    const { world, evidence } = await createWorld();
    await putPhiSettings(world)(olivia, settings);
    const check = valueOf(await checkPhiOfText(world)(olivia, `Oncology ${warnedWord}, ${blockedWord}`));
    expect(PhiCheck.parse(check)).toEqual(check);
    expect(check).toMatchObject({
      block: true,
      findings: [
        { start: 0, end: 8, severity: 'block' },
        { start: 9, end: 20, severity: 'warn' },
      ],
      policyVersion: 'test-policy',
    });
    expect(evidence()).toHaveLength(1);
  });

  test('while the guard cannot run, then phi_unavailable', async () => {
    const { world, phi } = await createWorld();
    phi.fails = true;
    expect(codeOf(await checkPhiOfText(world)(olivia, 'Hello'))).toBe('phi_unavailable');
  });
});
