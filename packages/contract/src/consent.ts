import * as z from 'zod';
import { ConsentStatus } from './conversation.ts';
import { Cursor, E164, Instant } from './primitives.ts';

export const ConsentRecord = z.object({
  conversationId: z.string(),
  phone: E164,
  contactName: z.string().nullable(),
  status: ConsentStatus,
  consentedAt: Instant.nullable(),
  consentMethod: z.string().nullable(),
  optedOutAt: Instant.nullable(),
  optOutMethod: z.string().nullable(),
});
export type ConsentRecord = z.infer<typeof ConsentRecord>;

export const ConsentPage = z.object({ items: z.array(ConsentRecord), nextCursor: z.string().nullable() });

export const ListConsentsQuery = z.strictObject({
  status: z.enum(['consented', 'opted_out', 'pending', 'all']).optional(),
  phone: z.string().max(40).optional(),
  cursor: Cursor.optional(),
});

export const PutConsent = z.strictObject({ status: ConsentStatus, method: z.string().min(1).max(200) });
