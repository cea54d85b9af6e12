import * as z from 'zod';
import { parsePhone } from '@sms/phone';
import type { CarrierEvent, CarrierRecord } from '@sms/messaging/ports';
import { readStatus } from './errors.ts';

/** Ids are numbers in the store and strings in events; here they are strings. */
const id = z.union([z.string().min(1), z.number()]).transform(String);

const party = z.object({ phoneNumber: z.string().nullish() });

/** A message as the store, the sync and the instant event show it (GetMessageInfoResponse, InstantMessageEventBody). */
const message = z.object({
  id,
  direction: z.enum(['Inbound', 'Outbound']),
  from: party.nullish(),
  to: z.array(
    party.extend({
      target: z.boolean().nullish(),
      messageStatus: z.string().nullish(),
      deliveryErrorCode: z.string().nullish(),
    }),
  ),
  subject: z.string().nullish(),
  creationTime: z.string(),
  messageStatus: z.string().nullish(),
  deliveryErrorCode: z.string().nullish(),
  attachments: z
    .array(
      z.object({
        id,
        type: z.string().nullish(),
        uri: z.string().nullish(),
        contentType: z.string().nullish(),
        size: z.number().nullish(),
      }),
    )
    .nullish(),
});

/** ISO 8601 UTC from what the carrier writes, `+0000` included; null for what is no time. */
export const parseInstant = (text: string): string | null => {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
};

const phoneOf = (value: string | null | undefined): string | null => (value ? parsePhone(value) : null);

const mediaOf = (parsed: z.infer<typeof message>, serverUrl: string): CarrierRecord['media'] =>
  (parsed.attachments ?? [])
    .filter((attachment) => attachment.type !== 'Text')
    .flatMap((attachment) => {
      const path = `/restapi/v1.0/account/~/extension/~/message-store/${parsed.id}/content/${attachment.id}`;
      const url = URL.parse(attachment.uri ?? path, `${serverUrl}/`);
      if (!url) return [];
      return [
        {
          carrierMediaId: attachment.id,
          contentType: attachment.contentType ?? 'application/octet-stream',
          size: attachment.size ?? null,
          url: url.toString(),
        },
      ];
    });

/**
 * The records of one stored message: an inbound one, or for an outbound one as many as it has recipients. Empty for
 * what is no text between two phone numbers: a deleted stub, an extension, a short code. Of a group message that came
 * in, our number is the `target`, or else `line`, or else the first.
 */
export const readRecords = (
  value: unknown,
  serverUrl: string,
  line: string | null = null,
): readonly CarrierRecord[] => {
  const parsed = message.safeParse(value).data;
  const from = phoneOf(parsed?.from?.phoneNumber);
  const at = parsed ? parseInstant(parsed.creationTime) : null;
  if (!parsed || !from || !at) return [];
  const shared = {
    carrierMessageId: parsed.id,
    from,
    body: parsed.subject ?? '',
    media: mediaOf(parsed, serverUrl),
    at,
  };
  if (parsed.direction === 'Outbound') {
    return parsed.to.flatMap((recipient) => {
      const to = phoneOf(recipient.phoneNumber);
      if (!to) return [];
      const status = readStatus(
        recipient.messageStatus ?? parsed.messageStatus ?? null,
        recipient.deliveryErrorCode ?? parsed.deliveryErrorCode ?? null,
      );
      return [{ ...shared, direction: 'outbound' as const, to, ...status }];
    });
  }
  const target =
    parsed.to.find((recipient) => recipient.target === true) ??
    parsed.to.find((recipient) => line !== null && phoneOf(recipient.phoneNumber) === line) ??
    parsed.to[0];
  const to = phoneOf(target?.phoneNumber);
  return to ? [{ ...shared, direction: 'inbound', to, status: null, error: null }] : [];
};

/** The same as events. */
export const readEvents = (
  value: unknown,
  serverUrl: string,
  line: string | null = null,
): readonly CarrierEvent[] =>
  readRecords(value, serverUrl, line).map((record) => ({ kind: record.direction, record }));

/** The list of messages in an answer of the store or the sync; null when there is none. */
export const readRecordList = (body: unknown): readonly unknown[] | null =>
  z.object({ records: z.array(z.unknown()) }).safeParse(body).data?.records ?? null;
