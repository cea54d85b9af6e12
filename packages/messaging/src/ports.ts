import type {
  AuditRecord,
  Contact,
  ConversationState,
  Line,
  MessageError,
  MessageState,
  MessageStatus,
  PersonState,
} from '@sms/domain';

/** What was there, and what shall be: refused when what is there is no longer what was seen. */
export type Write<T> = { readonly before: T | null; readonly after: T };

/**
 * One change, written whole or not at all. Every conversation in it gets exactly one version more than was seen, so
 * that two writers who saw the same version cannot both win; messages carry the version of their conversation.
 */
export type Change = {
  /** The conversations touched, at least one, each at most once. */
  readonly conversations: readonly Write<ConversationState>[];
  readonly messages: readonly Write<MessageState>[];
  readonly person?: Write<PersonState>;
  /** Ties the carrier's id to our message; refused when that id is tied to another message. */
  readonly links?: readonly CarrierLink[];
  readonly audit: readonly AuditRecord[];
};

export type CarrierLink = {
  readonly conversationId: string;
  readonly carrierMessageId: string;
  readonly messageId: string;
};

/** A status that a carrier told before we knew which text it is about. */
export type ParkedStatus = {
  readonly status: DeliveryStatus;
  readonly error: MessageError | null;
  readonly at: string;
};

export type Page<T> = { readonly items: readonly T[]; readonly next: string | null };

export type QueueFilter = {
  readonly status: 'open' | 'closed' | 'all';
  /** A user's id, `none` for what is nobody's, null for whoever's. */
  readonly assignee: string | null;
  readonly unread: boolean;
  readonly waiting: boolean;
};

/** The organisation's own rules of the PHI guard. */
export type PhiSettings = {
  readonly alwaysBlock: readonly string[];
  readonly neverBlock: readonly string[];
  readonly confirmWarnings: boolean;
};

/**
 * The one truth. Every read is strongly consistent but `listQueue` and `listDueWork`, which follow within moments.
 * The organisation comes first in every question about its data: what belongs to another is not there.
 * Cursors are opaque; a cursor that cannot be read starts from the beginning.
 */
export interface Store {
  /** `conflict`: somebody was faster; read again and decide anew. Applying the same change twice is one change. */
  commit(change: Change): Promise<'committed' | 'conflict'>;
  /** Records what changes nothing: a read, a refusal. */
  appendAudit(record: AuditRecord): Promise<void>;

  getConversation(organisation: string, conversationId: string): Promise<ConversationState | null>;
  getMessage(organisation: string, conversationId: string, messageId: string): Promise<MessageState | null>;
  /** Whose a conversation is: for alarms, which carry a message's id alone. */
  organisationOf(conversationId: string): Promise<string | null>;
  getPerson(organisation: string, personId: string): Promise<PersonState | null>;

  /** The queue, latest activity first. */
  listQueue(
    organisation: string,
    filter: QueueFilter,
    limit: number,
    cursor: string | null,
  ): Promise<Page<ConversationState>>;
  /** The thread backwards from `cursor` (null: its end); items oldest first. */
  listThread(
    organisation: string,
    conversationId: string,
    limit: number,
    cursor: string | null,
  ): Promise<Page<MessageState>>;
  /** Every message changed after `version`, by version. */
  listChangedSince(
    organisation: string,
    conversationId: string,
    version: number,
    limit: number,
    cursor: string | null,
  ): Promise<Page<MessageState>>;
  /** Texts made with a time that have not been sent, soonest first. */
  listScheduled(
    organisation: string,
    conversationId: string,
    statuses: readonly MessageStatus[],
    limit: number,
    cursor: string | null,
  ): Promise<Page<MessageState>>;
  /** Inbound texts of the thread that came after a version. */
  countInboundAfter(organisation: string, conversationId: string, version: number): Promise<number>;

  /** Texts of all organisations whose `dueAt` is at or before `now`, the longest due first. */
  listDueWork(now: string, limit: number): Promise<readonly MessageState[]>;

  /** Which message a carrier's id belongs to, or what the carrier said of it before we knew. */
  getLink(
    conversationId: string,
    carrierMessageId: string,
  ): Promise<{ readonly messageId: string | null; readonly parked: ParkedStatus | null } | null>;
  /** Keeps a status until its message is known; `linked` when it is known already. */
  parkStatus(
    conversationId: string,
    carrierMessageId: string,
    parked: ParkedStatus,
  ): Promise<'parked' | 'linked'>;

  listLines(organisation: string): Promise<readonly Line[]>;
  listAllLines(): Promise<readonly Line[]>;
  getLineByKey(lineKey: string): Promise<Line | null>;
  putLine(line: Line): Promise<void>;

  getContact(organisation: string, contactId: string): Promise<Contact | null>;
  /** Contacts that have this number; more than one is possible. `phoneKey` is the number's keyed hash. */
  findContactsByPhone(organisation: string, phoneKey: string): Promise<readonly Contact[]>;
  putContact(contact: Contact, phoneKeys: readonly string[]): Promise<void>;

  getPhiSettings(organisation: string): Promise<PhiSettings | null>;
  putPhiSettings(organisation: string, settings: PhiSettings, audit: AuditRecord): Promise<void>;

  /**
   * Takes one send from a line's allowance, a bucket that holds a minute's worth; `reserve` is what must be left in
   * it for more urgent texts. Answers when to come back (ISO 8601 UTC) if there is none.
   */
  takeSendSlot(
    lineKey: string,
    now: string,
    pace: { readonly perMinute: number; readonly reserve: number },
  ): Promise<{ readonly kind: 'granted' } | { readonly kind: 'wait'; readonly until: string }>;
  /** Nothing leaves on this line before `until`: the carrier said so. */
  blockLine(lineKey: string, until: string): Promise<void>;

  /** A small value that survives, with compare-and-set: a carrier's shared token, a sync position. */
  getValue(key: string): Promise<{ readonly value: string; readonly revision: number } | null>;
  /** `revision` is what was seen, 0 for none. False: somebody was faster. */
  putValue(key: string, value: string, revision: number, expiresAt?: string): Promise<boolean>;
}

export type DeliveryStatus = 'sent' | 'delivered' | 'undelivered' | 'failed';

/** Everything a carrier's answer to a send can mean to us. Only `unknown` may have left without our knowing. */
export type SendOutcome =
  | { readonly kind: 'accepted'; readonly carrierMessageId: string }
  | { readonly kind: 'refused'; readonly error: MessageError; readonly optedOut: boolean }
  /** Refused before any work because of a limit or because nothing could be reached: try later, nothing has left. */
  | { readonly kind: 'limited'; readonly retryAfterSeconds: number }
  | { readonly kind: 'unknown' };

export type SendRequest = {
  readonly line: Line;
  /** E.164. */
  readonly to: string;
  readonly body: string;
  readonly messageId: string;
  /** Opaque; a carrier that can hands it back with every status. */
  readonly attemptId: string;
};

/** A text in the carrier's own records. */
export type CarrierRecord = {
  readonly carrierMessageId: string;
  readonly direction: 'inbound' | 'outbound';
  /** E.164. */
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly media: readonly {
    readonly carrierMediaId: string;
    readonly contentType: string;
    readonly size: number | null;
    readonly url: string;
  }[];
  /** ISO 8601 UTC; some carriers tell whole seconds only. */
  readonly at: string;
  /** Null for inbound texts, and while the carrier has not said more than that it has the text. */
  readonly status: DeliveryStatus | null;
  readonly error: MessageError | null;
};

/** What a carrier tells by webhook or by its records. */
export type CarrierEvent =
  | { readonly kind: 'inbound'; readonly record: CarrierRecord }
  /** A text of ours, or one that staff sent from the carrier's own app. */
  | { readonly kind: 'outbound'; readonly record: CarrierRecord }
  | {
      readonly kind: 'status';
      readonly carrierMessageId: string;
      /** The line, and the person, E.164. */
      readonly from: string;
      readonly to: string;
      readonly status: DeliveryStatus;
      readonly error: MessageError | null;
      /** What we gave with the send, where the carrier hands it back. */
      readonly attempt: { readonly messageId: string; readonly attemptId: string } | null;
      readonly at: string;
    }
  | {
      readonly kind: 'consent';
      readonly line: string;
      readonly phone: string;
      readonly optedOut: boolean;
      readonly at: string;
    }
  /** Something changed at the carrier: its records are to be read. */
  | { readonly kind: 'records_changed' };

/** One carrier, for one line. */
export interface Carrier {
  readonly name: Line['carrier'];
  /** Sends a minute that the carrier allows a line. */
  readonly pacePerMinute: number;
  /** Whether the carrier itself answers HELP and confirms STOP. */
  readonly answersHelp: boolean;
  send(request: SendRequest): Promise<SendOutcome>;
  /** The carrier's own records of texts from the line to a person since an instant; null when it cannot say now. */
  findSent(query: {
    readonly line: Line;
    readonly to: string;
    readonly since: string;
  }): Promise<readonly CarrierRecord[] | null>;
  /**
   * What changed in the carrier's records after a position that this method gave before; null begins with what the
   * carrier has of the last day. Events may repeat. Null answer: the carrier cannot say now.
   */
  changesSince(
    line: Line,
    position: string | null,
  ): Promise<{ readonly events: readonly CarrierEvent[]; readonly position: string } | null>;
  /**
   * The bytes behind a media address that this carrier told. `gone`: the carrier has no such file, or it is none that
   * can be kept. Null: the carrier cannot say now.
   */
  fetchMedia(line: Line, url: string): Promise<MediaBytes | 'gone' | null>;
  /**
   * Makes the carrier's own register say of a person (E.164) what ours says. `refused`: it will not hear of it; asking
   * again is of no use. Absent where there is no such register.
   */
  setConsent?(line: Line, phone: string, optedOut: boolean): Promise<'set' | 'refused' | 'unavailable'>;
  /** Who is opted out of a line in the carrier's own register, and since when; null when it cannot say now. */
  listOptOuts?(line: Line): Promise<readonly { readonly phone: string; readonly at: string | null }[] | null>;
}

export type MediaBytes = { readonly bytes: Uint8Array; readonly contentType: string };

/** The largest file that is kept, in bytes: carriers pass on less. */
export const largestMediaBytes = 10 * 1024 * 1024;

/** Where the bytes of pictures and files are kept, by key; what is put again under a key replaces what was there. */
export interface MediaStore {
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  get(key: string): Promise<MediaBytes | null>;
  /** An address that whoever has it may read for a minute; shown by a browser under the headers given. */
  link(key: string, headers: { readonly contentType: string; readonly disposition: string }): Promise<string>;
}

export type CarrierFor = (line: Line) => Promise<Carrier>;

/** The alarm clock: may be late, may ring twice, and forgets nothing that the sweep would not find. */
export interface DeliveryScheduler {
  /** Sets or moves the alarm of a message; `at` lies at least a minute ahead. */
  set(messageId: string, at: Date): Promise<void>;
  /** No error when there is none. */
  clear(messageId: string): Promise<void>;
}

export interface Clock {
  now(): Date;
}

/** Unguessable, time-ordered ids for claims, attempts and audit records. */
export type NewId = () => string;

/** What the PHI engine says of a text; throws when it cannot say. */
export type CheckPhi = (
  text: string,
  settings: { readonly alwaysBlock: readonly string[]; readonly neverBlock: readonly string[] },
) => {
  readonly block: boolean;
  readonly findings: readonly {
    readonly start: number;
    readonly end: number;
    readonly type: string;
    readonly severity: 'block' | 'warn';
    readonly message: string;
    readonly remedy?: { readonly label: string; readonly replacement: string };
    readonly remedyText?: string;
  }[];
  readonly policyVersion: string;
};

/** Writes one line of a closed catalogue; fields admit only ids, counts, codes and durations. */
export type Log = (code: LogCode, fields?: Readonly<Record<string, string | number | boolean>>) => void;

export type LogCode =
  | 'delivery_accepted'
  | 'delivery_refused'
  | 'delivery_unknown'
  | 'delivery_limited'
  | 'delivery_check_unavailable'
  | 'delivery_lease_expired'
  | 'reconciled'
  | 'reconciliation_unanswered'
  | 'needs_decision'
  | 'schedule_not_set'
  | 'schedule_not_cleared'
  | 'sweep_failed_item'
  | 'catch_up_failed'
  | 'consent_told'
  | 'consent_not_told'
  | 'media_stored'
  | 'media_unavailable'
  | 'media_unanswered'
  | 'webhook_stored'
  | 'webhook_duplicate'
  | 'webhook_ignored';

/** Everything the use cases need of the world. */
export type World = {
  readonly store: Store;
  readonly carrierFor: CarrierFor;
  readonly media: MediaStore;
  readonly scheduler: DeliveryScheduler;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly identifiers: Identifiers;
  readonly checkPhi: CheckPhi;
  readonly log: Log;
  /** Waits a moment, longer with each attempt and jittered, before a change that met another is decided anew. */
  readonly pause: (attempt: number) => Promise<void>;
  /** Waits so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
};

/**
 * Ids that follow from what they name, so that two who name the same thing at once meet on one key. Keyed: a plain hash
 * of a phone number can be undone by trying them all.
 */
export interface Identifiers {
  conversationId(organisation: string, line: string, phone: string): string;
  personId(organisation: string, phone: string): string;
  /** Begins with the conversation's id; see `conversationOf`. */
  inboundMessageId(conversationId: string, carrierMessageId: string): string;
  outboundMessageId(conversationId: string, idempotencyKey: string): string;
  /** Equal requests give equal hashes. */
  requestHash(request: unknown): string;
}

/** A message's id begins with its conversation's: a message found by id alone is found in its conversation. */
export const conversationOf = (messageId: string): string => messageId.slice(0, messageId.indexOf('.'));
