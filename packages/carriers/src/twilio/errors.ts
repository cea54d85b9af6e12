import * as z from 'zod';
import type { MessageError } from '@sms/domain';
import type { DeliveryStatus, SendOutcome } from '@sms/messaging/ports';
import {
  configuration,
  final,
  messageError,
  optedOut,
  passing,
  unknownCode,
  type CodeMeaning,
} from '../carrier-error.ts';

/*
 * What Twilio's codes mean to a text: one code space for the answers to a send and for the `ErrorCode` of a status.
 * Sources: https://www.twilio.com/docs/api/errors, one page a code, and support article 48916449686299 on what may be
 * tried again. A code is never judged by its message.
 */

const noAccess = configuration(
  'Not sent: Twilio does not accept the credentials of this line, or the account is suspended. Ask an administrator to look at it, then retry.',
);
const badSender = configuration(
  'Not sent: Twilio does not let this number send texts. Ask an administrator to check the number and its registration, then retry.',
);
const trial = configuration(
  'Not sent: the Twilio account is a trial and may not text this number. Ask an administrator to upgrade it, then retry.',
);
const geography = configuration(
  'Not sent: texts to this country are switched off in the Twilio account. Ask an administrator to allow them, then retry.',
);
const badRecipient = final('Not sent: this number cannot receive texts. Check it with the person.');
const tooLong = final('Not sent: the text is too long for Twilio. Send it in shorter parts.');
const tooMuchMedia = final('Not sent: Twilio does not take these attachments. Send the text without them.');
const tooFast = passing('Not sent: too many texts were waiting at Twilio. Retry later.');
const filtered = final(
  'Not delivered: the carrier took this text for spam. Reword it, without short links, and send it anew.',
);

const meanings: Readonly<Record<string, CodeMeaning>> = {
  '14107': passing('Not sent: too many texts went to this person within seconds. Wait a minute, then retry.'),
  '20003': noAccess,
  '20008': noAccess,
  '20404': noAccess,
  '21211': badRecipient,
  '21212': badSender,
  '21408': geography,
  '21602': final('Not sent: the text was empty.'),
  '21603': badSender,
  '21604': badRecipient,
  '21606': badSender,
  '21608': trial,
  '21609': configuration(
    'Not sent: Twilio does not take the address that it is to report to. Ask an administrator to set the public address of this product, then retry.',
  ),
  '21610': optedOut,
  '21612': final('Not sent: Twilio has no way from this line to that number. Try another line.'),
  '21614': badRecipient,
  '21617': tooLong,
  '21619': final('Not sent: the text was empty.'),
  '21620': tooMuchMedia,
  '21623': tooMuchMedia,
  '21658': tooLong,
  '21659': badSender,
  '21660': badSender,
  '21661': badSender,
  '63017': tooFast,
  '63038': tooFast,
  '11751': tooMuchMedia,
  '30001': tooFast,
  '30002': noAccess,
  '30003': passing(
    'Not delivered: the phone could not be reached; it may be off or out of coverage. Retry later.',
  ),
  '30004': final(
    'Not delivered: this person or their carrier blocks texts from this number. Ask them by another way before you text again.',
  ),
  '30005': final('Not delivered: this number is unknown or no longer in use. Check it with the person.'),
  '30006': final(
    'Not delivered: this number is a landline or cannot be reached by text. Check it with the person.',
  ),
  '30007': filtered,
  '30008': passing('Not delivered: the carrier gives no reason. Retry once, later.'),
  '30019': tooMuchMedia,
  '30032': badSender,
  '30034': badSender,
  '30036': passing(
    'Not sent: the text waited too long at Twilio and was given up. Retry if it still matters.',
  ),
  '30450': final('Not sent: Twilio blocked this number to protect against fraud. Check it with the person.'),
};

const errorBody = z.object({ code: z.union([z.number(), z.string()]) });

/** The code of an error answer as digits; null without one. */
export const readErrorCode = (body: unknown): string | null => {
  const code = errorBody.safeParse(body).data?.code;
  return code !== undefined && /^\d{1,10}$/.test(String(code)) ? String(code) : null;
};

const refusal = (status: number, code: string | null): { error: MessageError; optedOut: boolean } => {
  const byStatus = status === 401 || status === 403 || status === 404 ? noAccess : unknownCode('Twilio');
  const meaning = code === null ? byStatus : (meanings[code] ?? unknownCode('Twilio'));
  return { error: messageError(meaning, code ?? `HTTP-${status}`), optedOut: meaning.kind === 'opted_out' };
};

/** How long to wait after a 429 at least, in seconds: a full queue and a day's limit empty slowly. */
const waits: Readonly<Record<string, number>> = { '21611': 300, '63038': 3600 };
export const defaultRetryAfterSeconds = 30;

/** What an answer to a send that is no success means: 5xx may have been carried out, only 429 is promised not to. */
export const readSendFailure = (answer: {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfterSeconds: number | null;
}): SendOutcome => {
  const code = readErrorCode(answer.body);
  if (answer.status === 429) {
    const least = waits[code ?? ''];
    const asked = answer.retryAfterSeconds ?? defaultRetryAfterSeconds;
    return { kind: 'limited', retryAfterSeconds: least === undefined ? asked : Math.max(least, asked) };
  }
  if (answer.status < 400 || answer.status >= 500 || answer.status === 408) return { kind: 'unknown' };
  return { kind: 'refused', ...refusal(answer.status, code) };
};

/** The error of a text that failed or was not delivered. */
export const deliveryError = (code: string | null): MessageError => {
  if (code === null || !/^\d{1,10}$/.test(code) || code === '0') {
    return messageError(passing('Not delivered: Twilio gives no reason. Retry later.'), 'no code');
  }
  return messageError(meanings[code] ?? unknownCode('Twilio'), code);
};

/**
 * Our status for one of Twilio's: null for inbound texts, and as long as Twilio has said no more than that it has the
 * text. `read` is told by channels that know of it, and means delivered.
 */
export const readStatus = (
  status: string | null,
  errorCode: string | null,
): { readonly status: DeliveryStatus | null; readonly error: MessageError | null } => {
  switch (status) {
    case 'sent':
      return { status: 'sent', error: null };
    case 'delivered':
    case 'partially_delivered':
    case 'read':
      return { status: 'delivered', error: null };
    case 'undelivered':
      return { status: 'undelivered', error: deliveryError(errorCode) };
    case 'failed':
      return { status: 'failed', error: deliveryError(errorCode) };
    case 'canceled':
      return {
        status: 'failed',
        error: messageError(
          passing('Not sent: it was cancelled in the Twilio account. Retry if it still matters.'),
          'canceled',
        ),
      };
    default:
      return { status: null, error: null };
  }
};
