import { parsePhone } from '@sms/phone';
import { json } from '../http.ts';
import type { Call, Outcome, Reply } from '../http.ts';
import { isForm } from '../http.ts';
import type { Context } from '../context.ts';
import type { Account } from './accounts.ts';
import { failure } from './errors.ts';
import { messageRecord } from './records.ts';
import type { MessageStatus, StatusStep } from './state.ts';
import { newMediaSid } from './store.ts';
import type { Store } from './store.ts';

const longestBody = 1600;
const mostMedia = 10;
const longestAheadMs = 35 * 86_400_000;
const shortestAheadMs = 300_000;

/** Numbers that answer with a fixed error, as with Twilio's test credentials. */
const magicFrom: Readonly<Record<string, readonly [number, number]>> = {
  '+15005550001': [400, 21212],
  '+15005550007': [400, 21606],
  '+15005550008': [429, 21611],
};
const magicTo: Readonly<Record<string, readonly [number, number]>> = {
  '+15005550001': [400, 21211],
  '+15005550002': [400, 21612],
  '+15005550003': [400, 21408],
  '+15005550004': [400, 21610],
  '+15005550009': [400, 21614],
};

const messages: Readonly<Record<number, string>> = {
  21211: "Invalid 'To' Phone Number",
  21212: "Invalid 'From' Phone Number",
  21408: 'Permission to send an SMS has not been enabled for the region',
  21606: "The 'From' phone number provided is not a valid message-capable Twilio phone number",
  21610: 'Attempt to send to unsubscribed recipient',
  21611: "This 'From' number has exceeded the maximum number of queued messages",
  21612: "Message cannot be sent with the current combination of 'To' and 'From' parameters",
  21614: "'To' number is not a valid mobile number",
};

const refuse = (code: number, status = 400): Reply => failure(status, code, messages[code]!);

type Wish = {
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly mediaUrls: readonly string[];
  readonly statusCallback: string | null;
  readonly serviceSid: string | null;
  readonly sendAt: number | null;
};

const isWebUrl = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

const readSender = (
  account: Account,
  form: URLSearchParams,
): { from: string; serviceSid: string | null } | Reply => {
  const serviceSid = form.get('MessagingServiceSid') || null;
  const written = form.get('From');
  if (serviceSid !== null && !/^MG[0-9a-f]{32}$/i.test(serviceSid))
    return failure(400, 21701, 'The Messaging Service does not exist');
  if (!written) {
    const picked = account.lines[0]?.phone;
    return serviceSid && picked
      ? { from: picked, serviceSid }
      : failure(400, 21603, "A 'From' phone number is required.");
  }
  const magic = magicFrom[written];
  if (magic) return refuse(magic[1], magic[0]);
  if (written === '+15005550006') return { from: written, serviceSid };
  const from = parsePhone(written);
  if (!from) return refuse(21212);
  return account.lines.some(({ phone }) => phone === from) ? { from, serviceSid } : refuse(21606);
};

const readWish = (context: Context, account: Account, call: Call): Wish | Reply => {
  const form = new URLSearchParams(isForm(call.headers) ? call.body.toString('utf8') : '');
  const to = form.get('To');
  if (!to) return failure(400, 21604, "A 'To' phone number is required.");
  const sender = readSender(account, form);
  if ('status' in sender) return sender;
  const body = form.get('Body') ?? '';
  const mediaUrls = form.getAll('MediaUrl');
  if (body === '' && mediaUrls.length === 0)
    return failure(400, 21619, "At least one of 'Body', 'MediaUrl' or 'ContentSid' is required");
  if (body.length > longestBody)
    return failure(400, 21617, 'The concatenated message body exceeds the 1600 limit');
  if (mediaUrls.length > mostMedia) return failure(400, 21623, 'Too many media files');
  if (!mediaUrls.every(isWebUrl)) return failure(400, 21620, 'Invalid media URL(s)');
  const statusCallback = form.get('StatusCallback') || null;
  if (statusCallback !== null && !isWebUrl(statusCallback))
    return failure(400, 21609, "The 'StatusCallback' URL is not a valid URL");
  const sendAtText = form.get('SendAt');
  const sendAt = sendAtText ? Date.parse(sendAtText) : null;
  if (sendAt !== null) {
    if (!sender.serviceSid)
      return failure(400, 35118, 'MessagingServiceSid is required to schedule a message');
    const ahead = sendAt - context.now();
    if (form.get('ScheduleType') !== 'fixed' || !(ahead >= shortestAheadMs && ahead <= longestAheadMs))
      return failure(400, 35114, 'SendTime must be between 300 seconds and 35 days from now');
  }
  const magic = magicTo[to];
  if (magic) return refuse(magic[1], magic[0]);
  const phone = parsePhone(to);
  if (!phone || !to.startsWith('+') || phone === sender.from) return refuse(21211);
  return { ...sender, to: phone, body, mediaUrls, statusCallback, sendAt };
};

const wayOf = (first: MessageStatus, undelivered: boolean): StatusStep[] => [
  ...(first === 'queued' ? [] : [{ status: 'queued' as const }]),
  { status: 'sending' },
  { status: 'sent' },
  undelivered ? { status: 'undelivered', errorCode: 30003 } : { status: 'delivered' },
];

/** `POST …/Messages.json`. There is no idempotency: the same request twice is two texts. */
export const createCreating = (
  context: Context,
  store: Store,
  isOptedOut: (line: string, person: string) => boolean,
) => {
  let serverErrors = 0;

  const accept = (account: Account, wish: Wish, undelivered: boolean) => {
    const status = wish.sendAt !== null ? 'scheduled' : wish.serviceSid ? 'accepted' : 'queued';
    return store.add({
      accountSid: account.accountSid,
      direction: 'outbound-api',
      from: wish.from,
      to: wish.to,
      body: wish.body,
      status,
      statusCallback: wish.statusCallback,
      serviceSid: wish.serviceSid,
      media: wish.mediaUrls.map((url) => ({ sid: newMediaSid(), url })),
      sendAt: wish.sendAt,
      coming: wayOf(status, undelivered),
    });
  };

  return {
    create(account: Account, call: Call): Outcome {
      const wish = readWish(context, account, call);
      if ('status' in wish) return wish;
      if (isOptedOut(wish.from, wish.to)) return refuse(21610);
      const fault = context.faults.takeForSend();
      switch (fault) {
        case 'timeout_before':
          return 'lost';
        case 'rate_limit':
          return failure(429, 20429, 'Too Many Requests', { 'Retry-After': '1' });
        case 'server_error':
          serverErrors += 1;
          return serverErrors % 2 === 1
            ? failure(500, 20500, 'Internal Server Error')
            : {
                status: 503,
                headers: { 'content-type': 'text/html' },
                body: '<html><body><h1>503 Service Unavailable</h1></body></html>',
              };
        case 'reject':
          // A refusal that an administrator can heal, after which a person may retry.
          return refuse(21606);
        case 'timeout_after':
        case 'undelivered':
        case null: {
          const message = accept(account, wish, fault === 'undelivered');
          return fault === 'timeout_after' ? 'lost' : json(201, messageRecord(message));
        }
      }
    },

    /** A text that staff write in the account's console, or a reply that TwiML asks for. */
    send(
      account: Account,
      from: string,
      to: string,
      body: string,
      direction: 'outbound-api' | 'outbound-reply',
    ) {
      return store.add({
        accountSid: account.accountSid,
        direction,
        from,
        to,
        body,
        status: 'queued',
        statusCallback: null,
        serviceSid: null,
        media: [],
        sendAt: null,
        coming: wayOf('queued', false),
      });
    },
  };
};
