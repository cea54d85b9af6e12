import * as z from 'zod';
import type { Carrier, SendOutcome, SendRequest } from '@sms/messaging/ports';
import type { CarrierDependencies } from '../dependencies.ts';
import { isSuccess, type HttpResult } from '../http-call.ts';
import type { TwilioSecret } from '../line-secret.ts';
import { isReachableBy, statusCallbackOf } from './callback.ts';
import { createChanges } from './changes.ts';
import type { TwilioClient } from './client.ts';
import { readSendFailure, readStatus } from './errors.ts';
import { readRecord } from './records.ts';

/** Sends a minute: a long code passes one segment a second on, and what is over queues up at Twilio. */
const pacePerMinute = 60;

/**
 * How long Twilio may try to pass a text on, in seconds: 4 hours, of the 10 that it would take by default. What a queue
 * holds longer is late for everything that people text about, and would go out at night; it comes back as failed while
 * somebody is still there to decide.
 */
const validitySeconds = 14_400;

/** How far the carrier's clock may be from ours, in milliseconds. */
const skewMilliseconds = 60_000;
/** The log with one person: the latest 1,000 texts. */
const searchLimits = { pageSize: 200, pages: 5 } as const;

const createdMessage = z.object({
  sid: z.string().min(1),
  status: z.string().nullish(),
  error_code: z.union([z.number(), z.string()]).nullish(),
});

const readSendAnswer = (result: HttpResult): SendOutcome => {
  if (result.kind === 'unreached') return { kind: 'limited', retryAfterSeconds: 30 };
  if (result.kind === 'lost') return { kind: 'unknown' };
  if (!isSuccess(result)) return readSendFailure(result);
  const created = createdMessage.safeParse(result.body).data;
  if (!created) return { kind: 'unknown' };
  // No report follows the first status: a text that failed at once says so only here.
  const { status, error } = readStatus(
    created.status ?? null,
    created.error_code ? String(created.error_code) : null,
  );
  return (status === 'failed' || status === 'undelivered') && error
    ? { kind: 'refused', error, optedOut: error.code === 'opted_out' }
    : { kind: 'accepted', carrierMessageId: created.sid };
};

/** Twilio Programmable Messaging (API of 2010) behind the port. The text goes as it was checked: nothing is re-encoded. */
export const createTwilioCarrier = (
  deps: Pick<CarrierDependencies, 'clock' | 'publicUrl'>,
  secret: TwilioSecret,
  client: TwilioClient,
): Carrier => ({
  name: 'twilio',
  pacePerMinute,
  answersHelp: true,

  async send({ line, to, body, messageId, attemptId }: SendRequest) {
    const callback = isReachableBy(deps.publicUrl, secret.baseUrl)
      ? { StatusCallback: statusCallbackOf(deps.publicUrl, line.lineKey, { messageId, attemptId }) }
      : {};
    return readSendAnswer(
      await client.post('/Messages.json', {
        To: to,
        From: line.phone,
        Body: body,
        ValidityPeriod: String(validitySeconds),
        ...callback,
      }),
    );
  },

  async findSent({ line, to, since }) {
    // Without a date: how the log's filter treats a text that is still queued is not documented.
    const messages = await client.listMessages({ To: to, From: line.phone }, searchLimits);
    if (!messages) return null;
    const from = new Date(Date.parse(since) - skewMilliseconds).toISOString();
    return messages
      .flatMap((message) => readRecord(message)?.record ?? [])
      .filter(
        (record) =>
          record.direction === 'outbound' &&
          record.from === line.phone &&
          record.to === to &&
          record.at >= from,
      )
      .sort((left, right) => left.at.localeCompare(right.at));
  },

  changesSince: createChanges(client, deps.clock),

  fetchMedia: (_line, url) => client.fetchFile(url),
});
