/** Consent to be texted, as last recorded. */
export type ConsentStatus = 'consented' | 'opted_out' | 'pending';

export type ContactKind = 'contact' | 'lead' | 'partner';

/** Whom the organisation knows under a number; `url` leads to their page. */
export type ContactCard = {
  readonly id: string;
  readonly kind: ContactKind;
  readonly name: string;
  readonly url: string;
};

/** A contact as the organisation keeps it; `phones` are E.164. */
export type Contact = ContactCard & {
  readonly organisation: string;
  readonly phones: readonly string[];
  readonly timeZone: string | null;
};

export type LastMessage = {
  readonly direction: 'inbound' | 'outbound';
  readonly preview: string;
  /** ISO 8601 UTC. */
  readonly at: string;
};

/**
 * One line of an organisation and one person's number. Every change of it or of its messages makes `version` one
 * larger, in the same write: who saw a version can ask for what came after it.
 */
export type ConversationState = {
  readonly id: string;
  readonly organisation: string;
  /** The organisation's number, E.164. */
  readonly line: string;
  readonly lineKey: string;
  /** The person's number, E.164. */
  readonly phone: string;
  readonly personId: string;
  readonly contact: ContactCard | null;
  readonly status: 'open' | 'closed';
  readonly assignee: string | null;
  readonly unreadCount: number;
  /** Everything up to this version has been read by somebody. */
  readonly readVersion: number;
  /** The person's consent, copied here in the write that changes it, so that a claim is refused by one condition. */
  readonly consent: ConsentStatus;
  readonly hold: 'opt_out_request' | null;
  readonly timeZone: string | null;
  readonly lastMessage: LastMessage | null;
  /** When the last text came or went; null keeps the conversation out of the queue. */
  readonly lastActivityAt: string | null;
  /** The version at which a text last came or was handed to delivery. */
  readonly lastTextVersion: number;
  /** Texts handed to delivery and not yet to the carrier, in the order in which they leave. */
  readonly outbox: readonly string[];
  /** Texts of which the carrier could not say whether they left: a person decides. */
  readonly undecided: readonly string[];
  /** Scheduled texts that an answer from the person cancels. */
  readonly cancelOnReply: readonly string[];
  readonly createdAt: string;
  readonly version: number;
};

/** A person, as one organisation knows them by number: consent belongs to the person, whatever the line. */
export type PersonState = {
  readonly id: string;
  readonly organisation: string;
  readonly phone: string;
  readonly consent: ConsentStatus;
  readonly consentedAt: string | null;
  readonly consentMethod: string | null;
  readonly optedOutAt: string | null;
  readonly optOutMethod: string | null;
  /** The person's conversations, one a line. */
  readonly conversationIds: readonly string[];
  readonly version: number;
};

/** One of an organisation's numbers and the carrier behind it. */
export type Line = {
  readonly organisation: string;
  /** E.164. */
  readonly phone: string;
  readonly carrier: CarrierName;
  /** The unguessable part of the line's webhook addresses, and the name of its secret. */
  readonly lineKey: string;
  /** Place among the organisation's lines; the first is the default. */
  readonly ordinal: number;
  /** What a person who texts HELP is answered, where the carrier does not answer by itself. */
  readonly helpText: string | null;
};

export type CarrierName = 'ringcentral' | 'twilio';

const previewLength = 120;

/** The first characters of a text, never half a surrogate pair. */
export const previewOf = (body: string): string =>
  body.length <= previewLength ? body : body.slice(0, previewLength).replace(/[\uD800-\uDBFF]$/, '');
