import * as z from 'zod';
import type { Carrier, CarrierEvent, CarrierRecord, Clock } from '@sms/messaging/ports';
import { isSuccess, parseJson } from '../http-call.ts';
import type { TwilioClient } from './client.ts';
import { readMedia, readRecord, type TwilioRecord } from './records.ts';

/*
 * Reading what changed in the message log: the net under the webhooks, which are told once or a few times and never
 * again. The log can be asked by number and day only, and tells when each message last changed. The position is the
 * latest change seen in each direction, by Twilio's clock; each round overlaps the one before, for the log's delay is
 * not documented.
 */

const dayMilliseconds = 24 * 60 * 60 * 1000;
const overlapMilliseconds = 10 * 60 * 1000;
/** A text's status may still change so long after it was sent: carriers' reports take hours. */
const watchMilliseconds = dayMilliseconds;
const limits = { pageSize: 1000, pages: 20 } as const;

const position = z.object({ inboundSeenAt: z.iso.datetime(), outboundSeenAt: z.iso.datetime() });

const parsePosition = (text: string | null): z.infer<typeof position> | null => {
  try {
    return text === null ? null : (position.safeParse(parseJson(text)).data ?? null);
  } catch {
    return null;
  }
};

const before = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) - milliseconds).toISOString();

const latest = (records: readonly TwilioRecord[], former: string): string =>
  records.map(({ updatedAt }) => updatedAt).reduce((left, right) => (left > right ? left : right), former);

const read = async (
  client: TwilioClient,
  query: Readonly<Record<string, string>>,
  sentSince: string,
  changedSince: string,
): Promise<readonly TwilioRecord[] | null> => {
  const messages = await client.listMessages({ ...query, 'DateSent>': sentSince.slice(0, 10) }, limits);
  return (
    messages
      ?.flatMap((message) => readRecord(message) ?? [])
      .filter(({ updatedAt }) => updatedAt >= changedSince) ?? null
  );
};

/** A text with its pictures; null when the carrier cannot say. */
const withMedia = async (
  client: TwilioClient,
  { record, mediaCount }: TwilioRecord,
): Promise<CarrierRecord | null> => {
  if (mediaCount === 0) return record;
  const path = `/Messages/${encodeURIComponent(record.carrierMessageId)}`;
  const result = await client.get(`${path}/Media.json`);
  const media =
    result.kind === 'answer' && isSuccess(result)
      ? readMedia(result.body, `${client.accountUrl}${path}`)
      : null;
  if (media) return { ...record, media };
  // Media that were deleted meanwhile keep no text back.
  return result.kind === 'answer' && result.status === 404 ? record : null;
};

export const createChanges =
  (client: TwilioClient, clock: Clock): Carrier['changesSince'] =>
  async (line, formerPosition) => {
    const dayAgo = new Date(clock.now().getTime() - dayMilliseconds).toISOString();
    const former = parsePosition(formerPosition) ?? { inboundSeenAt: dayAgo, outboundSeenAt: dayAgo };
    const inboundSince = before(former.inboundSeenAt, overlapMilliseconds);
    const outboundSince = before(former.outboundSeenAt, overlapMilliseconds);
    const inbound = await read(client, { To: line.phone }, inboundSince, inboundSince);
    const outbound =
      inbound &&
      (await read(client, { From: line.phone }, before(outboundSince, watchMilliseconds), outboundSince));
    if (!inbound || !outbound) return null;
    const events: CarrierEvent[] = [];
    for (const found of [...inbound, ...outbound]) {
      const record = await withMedia(client, found);
      if (!record) return null;
      events.push({ kind: record.direction, record });
    }
    return {
      events,
      position: JSON.stringify({
        inboundSeenAt: latest(inbound, former.inboundSeenAt),
        outboundSeenAt: latest(outbound, former.outboundSeenAt),
      }),
    };
  };
