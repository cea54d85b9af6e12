import type { Fault, SendFault, WebhookFault } from './options.ts';

const isWebhookFault = (fault: Fault): fault is WebhookFault =>
  fault === 'duplicate_webhooks' || fault === 'reorder_webhooks';

/** Counts of faults still to happen, shared by both carriers. */
export const createFaults = () => {
  const left = new Map<Fault, number>();

  const use = (fault: Fault) => {
    const count = left.get(fault) ?? 0;
    if (count <= 1) left.delete(fault);
    else left.set(fault, count - 1);
  };

  return {
    set(fault: Fault, count: number) {
      left.delete(fault);
      if (count > 0) left.set(fault, Math.floor(count));
    },
    clear: () => left.clear(),
    /** The fault of this send, the one set first if there are several. */
    takeForSend(): SendFault | null {
      for (const fault of left.keys()) {
        if (isWebhookFault(fault)) continue;
        use(fault);
        return fault;
      }
      return null;
    },
    takeForWebhook(fault: WebhookFault): boolean {
      if (!left.has(fault)) return false;
      use(fault);
      return true;
    },
    has: (fault: Fault) => left.has(fault),
  };
};

export type Faults = ReturnType<typeof createFaults>;
