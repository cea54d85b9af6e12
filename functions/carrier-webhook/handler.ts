import {
  parseLineSecret,
  parseRingCentralWebhook,
  parseTwilioWebhook,
  twilioInboundUrl,
  twilioStatusUrl,
  type LineSecret,
  type WebhookResult,
} from '@sms/carriers';
import type { Line } from '@sms/domain';
import { errorFields, type EdgeLog } from '@sms/lambda/log';
import { problemAnswer, securityHeaders, type HttpAnswer } from '@sms/lambda/problem';
import { bodyBytes, headersOf, parameterOf } from '@sms/lambda/request';
import type { CarrierEvent, Clock } from '@sms/messaging/ports';

export type Dependencies = {
  readonly log: EdgeLog;
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly getLineByKey: (lineKey: string) => Promise<Line | null>;
  readonly readSecret: (lineKey: string) => Promise<unknown>;
  /** Returns once the event is stored. */
  readonly recordCarrierEvent: (line: Line, event: CarrierEvent) => Promise<void>;
};

/** The addresses that carriers know; the gateway names the one that was called. */
const addresses: Readonly<Record<string, 'ringcentral' | 'twilio-inbound' | 'twilio-status'>> = {
  'POST /webhooks/ringcentral/{lineKey}': 'ringcentral',
  'POST /webhooks/twilio/{lineKey}/inbound': 'twilio-inbound',
  'POST /webhooks/twilio/{lineKey}/status': 'twilio-status',
  'POST /webhooks/twilio/{lineKey}/status/{attempt}': 'twilio-status',
};

type Address = (typeof addresses)[string];

const unknownAddress = (): HttpAnswer =>
  problemAnswer({ code: 'unknown_line_key', detail: 'There is nothing here.' });

const empty = (statusCode: number, headers: Record<string, string> = {}): HttpAnswer => ({
  statusCode,
  headers: { ...securityHeaders, ...headers },
  body: '',
});

/** What each carrier takes for "stored, and nothing to say". Any text would go to the person as a text message. */
const acknowledge = (address: Address, validationToken: string | undefined): HttpAnswer => {
  if (address === 'twilio-inbound') {
    return { ...empty(200, { 'content-type': 'text/xml' }), body: '<Response/>' };
  }
  return empty(200, validationToken === undefined ? {} : { 'validation-token': validationToken });
};

export const createHandler = (use: Dependencies) => {
  /** Verifies before anything of the body is believed. */
  const parse = (address: Address, event: unknown, line: Line, secret: LineSecret): WebhookResult | null => {
    const headers = headersOf(event);
    const body = bodyBytes(event) ?? Buffer.alloc(0);
    if (address === 'ringcentral') {
      return secret.carrier === 'ringcentral'
        ? parseRingCentralWebhook({ headers, body, line: line.phone }, secret)
        : null;
    }
    if (secret.carrier !== 'twilio') return null;
    const receivedAt = use.clock.now().toISOString();
    // The signature covers the address as it was given to the carrier: ours, never what the request claims.
    if (address === 'twilio-inbound') {
      const url = twilioInboundUrl(use.publicUrl, line.lineKey);
      return parseTwilioWebhook({ kind: 'inbound', url, headers, body, receivedAt }, secret);
    }
    const attempt = parameterOf(event, 'attempt') ?? undefined;
    const url = twilioStatusUrl(use.publicUrl, line.lineKey, attempt);
    const named = attempt === undefined ? {} : { attempt };
    return parseTwilioWebhook({ kind: 'status', url, headers, body, receivedAt, ...named }, secret);
  };

  const serve = async (event: unknown): Promise<HttpAnswer> => {
    const routeKey = (event as { readonly routeKey?: unknown } | null)?.routeKey;
    const address = typeof routeKey === 'string' ? addresses[routeKey] : undefined;
    const lineKey = parameterOf(event, 'lineKey');
    if (!address || lineKey === null) return unknownAddress();
    const line = await use.getLineByKey(lineKey);
    if (!line || !address.startsWith(line.carrier)) return unknownAddress();
    const secret = parseLineSecret(await use.readSecret(lineKey));
    const result = secret && parse(address, event, line, secret);
    if (!result) {
      use.log('webhook_failed', { carrier: line.carrier, reason: 'no_secret' });
      return problemAnswer({ code: 'unavailable', detail: 'This line is not set up.' });
    }
    switch (result.kind) {
      case 'handshake':
        return empty(200, { 'validation-token': result.validationToken });
      case 'refused':
      case 'invalid':
        use.log('webhook_refused', { carrier: line.carrier, status: result.status, kind: result.kind });
        return result.status === 403
          ? problemAnswer({ code: 'invalid_signature', detail: 'The request did not come from the carrier.' })
          : empty(result.status);
      case 'events':
        for (const reported of result.events) await use.recordCarrierEvent(line, reported);
        return acknowledge(address, result.validationToken);
    }
  };

  return async (event: unknown): Promise<HttpAnswer> => {
    try {
      return await serve(event);
    } catch (error) {
      // Not stored: the carrier repeats what is not answered 2xx.
      use.log('webhook_failed', errorFields(error));
      return problemAnswer({ code: 'unavailable', detail: 'Nothing was stored. Send it again.' });
    }
  };
};
