import { parsePhone } from '@sms/phone';
import { json } from '../http.ts';
import type { Call, Outcome, Reply } from '../http.ts';
import type { Context } from '../context.ts';
import { newMediaId } from '../media.ts';
import type { Media } from '../media.ts';
import { parseMultipart } from '../multipart.ts';
import type { Consents } from './consents.ts';
import { failure, invalid } from './errors.ts';
import { ownsNumber } from './extensions.ts';
import type { Extension } from './extensions.ts';
import { parseObject } from './request-body.ts';
import { restRecord } from './records.ts';
import type { StatusStep } from './state.ts';
import type { Store } from './store.ts';

const longestText = 1000;
const mostRecipients = 10;
const mostFiles = 10;
const largestFiles = 1_500_000;
const fileTypes =
  /^(image\/(jpe?g|png|bmp|gif|tiff|svg\+xml|webp)|video\/[\w.+-]+|audio\/[\w.+-]+|text\/(x-)?v?card|application\/(zip|gzip|rtf|pdf|ogg)|text\/(plain|html|csv|calendar|vcard))$/;

type File = Media & { readonly fileName?: string };
type Wish = { from: string; to: string[]; text: string; files: File[] };

const isReply = (value: object): value is Reply => 'status' in value;

const readFiles = (call: Call): { fields: Record<string, unknown>; files: File[] } | Reply => {
  const contentType = call.headers['content-type'] ?? '';
  const type = contentType.split(';')[0]!.trim().toLowerCase();
  if (type === 'application/json') {
    const fields = parseObject(call.body);
    return fields ? { fields, files: [] } : failure(400, 'CMN-103', 'JSON is invalid');
  }
  if (type !== 'multipart/mixed' && type !== 'multipart/form-data')
    return failure(415, 'CMN-110', 'Unsupported content type');
  const [first, ...rest] = parseMultipart(contentType, call.body) ?? [];
  const fields = first && parseObject(first.content);
  if (!fields) return failure(400, 'CMN-103', 'JSON is invalid');
  const files = rest.map((part): File => {
    const name = /filename="([^"]*)"/i.exec(part.headers['content-disposition'] ?? '')?.[1];
    return {
      id: newMediaId(),
      contentType: (part.headers['content-type'] ?? 'application/octet-stream').split(';')[0]!.trim(),
      base64: part.content.toString('base64'),
      ...(name ? { fileName: name } : {}),
    };
  });
  if (files.length > mostFiles) return failure(400, 'MSG-379', 'Too many attachments');
  if (files.some((file) => !fileTypes.test(file.contentType)))
    return failure(415, 'MSG-348', 'Attachment type is not supported');
  const size = files.reduce((sum, file) => sum + Buffer.byteLength(file.base64, 'base64'), 0);
  if (size > largestFiles) return failure(400, 'MSG-337', 'Attachments are too large');
  return { fields, files };
};

const phoneOf = (value: unknown): string | null =>
  typeof value === 'object' &&
  value !== null &&
  'phoneNumber' in value &&
  typeof value.phoneNumber === 'string'
    ? value.phoneNumber
    : null;

const readWish = (extension: Extension, call: Call): Wish | Reply => {
  const read = readFiles(call);
  if (isReply(read)) return read;
  const { fields, files } = read;

  const from = parsePhone(phoneOf(fields.from) ?? '');
  if (!from) return invalid('from.phoneNumber');
  if (!ownsNumber(extension, from))
    return failure(403, 'MSG-304', 'Phone number does not belong to the extension', {
      parameterName: 'from.phoneNumber',
    });

  if (!Array.isArray(fields.to) || fields.to.length === 0) return invalid('to');
  if (fields.to.length > mostRecipients) return failure(400, 'MSG-381', 'Too many recipients');
  const to: string[] = [];
  for (const recipient of fields.to) {
    const written = phoneOf(recipient);
    if (written === null) return invalid('to.phoneNumber');
    if (/^\d{3,6}$/.test(written))
      return failure(400, 'MSG-247', 'Sending to short numbers is not supported');
    const phone = parsePhone(written);
    if (!phone) return invalid('to.phoneNumber');
    if (to.includes(phone)) return failure(400, 'CMN-406', 'Duplicate recipient');
    to.push(phone);
  }

  const text = fields.text ?? '';
  if (typeof text !== 'string' || text.length > longestText) return invalid('text');
  if (text === '' && files.length === 0) return invalid('text');
  const country = fields.country;
  if (typeof country === 'object' && country !== null && 'id' in country && 'isoCode' in country)
    return failure(400, 'MSG-365', 'Only one of country id and isoCode may be given');
  return { from, to, text, files };
};

/** What became of a send at the carrier: its way of statuses. */
const wayOf = (blocked: boolean, undelivered: boolean): StatusStep[] => {
  if (blocked) return [{ status: 'SendingFailed', errorCode: 'SMS-RC-413' }];
  if (undelivered) return [{ status: 'Sent' }, { status: 'DeliveryFailed', errorCode: 'SMS-CAR-412' }];
  return [{ status: 'Sent' }, { status: 'Delivered' }];
};

/** `POST …/sms` and `…/mms`. There is no idempotency: the same request twice is two texts. */
export const createSending = (context: Context, store: Store, consents: Consents) => {
  let serverErrors = 0;

  const accept = (extension: Extension, wish: Wish, undelivered: boolean) =>
    store.addOutbound(
      extension,
      { from: wish.from, to: wish.to, subject: wish.text },
      wish.files,
      wayOf(
        wish.to.some((to) => consents.isOptedOut(wish.from, to)),
        undelivered,
      ),
    );

  return {
    send(extension: Extension, call: Call): Outcome {
      const wish = readWish(extension, call);
      if (isReply(wish)) return wish;
      const fault = context.faults.takeForSend();
      switch (fault) {
        case 'timeout_before':
          return 'lost';
        case 'rate_limit':
          return failure(429, 'CMN-301', 'Request rate exceeded', { headers: { 'Retry-After': '1' } });
        case 'server_error':
          serverErrors += 1;
          return serverErrors % 2 === 1
            ? failure(503, 'MSG-290', 'Sending failed, try again later')
            : failure(500, 'CMN-203', 'Internal server error');
        case 'reject':
          // A refusal that an administrator can heal, after which a person may retry.
          return failure(403, 'MSG-304', 'Phone number does not belong to the extension', {
            parameterName: 'from.phoneNumber',
          });
        case 'timeout_after':
        case 'undelivered':
        case null: {
          const message = accept(extension, wish, fault === 'undelivered');
          return fault === 'timeout_after'
            ? 'lost'
            : json(200, restRecord(context.url(), extension, message));
        }
      }
    },

    /** A text that staff write in RingCentral's own app. */
    appSend(extension: Extension, from: string, to: string, text: string) {
      return accept(extension, { from, to: [to], text, files: [] }, false);
    },
  };
};
