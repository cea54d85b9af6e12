import * as z from 'zod';
import type {
  AuditAction,
  AuditRecord,
  Contact,
  ConversationState,
  Line,
  MessageState,
  MessageStatus,
  PersonState,
} from '@sms/domain';
import { outboundStatuses } from '@sms/domain/message-status';
import type { ParkedStatus, PhiSettings } from '@sms/messaging/ports';
import {
  auditKey,
  contactKey,
  contactPhoneKey,
  conversationKey,
  lineKeyKey,
  lineListKey,
  messageKey,
  personKey,
  phiSettingsKey,
  queueKey,
  scheduledKey,
  workKey,
  type Key,
} from './keys.ts';

/** An item as the document client takes and gives it. */
export type Item = Key & { readonly entity: string; readonly [attribute: string]: unknown };

const ContactCard = z.object({
  id: z.string(),
  kind: z.enum(['contact', 'lead', 'partner']),
  name: z.string(),
  url: z.string(),
});

const Consent = z.enum(['consented', 'opted_out', 'pending']);
const Carrier = z.enum(['ringcentral', 'twilio']);
const Version = z.number().int().positive();
const MessageError = z.object({ code: z.string(), message: z.string(), retryable: z.boolean() });

const Conversation = z.object({
  id: z.string(),
  organisation: z.string(),
  line: z.string(),
  lineKey: z.string(),
  phone: z.string(),
  personId: z.string(),
  contact: ContactCard.nullable(),
  status: z.enum(['open', 'closed']),
  assignee: z.string().nullable(),
  unreadCount: z.number(),
  readVersion: z.number(),
  consent: Consent,
  hold: z.enum(['opt_out_request']).nullable(),
  timeZone: z.string().nullable(),
  lastMessage: z
    .object({ direction: z.enum(['inbound', 'outbound']), preview: z.string(), at: z.string() })
    .nullable(),
  lastActivityAt: z.string().nullable(),
  lastTextVersion: z.number(),
  outbox: z.array(z.string()),
  undecided: z.array(z.string()),
  cancelOnReply: z.array(z.string()),
  createdAt: z.string(),
  version: Version,
}) satisfies z.ZodType<ConversationState>;

const Message = z.object({
  id: z.string(),
  conversationId: z.string(),
  organisation: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  body: z.string(),
  media: z.array(
    z.object({
      id: z.string(),
      contentType: z.string(),
      size: z.number().nullable(),
      url: z.string().nullable(),
      status: z.enum(['fetching', 'stored', 'unavailable']).default('unavailable'),
    }),
  ),
  mediaFetch: z
    .object({ sources: z.array(z.object({ id: z.string(), url: z.string() })), tries: z.number() })
    .nullable()
    .default(null),
  status: z.enum(['received', ...outboundStatuses] satisfies MessageStatus[]),
  segments: z.number(),
  createdAt: z.string(),
  sendAt: z.string().nullable(),
  timeZone: z.string().nullable(),
  cancelOnReply: z.boolean(),
  sentAt: z.string().nullable(),
  deliveredAt: z.string().nullable(),
  author: z.object({ id: z.string(), name: z.string() }).nullable(),
  error: MessageError.nullable(),
  retryOf: z.string().nullable(),
  retriedBy: z.string().nullable(),
  carrier: Carrier,
  carrierMessageId: z.string().nullable(),
  threadPosition: z.number().nullable(),
  version: Version,
  requestHash: z.string().nullable(),
  claim: z.object({ id: z.string(), at: z.string(), until: z.string() }).nullable(),
  reconciliation: z.object({ since: z.string(), looks: z.number() }).nullable(),
  notBefore: z.string().nullable(),
  dueAt: z.string().nullable(),
}) satisfies z.ZodType<MessageState>;

const Person = z.object({
  id: z.string(),
  organisation: z.string(),
  phone: z.string(),
  consent: Consent,
  consentedAt: z.string().nullable(),
  consentMethod: z.string().nullable(),
  optedOutAt: z.string().nullable(),
  optOutMethod: z.string().nullable(),
  conversationIds: z.array(z.string()),
  version: Version,
}) satisfies z.ZodType<PersonState>;

const StoredLine = z.object({
  organisation: z.string(),
  phone: z.string(),
  carrier: Carrier,
  lineKey: z.string(),
  ordinal: z.number(),
  helpText: z.string().nullable(),
}) satisfies z.ZodType<Line>;

const StoredContact = ContactCard.extend({
  organisation: z.string(),
  phones: z.array(z.string()),
  timeZone: z.string().nullable(),
}) satisfies z.ZodType<Contact>;

const Audit = z.object({
  id: z.string(),
  at: z.string(),
  organisation: z.string(),
  userId: z.string(),
  action: z.custom<AuditAction>((value) => typeof value === 'string'),
  conversationId: z.string().nullable(),
  messageId: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
}) satisfies z.ZodType<AuditRecord>;

const Parked = z.object({
  status: z.enum(['sent', 'delivered', 'undelivered', 'failed']),
  error: MessageError.nullable(),
  at: z.string(),
}) satisfies z.ZodType<ParkedStatus>;

const Link = z.object({ messageId: z.string().optional(), parked: Parked.optional() });

const Settings = z.object({
  alwaysBlock: z.array(z.string()),
  neverBlock: z.array(z.string()),
  confirmWarnings: z.boolean(),
}) satisfies z.ZodType<PhiSettings>;

/** A state that the code wrote has not this shape: a bug or a foreign hand. Says which attributes, never what is in them. */
const read =
  <T>(entity: string, schema: z.ZodType<T>) =>
  (item: unknown): T => {
    const parsed = schema.safeParse(item);
    if (parsed.success) return parsed.data;
    const paths = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new Error(`A stored ${entity} is not valid at: ${paths}.`);
  };

/** `changedMessageIds`: the messages that the write of this version also touched, for whoever follows the table's stream. */
export const conversationItem = (state: ConversationState, changedMessageIds: readonly string[]): Item => ({
  ...conversationKey(state.id),
  entity: 'conversation',
  ...state,
  ...queueKey(state),
  changedMessageIds,
});

export const conversationOfItem = read('conversation', Conversation);

const ChangedMessageIds = z.object({ changedMessageIds: z.array(z.string()) });

export const changedMessageIdsOfItem = (item: unknown): readonly string[] =>
  read('conversation', ChangedMessageIds)(item).changedMessageIds;

/** A key attribute of an index cannot be null: what is not in the index lacks the attribute. */
export const messageItem = (state: MessageState): Item => {
  const { threadPosition, ...rest } = state;
  const scheduledFor = scheduledKey(state);
  return {
    ...messageKey(state.conversationId, state.id),
    entity: 'message',
    ...rest,
    messageVersion: state.version,
    ...(threadPosition === null ? {} : { threadPosition }),
    ...(scheduledFor === undefined ? {} : { scheduledFor }),
    ...workKey(state),
    // A filter of the stream finds strings only.
    ...(state.mediaFetch === null ? {} : { awaits: 'media' }),
  };
};

const readMessage = read('message', Message);

export const messageOfItem = (item: Readonly<Record<string, unknown>>): MessageState =>
  readMessage({ threadPosition: null, ...item });

export const personItem = (state: PersonState): Item => ({
  ...personKey(state.id),
  entity: 'person',
  ...state,
});
export const personOfItem = read('person', Person);

export const auditItem = (record: AuditRecord): Item => ({ ...auditKey(record), entity: 'audit', ...record });
export const auditOfItem = read('audit record', Audit);

export const lineItem = (line: Line): Item => ({ ...lineKeyKey(line.lineKey), entity: 'line', ...line });
export const lineListItem = (line: Line): Item => ({ ...lineListKey(line), entity: 'line', ...line });
export const lineOfItem = read('line', StoredLine);

/** `revision` counts the writes, so that two who write at once do not leave numbers of both behind. */
export const contactItem = (contact: Contact, phoneKeys: readonly string[], revision: number): Item => ({
  ...contactKey(contact.organisation, contact.id),
  entity: 'contact',
  ...contact,
  phoneKeys,
  revision,
});
export const contactPhoneItem = (contact: Contact, phoneKey: string): Item => ({
  ...contactPhoneKey(contact, phoneKey),
  entity: 'contact_phone',
  ...contact,
});
export const contactOfItem = read('contact', StoredContact);
export const contactWritesOfItem = read(
  'contact',
  z.object({ phoneKeys: z.array(z.string()), revision: z.number().int() }),
);

export const phiSettingsItem = (organisation: string, settings: PhiSettings): Item => ({
  ...phiSettingsKey(organisation),
  entity: 'settings',
  organisation,
  ...settings,
});
export const phiSettingsOfItem = read('PHI settings', Settings);

export const linkOfItem = read('carrier link', Link);

export const paceOfItem = read(
  'pace',
  z.object({
    tokens: z.number().optional(),
    filledAt: z.string().optional(),
    revision: z.number().int().optional(),
    blockedUntil: z.string().optional(),
  }),
);

export const valueOfItem = read(
  'value',
  z.object({ value: z.string(), revision: z.number().int(), writeId: z.string() }),
);
