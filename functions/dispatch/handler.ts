import { errorFields, type EdgeLog } from '@sms/lambda/log';

export type Dependencies = {
  readonly log: EdgeLog;
  /** Delivers a text if its time has come. */
  readonly deliverDue: (messageId: string) => Promise<void>;
};

/** Two parts of base64url; nothing else was ever an id of a text. */
const idPattern = /^[A-Za-z0-9_-]{1,64}\.[A-Za-z0-9_-]{1,64}$/;

export const createHandler =
  ({ log, deliverDue }: Dependencies) =>
  async (event: unknown): Promise<void> => {
    const messageId = (event as { readonly messageId?: unknown } | null)?.messageId;
    if (typeof messageId !== 'string' || !idPattern.test(messageId)) {
      // Trying again would find the same event.
      log('dispatch_not_valid');
      return;
    }
    const isDone = await deliverDue(messageId).then(
      () => true,
      (error: unknown) => {
        log('dispatch_failed', { messageId, ...errorFields(error) });
        return false;
      },
    );
    // Lambda tries again; its records of the failure get a sentence of ours, for others may hold anything.
    if (!isDone) throw new Error('The text could not be delivered.');
  };
