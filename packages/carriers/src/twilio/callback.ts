/**
 * Where Twilio reports on one attempt to send. The attempt is part of the path, which is signed: a report then says
 * whose it is even if the answer to the send was lost. Ids hold base64url, digits and dots; `~` is in none of them and
 * stands for itself in a URL (RFC 3986, section 2.3).
 */
const separator = '~';

/** Three retries, on any failure, within Twilio's 15 seconds (connection overrides; never sent, so not signed). */
const overrides = '#rc=3&rp=all';

export type Attempt = { readonly messageId: string; readonly attemptId: string };

const idPattern = /^[A-Za-z0-9._-]{1,120}$/;

/** The address that Twilio calls, and signs, for a line: inbound texts. */
export const twilioInboundUrl = (publicUrl: string, lineKey: string): string =>
  `${publicUrl}/webhooks/twilio/${lineKey}/inbound`;

/** The address that Twilio calls, and signs, for reports; `attempt` is the last part of the path, if there is one. */
export const twilioStatusUrl = (publicUrl: string, lineKey: string, attempt?: string): string =>
  `${publicUrl}/webhooks/twilio/${lineKey}/status${attempt === undefined ? '' : `/${attempt}`}`;

/** What to ask Twilio to call for an attempt. */
export const statusCallbackOf = (
  publicUrl: string,
  lineKey: string,
  { messageId, attemptId }: Attempt,
): string => `${twilioStatusUrl(publicUrl, lineKey, messageId + separator + attemptId)}${overrides}`;

/** Reads the last part of such a path; null for what we never gave. */
export const parseAttempt = (text: string | undefined): Attempt | null => {
  const [messageId = '', attemptId = '', ...rest] = (text ?? '').split(separator);
  return rest.length === 0 && idPattern.test(messageId) && idPattern.test(attemptId)
    ? { messageId, attemptId }
    : null;
};

/**
 * Whether the real Twilio could call an address: it refuses a send whose callback has no real host name. A developer's
 * machine without a public address then learns statuses from the records.
 */
export const isReachableBy = (publicUrl: string, baseUrl: string): boolean => {
  const isRealTwilio = /(^|\.)twilio\.com$/.test(new URL(baseUrl).hostname);
  const host = URL.parse(publicUrl)?.hostname ?? '';
  return !isRealTwilio || (host.includes('.') && !/^[\d.]+$/.test(host) && !host.endsWith('.localhost'));
};
