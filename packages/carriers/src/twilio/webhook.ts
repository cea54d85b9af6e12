import { parsePhone } from '@sms/phone';
import type { CarrierEvent, CarrierRecord } from '@sms/messaging/ports';
import type { TwilioSecret } from '../line-secret.ts';
import { headerOf, type Headers, type WebhookResult } from '../webhook-result.ts';
import { parseAttempt } from './callback.ts';
import { readStatus } from './errors.ts';
import { isSignedByTwilio } from './signature.ts';

export type TwilioWebhookRequest = {
  readonly kind: 'inbound' | 'status';
  /** The address as it was given to Twilio: the configured public address and the known route. */
  readonly url: string;
  readonly headers: Headers;
  readonly body: Buffer;
  /** The last part of a report's path. */
  readonly attempt?: string;
  /** ISO 8601 UTC; Twilio tells no time. Default: now. */
  readonly receivedAt?: string;
};

/** More media than a message may have are not read. */
const mediaLimit = 10;

const mediaOf = (parameters: URLSearchParams): CarrierRecord['media'] => {
  const count = Math.min(Number(parameters.get('NumMedia') ?? 0) || 0, mediaLimit);
  return Array.from({ length: count }, (_, index) => {
    const url = parameters.get(`MediaUrl${index}`) ?? '';
    return {
      carrierMediaId: url.split('/').at(-1) ?? '',
      contentType: parameters.get(`MediaContentType${index}`) ?? 'application/octet-stream',
      size: null,
      url,
    };
  }).filter(({ url }) => URL.canParse(url));
};

type Message = {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly parameters: URLSearchParams;
  readonly at: string;
};

const inboundEvents = ({ sid, from, to, parameters, at }: Message): readonly CarrierEvent[] => {
  const record: CarrierRecord = {
    carrierMessageId: sid,
    direction: 'inbound',
    from,
    to,
    body: parameters.get('Body') ?? '',
    media: mediaOf(parameters),
    at,
    status: null,
    error: null,
  };
  // Advanced Opt-Out knows words that are an account's own: what it took them for stands beside the text.
  const optOutType = parameters.get('OptOutType');
  const consent: readonly CarrierEvent[] =
    optOutType === 'STOP' || optOutType === 'START'
      ? [{ kind: 'consent', line: to, phone: from, optedOut: optOutType === 'STOP', at }]
      : [];
  return [{ kind: 'inbound', record }, ...consent];
};

const statusEvents = (
  { sid, from, to, parameters, at }: Message,
  attempt: string | undefined,
): readonly CarrierEvent[] => {
  const { status, error } = readStatus(
    parameters.get('MessageStatus') ?? parameters.get('SmsStatus'),
    parameters.get('ErrorCode'),
  );
  return status === null
    ? []
    : [
        {
          kind: 'status',
          carrierMessageId: sid,
          from,
          to,
          status,
          error,
          attempt: parseAttempt(attempt),
          at,
        },
      ];
};

const isForm = (headers: Headers): boolean =>
  (headerOf(headers, 'content-type') ?? '').toLowerCase().startsWith('application/x-www-form-urlencoded');

/**
 * Reads a request to a Twilio line's webhook address: a person's text, or the report on one of ours. Trusted only under
 * a valid signature of every parameter that came, known or not. What is no text between two phone numbers gives no
 * events.
 */
export const parseTwilioWebhook = (
  request: TwilioWebhookRequest,
  secret: Pick<TwilioSecret, 'authToken'>,
): WebhookResult => {
  const signature = headerOf(request.headers, 'x-twilio-signature');
  if (signature === null) return { kind: 'refused', status: 400 };
  const parameters = isForm(request.headers) ? new URLSearchParams(request.body.toString('utf8')) : null;
  const { url, body } = request;
  if (!isSignedByTwilio(secret.authToken, signature, { url, body, parameters })) {
    return { kind: 'refused', status: 403 };
  }
  const sid = parameters?.get('MessageSid') ?? parameters?.get('SmsSid');
  if (!parameters || !sid) return { kind: 'invalid', status: 400 };
  const from = parsePhone(parameters.get('From') ?? '');
  const to = parsePhone(parameters.get('To') ?? '');
  if (!from || !to) return { kind: 'events', events: [] };
  const message = { sid, from, to, parameters, at: request.receivedAt ?? new Date().toISOString() };
  return {
    kind: 'events',
    events: request.kind === 'inbound' ? inboundEvents(message) : statusEvents(message, request.attempt),
  };
};
