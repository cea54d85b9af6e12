import type { Actor } from '@sms/domain';
import type { PhiCheck, PhiSettings } from '@sms/contract';
import { auditRecord } from './change.ts';
import { refuse, succeed, type Outcome } from './outcome.ts';
import type { World } from './ports.ts';
import { phiSettingsOf } from './text-checks.ts';

type Needs = Pick<World, 'store' | 'checkPhi' | 'newId' | 'clock'>;

const plain = (settings: PhiSettings | Awaited<ReturnType<typeof phiSettingsOf>>): PhiSettings => ({
  alwaysBlock: [...settings.alwaysBlock],
  neverBlock: [...settings.neverBlock],
  confirmWarnings: settings.confirmWarnings,
});

/** What the PHI guard says of a text under the organisation's own rules. */
export const checkPhiOfText =
  (world: Pick<World, 'store' | 'checkPhi'>) =>
  async (actor: Actor, text: string): Promise<Outcome<PhiCheck>> => {
    const settings = await phiSettingsOf(world, actor.organisation);
    try {
      const { block, findings, policyVersion } = world.checkPhi(text, settings);
      return succeed({
        block,
        findings: findings.map((finding) => ({ ...finding })),
        policyVersion,
      } as PhiCheck);
    } catch {
      return refuse(
        'phi_unavailable',
        'The PHI check cannot run just now. Nothing can be sent until it does.',
      );
    }
  };

export const getPhiSettings =
  (world: Pick<World, 'store'>) =>
  async (actor: Actor): Promise<Outcome<PhiSettings>> =>
    succeed(plain(await phiSettingsOf(world, actor.organisation)));

/** Replaces the organisation's own rules of the PHI guard; the evidence tells how many words, never which. */
export const putPhiSettings =
  (world: Needs) =>
  async (actor: Actor, settings: PhiSettings): Promise<Outcome<PhiSettings>> => {
    await world.store.putPhiSettings(
      actor.organisation,
      settings,
      auditRecord(
        world,
        actor,
        'phi.settings_changed',
        {},
        {
          alwaysBlock: settings.alwaysBlock.length,
          neverBlock: settings.neverBlock.length,
          confirmWarnings: settings.confirmWarnings,
        },
      ),
    );
    return succeed(plain(settings));
  };
