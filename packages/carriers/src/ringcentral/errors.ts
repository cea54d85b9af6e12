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
 * What RingCentral's codes mean to a text. Sources: developers.ringcentral.com/guide: basics/errors,
 * messaging/sms/sms-errors and messaging/sms/high-volume/handling-errors. A code is never judged by its message.
 */

const notOurs = configuration(
  'Not sent: this number does not belong to the user whose credentials the line has. Ask an administrator to assign it or to change the credentials, then retry.',
);
const cannotText = configuration(
  'Not sent: this number or account may not send texts: the SMS feature or the approved campaign is missing. Ask an administrator to set it up, then retry.',
);
const notPermitted = configuration(
  'Not sent: the RingCentral app or user of this line lacks a permission. Ask an administrator to grant it, then retry.',
);
const noAccess = configuration(
  'Not sent: RingCentral does not accept the credentials of this line. Ask an administrator to renew them, then retry.',
);
const noFunds = configuration(
  'Not sent: the RingCentral account has no balance for texts. Ask an administrator to add funds, then retry.',
);
const badSender = configuration(
  'Not delivered: the number it came from is not registered, or not set up, for texting. Ask an administrator to look at it, then retry.',
);
const badRecipient = final('Not sent: this number cannot receive texts. Check it with the person.');
const tooMuchMedia = final(
  'Not sent: RingCentral does not take these attachments. Send the text without them.',
);
const badRequest = final('Not sent: RingCentral could not read the request. Report this to support.');
const noForeignTexts = final('Not sent: this line may not text numbers abroad or of that kind.');
const volume = passing('Not delivered: the volume that carriers allow this number is used up. Retry later.');
const filtered = final(
  'Not delivered: the carrier took this text for spam. Reword it, without short links, and send it anew.',
);
const unavailable = passing('Not delivered: the phone could not be reached. Retry later.');
const failedThere = passing('Not delivered: the network failed on the way. Retry later.');
const tooLong = final('Not delivered: the text is too long for the carrier. Send it in shorter parts.');

const meanings: Readonly<Record<string, CodeMeaning>> = {
  'CMN-102': badRecipient,
  'CMN-103': badRequest,
  'CMN-104': badRequest,
  'CMN-110': badRequest,
  'CMN-406': badRequest,
  'CMN-407': badRequest,
  'CMN-109': notPermitted,
  'CMN-401': notPermitted,
  'CMN-403': notPermitted,
  'CMN-404': notPermitted,
  'CMN-405': noAccess,
  'CMN-408': notPermitted,
  'BIL-103': notPermitted,
  'MSG-314': notPermitted,
  'MSG-240': noForeignTexts,
  'MSG-383': noForeignTexts,
  'MSG-403': noForeignTexts,
  'MSG-241': cannotText,
  'MSG-242': cannotText,
  'MSG-367': cannotText,
  'MSG-243': final('Not sent: RingCentral blocks texts to this number.'),
  'MSG-246': badRecipient,
  'MSG-247': badRecipient,
  'MSG-245': notOurs,
  'MSG-304': notOurs,
  'MSG-310': notOurs,
  'MSG-384': passing(
    'Not sent: the RingCentral account has reached its limit. Retry later; ask an administrator if it lasts.',
  ),
  'MSG-388': final('Not sent: RingCentral does not allow texts to this destination.'),
  'MSG-337': tooMuchMedia,
  'MSG-338': tooMuchMedia,
  'MSG-347': final('Not sent: the text was empty.'),
  'MSG-348': tooMuchMedia,
  'MSG-376': tooMuchMedia,
  'MSG-379': tooMuchMedia,
  'MSG-381': badRequest,
  InsufficientFunds: noFunds,
  FeatureNotAvailable: cannotText,

  'SMS-RC-413': optedOut,
  'SMS-UP-413': optedOut,
  'SMS-CAR-413': optedOut,
  'SMS-RC-410': badRecipient,
  'SMS-UP-410': badRecipient,
  'SMS-UP-411': badRecipient,
  'SMS-CAR-400': badRecipient,
  'SMS-CAR-411': badRecipient,
  'SMS-CAR-412': unavailable,
  'SMS-UP-412': unavailable,
  'SMS-RC-430': filtered,
  'SMS-UP-430': filtered,
  'SMS-UP-433': filtered,
  'SMS-CAR-430': filtered,
  'SMS-CAR-433': filtered,
  'SMS-CAR-435': filtered,
  'SMS-RC-403': volume,
  'SMS-CAR-450': volume,
  'SMS-CAR-451': volume,
  'SMS-CAR-452': volume,
  'SMS-UP-414': badSender,
  'SMS-UP-431': badSender,
  'SMS-CAR-414': badSender,
  'SMS-CAR-461': badSender,
  'SMS-RC-503': badSender,
  'SMS-RC-504': badSender,
  'SMS-UP-432': tooLong,
  'SMS-CAR-432': tooLong,
  'SMS-CAR-434': final(
    'Not delivered: the attachment is too large for the carrier. Send the text without it.',
  ),
  'SMS-RC-500': failedThere,
  'SMS-RC-501': failedThere,
  'SMS-UP-500': failedThere,
  'SMS-CAR-410': failedThere,
  'SMS-CAR-431': failedThere,
  'SMS-CAR-500': failedThere,
};

/** No report, or an unknown one: the text may have arrived, and the vendor asks not to count it as failed. */
const notFailures = new Set(['SMS-CAR-104', 'SMS-CAR-199']);

const errorBody = z.object({
  errorCode: z.string().optional(),
  error: z.string().optional(),
  parameterName: z.string().optional(),
  errors: z
    .array(z.object({ errorCode: z.string().optional(), parameterName: z.string().optional() }))
    .optional(),
});

export type ErrorCode = { readonly code: string; readonly parameterName: string | null };

/** The code of an error answer: the first of `errors`, then the top one, which may be an old word; null without any. */
export const readErrorCode = (body: unknown): ErrorCode | null => {
  const parsed = errorBody.safeParse(body).data;
  const first = parsed?.errors?.[0];
  const code = first?.errorCode ?? parsed?.errorCode ?? parsed?.error;
  // What stands in a place for a code is shown to staff and kept as evidence: only what looks like one passes.
  if (code === undefined || !/^[\w-]{1,40}$/.test(code)) return null;
  return { code, parameterName: first?.parameterName ?? parsed?.parameterName ?? null };
};

/** `CMN-101` says only that a value is wrong; which one tells whose it is to heal. */
const invalidValue = (parameterName: string | null): CodeMeaning => {
  const name = parameterName ?? '';
  if (name.startsWith('from')) return notOurs;
  if (name.startsWith('to')) return badRecipient;
  if (name.startsWith('text'))
    return final('Not sent: RingCentral does not take this text: it is too long or empty.');
  return badRequest;
};

const byStatus = (status: number): CodeMeaning =>
  status === 401 || status === 403 ? noAccess : unknownCode('RingCentral');

/** The error of an answer 4xx that is final; see `readSendAnswer` for the others. */
export const refusal = (
  status: number,
  error: ErrorCode | null,
): { error: MessageError; optedOut: boolean } => {
  const code = error?.code ?? `HTTP-${status}`;
  const meaning =
    code === 'CMN-101'
      ? invalidValue(error?.parameterName ?? null)
      : code.startsWith('OAU-')
        ? noAccess
        : (meanings[code] ?? byStatus(status));
  return { error: messageError(meaning, code), optedOut: meaning.kind === 'opted_out' };
};

/** A line that cannot log in sends nothing; `code` is the login's. */
export const loginRefusal = (code: string): MessageError => messageError(noAccess, code);

/** How long to wait after a limit that does not say, in seconds. */
export const defaultRetryAfterSeconds = 30;

/**
 * What an answer to a send that is no success means. 5xx may have been carried out; so may a request that the carrier
 * takes for a running double (CMN-304).
 */
export const readSendFailure = (answer: {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfterSeconds: number | null;
}): SendOutcome => {
  const error = readErrorCode(answer.body);
  if (error?.code === 'CMN-304' || error?.code === 'MSG-290') return { kind: 'unknown' };
  if (answer.status === 429) {
    return { kind: 'limited', retryAfterSeconds: answer.retryAfterSeconds ?? defaultRetryAfterSeconds };
  }
  if (answer.status < 400 || answer.status >= 500 || answer.status === 408) return { kind: 'unknown' };
  return { kind: 'refused', ...refusal(answer.status, error) };
};

/** The error of a text whose record says that it was not delivered; null when the code is none of failure. */
export const deliveryError = (code: string | null): MessageError | null => {
  if (code === null) {
    return messageError(passing('Not delivered: RingCentral gives no reason. Retry later.'), 'no code');
  }
  if (notFailures.has(code)) return null;
  return messageError(meanings[code] ?? unknownCode('RingCentral'), code);
};

/**
 * Our status for one of RingCentral's: `Queued` says no more than that it has the text. `error` only with a failure.
 * Null for inbound texts and for statuses that are new to us.
 */
export const readStatus = (
  messageStatus: string | null,
  deliveryErrorCode: string | null,
): { readonly status: DeliveryStatus | null; readonly error: MessageError | null } => {
  switch (messageStatus) {
    case 'Sent':
      return { status: 'sent', error: null };
    case 'Delivered':
      return { status: 'delivered', error: null };
    case 'DeliveryFailed':
    case 'SendingFailed': {
      const error = deliveryError(deliveryErrorCode);
      if (!error) return { status: 'sent', error: null };
      return { status: messageStatus === 'SendingFailed' ? 'failed' : 'undelivered', error };
    }
    default:
      return { status: null, error: null };
  }
};
