import * as z from 'zod';
import { Cursor, Instant, TimeZone, UserId } from './primitives.ts';
import { Conversation } from './conversation.ts';

/** Longest text accepted, in UTF-16 code units: what the strictest carrier takes in one call (RingCentral). */
export const maxBodyLength = 1000;

/** What is kept, and shown, of a text's course. Outbound statuses only ever move forward. */
export const MessageStatus = z.enum([
  'received',
  'scheduled',
  'queued',
  'sending',
  'unconfirmed',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'cancelled',
]);
export type MessageStatus = z.infer<typeof MessageStatus>;

export const Media = z.object({
  id: z.string(),
  contentType: z.string(),
  /** Bytes, where the carrier told. */
  size: z.number().int().nonnegative().nullable(),
  /** Where the page may fetch it, with its token; null until it has been stored. */
  url: z.string().nullable(),
  /** `fetching`: it is on its way from the carrier. `unavailable`: the carrier has it no more, or never gave it. */
  status: z.enum(['fetching', 'stored', 'unavailable']),
});
export type Media = z.infer<typeof Media>;

/** Why a text did not go, in words for a person; `retryable` tells whether trying again can heal it. */
export const MessageError = z.object({
  code: z.string(),
  message: z.string(),
  retryable: z.boolean(),
});
export type MessageError = z.infer<typeof MessageError>;

export const Message = z
  .object({
    id: z.string(),
    conversationId: z.string(),
    direction: z.enum(['inbound', 'outbound']),
    body: z.string(),
    media: z.array(Media),
    status: MessageStatus,
    segments: z.number().int().nonnegative(),
    createdAt: Instant,
    sendAt: Instant.nullable(),
    timeZone: TimeZone.nullable(),
    cancelOnReply: z.boolean(),
    sentAt: Instant.nullable(),
    deliveredAt: Instant.nullable(),
    /** Who wrote it: `{id,name}`; null for inbound texts. `carrier_app` marks texts staff sent from the carrier's own app. */
    author: z.object({ id: UserId, name: z.string() }).nullable(),
    error: MessageError.nullable(),
    retryOf: z.string().nullable(),
    version: z.number().int().positive(),
  })
  .meta({ id: 'Message' });
export type Message = z.infer<typeof Message>;

export const SendMessage = z.strictObject({
  body: z.string(),
  sendAt: z.string().max(40).optional(),
  timeZone: TimeZone.optional(),
  cancelOnReply: z.boolean().optional(),
  mediaIds: z.array(z.string().max(200)).max(10).optional(),
  /** The version the operator had on screen: a newer text makes the send a question first. */
  seenVersion: z.number().int().nonnegative().optional(),
  overrideQuietHours: z.boolean().optional(),
  overrideReason: z.string().max(500).optional(),
  confirmWarnings: z.boolean().optional(),
});
export type SendMessage = z.infer<typeof SendMessage>;

export const EditMessage = z.strictObject({
  body: z.string().optional(),
  sendAt: z.string().max(40).optional(),
  timeZone: TimeZone.nullable().optional(),
  cancelOnReply: z.boolean().optional(),
  confirmWarnings: z.boolean().optional(),
});
export type EditMessage = z.infer<typeof EditMessage>;

/** What a person decided about a text whose answer from the carrier was lost. */
export const SettleMessage = z.strictObject({ outcome: z.enum(['sent', 'not_sent']) });
export type SettleMessage = z.infer<typeof SettleMessage>;

export const ListMessagesQuery = z.strictObject({
  before: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  sinceVersion: z.coerce.number().int().nonnegative().optional(),
  /** Continues a backfill that took more than one page. */
  cursor: Cursor.optional(),
});
export type ListMessagesQuery = z.infer<typeof ListMessagesQuery>;

/** A page of the thread; a backfill (`sinceVersion`) also says where the conversation now stands. */
export const MessagePage = z.object({
  items: z.array(Message),
  nextCursor: z.string().nullable(),
  version: z.number().int().nonnegative().optional(),
  conversation: Conversation.optional(),
});
export type MessagePage = z.infer<typeof MessagePage>;

export const ListScheduledQuery = z.strictObject({
  status: z.enum(['scheduled', 'failed', 'cancelled', 'all']).default('scheduled'),
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListScheduledQuery = z.infer<typeof ListScheduledQuery>;
