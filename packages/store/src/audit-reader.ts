import type { AuditRecord } from '@sms/domain';

/** Reads the evidence. Apart from `Store`, because no function of the product does: evidence is written by it alone. */
export interface AuditReader {
  /** What was done in an organisation on one day (`yyyy-mm-dd`, UTC), in order. */
  listAudit(organisation: string, day: string): Promise<readonly AuditRecord[]>;
}
