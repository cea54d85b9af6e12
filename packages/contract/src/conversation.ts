import * as z from 'zod';
import { Cursor, E164, Instant, TimeZone, UserId } from './primitives.ts';

/** Consent of one person to be texted by the organisation, as last recorded. */
export const ConsentStatus = z.enum(['consented', 'opted_out', 'pending']);
export type ConsentStatus = z.infer<typeof ConsentStatus>;

/** Whom a conversation is with, where the organisation knows the number. */
export const ContactCard = z
  .object({
    id: z.string(),
    kind: z.enum(['contact', 'lead', 'partner']),
    name: z.string(),
    url: z.string(),
  })
  .meta({ id: 'ContactCard' });
export type ContactCard = z.infer<typeof ContactCard>;

export const LastMessage = z.object({
  direction: z.enum(['inbound', 'outbound']),
  /** The first characters of the text, at most 120. */
  preview: z.string(),
  at: Instant,
});

/**
 * One line of an organisation and one person's number. `version` counts every change of the conversation and of
 * its messages from 1 without a hole.
 */
export const Conversation = z
  .object({
    id: z.string(),
    phone: E164,
    line: E164,
    contact: ContactCard.nullable(),
    status: z.enum(['open', 'closed']),
    assignee: UserId.nullable(),
    unreadCount: z.number().int().nonnegative(),
    consent: ConsentStatus,
    hold: z.enum(['opt_out_request']).nullable(),
    timeZone: TimeZone.nullable(),
    lastMessage: LastMessage.nullable(),
    version: z.number().int().nonnegative(),
  })
  .meta({ id: 'Conversation' });
export type Conversation = z.infer<typeof Conversation>;

/** Which conversation is wanted: by number or by one contact context; `line` defaults to the first line. */
export const ResolveConversation = z.strictObject({
  phone: z.string().max(40).optional(),
  contactId: z.string().max(100).optional(),
  leadId: z.string().max(100).optional(),
  partnerId: z.string().max(100).optional(),
  line: z.string().max(40).optional(),
});
export type ResolveConversation = z.infer<typeof ResolveConversation>;

export const PatchConversation = z.strictObject({
  status: z.enum(['open', 'closed']).optional(),
  assignee: UserId.nullable().optional(),
  /** Everything up to this version has been read. */
  readVersion: z.number().int().nonnegative().optional(),
  /** Only `null`: lifts a hold. */
  hold: z.null().optional(),
});
export type PatchConversation = z.infer<typeof PatchConversation>;

export const ListConversationsQuery = z.strictObject({
  status: z.enum(['open', 'closed', 'all']).default('open'),
  assignee: z.string().max(100).optional(),
  unread: z.enum(['true', 'false']).optional(),
  waiting: z.enum(['true', 'false']).optional(),
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListConversationsQuery = z.infer<typeof ListConversationsQuery>;

export const ConversationPage = z.object({
  items: z.array(Conversation),
  nextCursor: z.string().nullable(),
});
export type ConversationPage = z.infer<typeof ConversationPage>;
