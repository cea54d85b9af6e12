import type { Line } from '@sms/domain';
import { changeConsent } from './change-consent.ts';
import type { CarrierEvent, World } from './ports.ts';
import { receiveInbound } from './receive-inbound.ts';
import { recordOutbound, recordStatus } from './record-status.ts';

/** Takes in one thing that a carrier told, or that its records hold; the same again changes nothing. */
export const recordEvent = async (
  world: World,
  line: Line,
  event: Exclude<CarrierEvent, { kind: 'records_changed' }>,
): Promise<void> => {
  switch (event.kind) {
    case 'inbound': {
      if (event.record.to !== line.phone) {
        world.log('webhook_ignored', { reason: 'other_line' });
        return;
      }
      const stored = await receiveInbound(world, line, await world.carrierFor(line), event.record);
      world.log(stored === 'stored' ? 'webhook_stored' : 'webhook_duplicate');
      return;
    }
    case 'outbound':
      if (event.record.from === line.phone) await recordOutbound(world, line, event.record);
      return;
    case 'status':
      return recordStatus(world, line, event);
    case 'consent':
      return changeConsent(world, line, event.phone, event.optedOut ? 'opted_out' : 'consented', 'carrier');
  }
};
