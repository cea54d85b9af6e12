/** What a person, or the system in their place, did; kept for ever, never with a text or a number in it. */
export type AuditAction =
  | 'conversation.opened'
  | 'conversation.read'
  | 'queue.read'
  | 'contact.read'
  | 'conversation.updated'
  | 'hold.lifted'
  | 'message.sent'
  | 'message.scheduled'
  | 'message.edited'
  | 'message.cancelled'
  | 'message.retried'
  | 'message.settled'
  | 'message.received'
  | 'message.delivery_refused'
  | 'phi.blocked'
  | 'phi.warnings_confirmed'
  | 'phi.settings_changed'
  | 'consent.opted_out'
  | 'consent.consented'
  | 'consent.help_requested';

/** One append-only record of evidence; `details` admits only codes, ids and counts. */
export type AuditRecord = {
  readonly id: string;
  readonly at: string;
  readonly organisation: string;
  readonly userId: string;
  readonly action: AuditAction;
  readonly conversationId: string | null;
  readonly messageId: string | null;
  readonly details: Readonly<Record<string, string | number | boolean>>;
};
