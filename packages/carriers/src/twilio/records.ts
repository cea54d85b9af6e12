import * as z from 'zod';
import { parsePhone } from '@sms/phone';
import type { CarrierRecord } from '@sms/messaging/ports';
import { readStatus } from './errors.ts';

/** A message as the API shows it (twilio_api_v2010: `api.v2010.account.message`); every field may be null. */
const message = z.object({
  sid: z.string().min(1),
  from: z.string().nullish(),
  to: z.string().nullish(),
  body: z.string().nullish(),
  direction: z.string(),
  status: z.string().nullish(),
  error_code: z.union([z.number(), z.string()]).nullish(),
  num_media: z.string().nullish(),
  date_created: z.string(),
  date_updated: z.string().nullish(),
});

/** RFC 2822 as ISO 8601 UTC; null for what is no time. */
const parseInstant = (text: string): string | null => {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
};

export type TwilioRecord = {
  readonly record: CarrierRecord;
  /** When the carrier last changed it, ISO 8601 UTC. */
  readonly updatedAt: string;
  readonly mediaCount: number;
};

/** One message of the API's list; null for what is no text between two phone numbers. Its media are asked for apart. */
export const readRecord = (value: unknown): TwilioRecord | null => {
  const parsed = message.safeParse(value).data;
  const from = parsePhone(parsed?.from ?? '');
  const to = parsePhone(parsed?.to ?? '');
  const at = parsed ? parseInstant(parsed.date_created) : null;
  if (!parsed || !from || !to || !at) return null;
  const isInbound = parsed.direction === 'inbound';
  const errorCode =
    parsed.error_code === null || parsed.error_code === undefined ? null : String(parsed.error_code);
  return {
    record: {
      carrierMessageId: parsed.sid,
      direction: isInbound ? 'inbound' : 'outbound',
      from,
      to,
      body: parsed.body ?? '',
      media: [],
      at,
      ...(isInbound ? { status: null, error: null } : readStatus(parsed.status ?? null, errorCode)),
    },
    updatedAt: (parsed.date_updated ? parseInstant(parsed.date_updated) : null) ?? at,
    mediaCount: Number(parsed.num_media ?? 0) || 0,
  };
};

const messagePage = z.object({ messages: z.array(z.unknown()), next_page_uri: z.string().nullish() });

/** A page of the list; null when it is none. */
export const readPage = (body: unknown): { messages: readonly unknown[]; next: string | null } | null => {
  const parsed = messagePage.safeParse(body).data;
  return parsed ? { messages: parsed.messages, next: parsed.next_page_uri ?? null } : null;
};

const mediaPage = z.object({
  media_list: z.array(z.object({ sid: z.string().min(1), content_type: z.string().nullish() })),
});

/** The media of a message, from its media list; null when the answer is none. */
export const readMedia = (body: unknown, messageUrl: string): CarrierRecord['media'] | null =>
  mediaPage.safeParse(body).data?.media_list.map(({ sid, content_type }) => ({
    carrierMediaId: sid,
    contentType: content_type ?? 'application/octet-stream',
    size: null,
    url: `${messageUrl}/Media/${sid}`,
  })) ?? null;
