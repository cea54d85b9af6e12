import type { Line } from '@sms/domain';
import { catchUp } from './catch-up.ts';
import type { CarrierEvent, World } from './ports.ts';
import { recordEvent } from './record-event.ts';

/**
 * Takes in what a carrier told about a line. Returns once it is stored, or, of a mere hint, once somebody reads what it
 * is about; the same event again changes nothing.
 */
export const recordCarrierEvent = async (world: World, line: Line, event: CarrierEvent): Promise<void> => {
  if (event.kind === 'records_changed') await catchUp(world, line);
  else await recordEvent(world, line, event);
};
