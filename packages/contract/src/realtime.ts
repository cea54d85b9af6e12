import * as z from 'zod';
import { Instant } from './primitives.ts';
import { Conversation } from './conversation.ts';
import { Message } from './message.ts';

/** Where to open the websocket; the address works once, within 30 seconds. */
export const RealtimeTicket = z.object({ url: z.string(), expiresAt: Instant });
export type RealtimeTicket = z.infer<typeof RealtimeTicket>;

const Topics = z.array(z.string().max(200)).min(1).max(50);

/**
 * What a client may say over the websocket. What is said before the former `subscribe` or `unsubscribe` was answered may
 * be handled before it: a client that wants an order waits for the answer (API Gateway invokes a function for each
 * message, side by side).
 */
export const ClientFrame = z.discriminatedUnion('action', [
  z.object({ action: z.literal('subscribe'), topics: Topics }),
  z.object({ action: z.literal('unsubscribe'), topics: Topics }),
  z.object({
    action: z.literal('presence'),
    conversationId: z.string().max(100),
    state: z.enum(['viewing', 'typing', 'away']),
  }),
  z.object({ action: z.literal('ping') }),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;

/**
 * What the server may say. `version` of the topic `queue` is null: a queue is fetched afresh after a gap. A
 * `conversation` names the topic by which it is heard: by `conversation:ID`, each message that changed with this version
 * came before it; by `queue` it comes alone, and says nothing about messages.
 */
export const ServerFrame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('subscribed'),
    topics: z.array(z.object({ topic: z.string(), version: z.number().int().nullable() })),
  }),
  z.object({ type: z.literal('unsubscribed'), topics: z.array(z.string()) }),
  z.object({
    type: z.literal('message'),
    conversationId: z.string(),
    version: z.number().int(),
    message: Message,
  }),
  z.object({
    type: z.literal('conversation'),
    topic: z.string(),
    conversationId: z.string(),
    version: z.number().int(),
    conversation: Conversation,
  }),
  z.object({
    type: z.literal('presence'),
    conversationId: z.string(),
    people: z.array(
      z.object({ user: z.string(), name: z.string(), state: z.enum(['viewing', 'typing', 'away']) }),
    ),
  }),
  z.object({ type: z.literal('pong') }),
  z.object({ type: z.literal('error'), code: z.string(), message: z.string() }),
]);
export type ServerFrame = z.infer<typeof ServerFrame>;
