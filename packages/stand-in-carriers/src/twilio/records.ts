import { errorMessages } from './errors.ts';
import type { StoredMessage } from './state.ts';

/** RFC 2822 with a numeric zone, as Twilio writes it. */
export const rfc2822 = (ms: number): string => new Date(ms).toUTCString().replace('GMT', '+0000');

export const messagesPath = (accountSid: string): string => `/2010-04-01/Accounts/${accountSid}/Messages`;

/** A message as REST gives it: counts are strings, most fields nullable. */
export const messageRecord = (message: StoredMessage) => {
  const path = `${messagesPath(message.accountSid)}/${message.sid}`;
  return {
    sid: message.sid,
    account_sid: message.accountSid,
    messaging_service_sid: message.serviceSid,
    // A service picks its sender later.
    from: message.serviceSid && ['accepted', 'scheduled'].includes(message.status) ? null : message.from,
    to: message.to,
    body: message.body,
    status: message.status,
    direction: message.direction,
    num_segments: String(message.numSegments),
    num_media: String(message.media.length),
    price: ['sent', 'delivered'].includes(message.status) ? '-0.00790' : null,
    price_unit: 'USD',
    error_code: message.errorCode,
    error_message: message.errorCode === null ? null : (errorMessages[message.errorCode] ?? null),
    date_created: rfc2822(message.createdAt),
    date_updated: rfc2822(message.updatedAt),
    date_sent: message.sentAt === null ? null : rfc2822(message.sentAt),
    api_version: '2010-04-01',
    uri: `${path}.json`,
    subresource_uris: { media: `${path}/Media.json`, feedback: `${path}/Feedback.json` },
  };
};
