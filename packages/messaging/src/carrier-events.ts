import type { Line } from '@sms/domain';
import { changeConsent } from './change-consent.ts';
import type { CarrierEvent, World } from './ports.ts';
import { receiveInbound } from './receive-inbound.ts';
import { recordOutbound, recordStatus } from './record-status.ts';

/** Key of the position up to which a line's carrier records have been read. */
const positionKey = (line: Line): string => `sync-position:${line.lineKey}`;

/** Takes in what a carrier told about a line. Returns once it is stored; the same event again changes nothing. */
export const recordCarrierEvent = async (world: World, line: Line, event: CarrierEvent): Promise<void> => {
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
    case 'records_changed':
      await catchUp(world, line);
  }
};

/**
 * Reads what changed in the carrier's records since the last time: statuses that no webhook tells, and texts whose
 * webhook never came. The position moves on only when everything before it is stored.
 */
export const catchUp = async (world: World, line: Line): Promise<'caught_up' | 'unavailable'> => {
  const carrier = await world.carrierFor(line);
  const seen = await world.store.getValue(positionKey(line));
  const changes = await carrier.changesSince(line, seen?.value ?? null);
  if (changes === null) return 'unavailable';
  for (const event of changes.events) {
    if (event.kind !== 'records_changed') await recordCarrierEvent(world, line, event);
  }
  if (changes.position !== seen?.value) {
    await world.store.putValue(positionKey(line), changes.position, seen?.revision ?? 0);
  }
  return 'caught_up';
};
