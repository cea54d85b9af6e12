import { errorFields, type EdgeLog } from '@sms/lambda/log';
import type { SweepReport } from '@sms/messaging/sweep';

export type Dependencies = { readonly log: EdgeLog; readonly sweep: () => Promise<SweepReport> };

export const createHandler =
  ({ log, sweep }: Dependencies) =>
  async (): Promise<void> => {
    const startedAt = performance.now();
    const report = await sweep().catch((error: unknown) => {
      log('sweep_failed', errorFields(error));
      return null;
    });
    // What Lambda records of the failure is a sentence of ours, for others may hold anything.
    if (!report) throw new Error('The sweep failed.');
    log('sweep_done', { ...report, milliseconds: Math.round(performance.now() - startedAt) });
  };
