import * as z from 'zod';
import { parsePhone } from '@sms/phone';
import type { CarrierEvent } from '@sms/messaging/ports';
import { parseJson } from '../http-call.ts';
import type { RingCentralSecret } from '../line-secret.ts';
import { headerOf, isEqualSecret, type Headers, type WebhookResult } from '../webhook-result.ts';
import { parseInstant, readEvents } from './records.ts';

/** Events are small; whatever is larger is not read. */
const bodyLimitBytes = 1_000_000;

const envelope = z.object({
  uuid: z.string(),
  event: z.string(),
  timestamp: z.string().nullish(),
  body: z.unknown(),
});

const storeChanges = z.object({ changes: z.array(z.object({ type: z.string().nullish() })).nullish() });

const consents = z.object({
  records: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      optStatus: z.string(),
      lastModifiedTime: z.string().nullish(),
    }),
  ),
});

const consentEvents = (
  body: unknown,
  timestamp: string | null,
  line: string | null,
): readonly CarrierEvent[] =>
  (consents.safeParse(body).data?.records ?? []).flatMap((record) => {
    // `*` stands for all our numbers.
    const ours = record.from === '*' ? line : parsePhone(record.from);
    const phone = parsePhone(record.to);
    const at = parseInstant(record.lastModifiedTime ?? timestamp ?? '');
    if (!ours || !phone || !at || !['OptOut', 'OptIn'].includes(record.optStatus)) return [];
    return [{ kind: 'consent' as const, line: ours, phone, optedOut: record.optStatus === 'OptOut', at }];
  });

/** An update of the store names neither texts nor statuses: it is a hint to read the records. */
const storeEvents = (body: unknown): readonly CarrierEvent[] => {
  const changes = storeChanges.safeParse(body).data?.changes ?? [];
  const isOfTexts = changes.length === 0 || changes.some(({ type }) => type === 'SMS' || !type);
  return isOfTexts ? [{ kind: 'records_changed' }] : [];
};

const eventsOf = (
  { event, timestamp, body }: z.infer<typeof envelope>,
  serverUrl: string,
  line: string | null,
): readonly CarrierEvent[] => {
  const path = event.split('?', 1)[0] ?? '';
  if (path.endsWith('/message-store/instant')) return readEvents(body, serverUrl, line);
  if (path.endsWith('/message-store')) return storeEvents(body);
  if (path.endsWith('/sms/consents')) return consentEvents(body, timestamp ?? null, line);
  // A reminder of the subscription's end, or what nobody asked for.
  return [];
};

const parseEnvelope = (body: Buffer): z.infer<typeof envelope> | null => {
  if (body.length > bodyLimitBytes) return null;
  try {
    return envelope.safeParse(parseJson(body.toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
};

/** What may be echoed in a header. */
const echoable = /^[\x21-\x7e]{1,512}$/;

/**
 * Reads a request to a RingCentral line's webhook address. RingCentral signs nothing: the line's verification token,
 * in one of two headers, and the secret address are all there is. The request that tries a new address carries a
 * `Validation-Token` and no event; yet events may carry that header too, so that what has a `uuid` is always an event.
 * `line` is the number that the address belongs to, E.164.
 */
export const parseRingCentralWebhook = (
  request: { readonly headers: Headers; readonly body: Buffer; readonly line?: string },
  secret: Pick<RingCentralSecret, 'verificationToken' | 'serverUrl'>,
): WebhookResult => {
  const verification = headerOf(request.headers, 'verification-token');
  const validation = headerOf(request.headers, 'validation-token');
  const isOurs = [verification, validation]
    .map((token) => isEqualSecret(token ?? '', secret.verificationToken))
    .includes(true);
  const event = parseEnvelope(request.body);
  const validationToken = validation !== null && echoable.test(validation) ? validation : undefined;
  const isTrial = request.body.length === 0 || (verification === null && !isOurs);
  if (!event && isTrial && validationToken !== undefined) return { kind: 'handshake', validationToken };
  if (!isOurs) return { kind: 'refused', status: verification === null && validation === null ? 400 : 403 };
  if (!event) return { kind: 'invalid', status: 400 };
  return {
    kind: 'events',
    events: eventsOf(event, secret.serverUrl, request.line ?? null),
    ...(validationToken === undefined ? {} : { validationToken }),
  };
};
