import { errorFields, type EdgeLog } from '@sms/lambda/log';
import type { SweepReport } from '@sms/messaging/sweep';

export type Dependencies = { readonly log: EdgeLog; readonly sweep: () => Promise<SweepReport> };

export const createHandler =
  ({ log, sweep }: Dependencies) =>
  async (): Promise<void> => {
    const startedAt = performance.now();
    try {
      const report = await sweep();
      log('sweep_done', { ...report, milliseconds: Math.round(performance.now() - startedAt) });
    } catch (error) {
      log('sweep_failed', errorFields(error));
      throw new Error('The sweep failed.');
    }
  };
