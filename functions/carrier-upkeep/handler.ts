import type { UpkeepReport } from '@sms/carriers';
import type { Line } from '@sms/domain';
import { errorFields, type EdgeLog } from '@sms/lambda/log';

export type Dependencies = {
  readonly log: EdgeLog;
  readonly listAllLines: () => Promise<readonly Line[]>;
  /** Sees to it that RingCentral tells us of a line's texts. */
  readonly ringCentralUpkeep: (line: Line) => Promise<UpkeepReport>;
  /** Reads what the carrier's records hold and nobody told. */
  readonly catchUp: (line: Line) => Promise<unknown>;
  /** Takes over the opt-outs that the carrier knows of and nobody told. */
  readonly readOptOuts: (line: Line) => Promise<'read' | 'unavailable' | 'no_register'>;
};

const isInOrder = ({ outcome }: UpkeepReport): boolean =>
  outcome === 'kept' || outcome === 'renewed' || outcome === 'created';

export const createHandler = ({
  log,
  listAllLines,
  ringCentralUpkeep,
  catchUp,
  readOptOuts,
}: Dependencies) => {
  const keepUp = async (line: Line): Promise<void> => {
    const report = await ringCentralUpkeep(line);
    const fields = {
      carrier: line.carrier,
      status: report.outcome,
      ...(report.code === null ? {} : { code: report.code }),
    };
    log(isInOrder(report) ? 'upkeep_done' : 'upkeep_failed', fields);
    // While there was no subscription nobody told us anything.
    if (report.outcome === 'created') await catchUp(line);
    const optOuts = await readOptOuts(line);
    if (optOuts !== 'read')
      log('upkeep_failed', { carrier: line.carrier, kind: 'opt_outs', status: optOuts });
  };

  return async (): Promise<void> => {
    // Twilio has its addresses in the number's own settings: nothing there ends by itself.
    const lines = (await listAllLines()).filter((line) => line.carrier === 'ringcentral');
    for (const line of lines) {
      try {
        await keepUp(line);
      } catch (error) {
        log('upkeep_failed', { carrier: line.carrier, ...errorFields(error) });
      }
    }
  };
};
