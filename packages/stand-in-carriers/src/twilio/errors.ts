import { json } from '../http.ts';
import type { Reply } from '../http.ts';

/** Twilio's error body. */
export const failure = (
  status: number,
  code: number,
  message: string,
  headers: Record<string, string> = {},
): Reply =>
  json(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }, headers);

export const notFound = (): Reply => failure(404, 20404, 'The requested resource was not found');

/** What the record of a failed message says beside its code. */
export const errorMessages: Readonly<Record<number, string>> = {
  30003: 'Unreachable destination handset',
  30004: 'Message blocked',
  30005: 'Unknown destination handset',
  30036: 'Validity Period Expired',
};
