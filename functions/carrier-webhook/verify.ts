import {
  parseRingCentralWebhook,
  parseTwilioWebhook,
  twilioInboundUrl,
  twilioStatusUrl,
  type LineSecret,
  type WebhookResult,
} from '@sms/carriers';
import type { Line } from '@sms/domain';
import { bodyBytes, headersOf, parameterOf } from '@sms/lambda/request';
import type { Clock } from '@sms/messaging/ports';

/** The addresses that carriers know; the gateway names the one that was called. */
export const addresses: ReadonlyMap<string, Address> = new Map<string, Address>([
  ['POST /webhooks/ringcentral/{lineKey}', 'ringcentral'],
  ['POST /webhooks/twilio/{lineKey}/inbound', 'twilio-inbound'],
  ['POST /webhooks/twilio/{lineKey}/status', 'twilio-status'],
  ['POST /webhooks/twilio/{lineKey}/status/{attempt}', 'twilio-status'],
]);

export type Address = 'ringcentral' | 'twilio-inbound' | 'twilio-status';

/** Verifies a request before anything of its body is believed; null when the line's secret is of another carrier. */
export const verify = (
  { clock, publicUrl }: { readonly clock: Clock; readonly publicUrl: string },
  address: Address,
  event: unknown,
  line: Line,
  secret: LineSecret,
): WebhookResult | null => {
  const headers = headersOf(event);
  const body = bodyBytes(event) ?? Buffer.alloc(0);
  if (address === 'ringcentral') {
    return secret.carrier === 'ringcentral'
      ? parseRingCentralWebhook({ headers, body, line: line.phone }, secret)
      : null;
  }
  if (secret.carrier !== 'twilio') return null;
  const receivedAt = clock.now().toISOString();
  // The signature covers the address as it was given to the carrier: ours, never what the request claims.
  if (address === 'twilio-inbound') {
    const url = twilioInboundUrl(publicUrl, line.lineKey);
    return parseTwilioWebhook({ kind: 'inbound', url, headers, body, receivedAt }, secret);
  }
  const attempt = parameterOf(event, 'attempt') ?? undefined;
  const url = twilioStatusUrl(publicUrl, line.lineKey, attempt);
  const named = attempt === undefined ? {} : { attempt };
  return parseTwilioWebhook({ kind: 'status', url, headers, body, receivedAt, ...named }, secret);
};
