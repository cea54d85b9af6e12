import { parseLineSecret } from '@sms/carriers';
import type { Line } from '@sms/domain';
import { errorFields, type EdgeLog } from '@sms/lambda/log';
import { problemAnswer, securityHeaders, type HttpAnswer } from '@sms/lambda/problem';
import { parameterOf } from '@sms/lambda/request';
import type { CarrierEvent, Clock } from '@sms/messaging/ports';
import { addresses, verify, type Address } from './verify.ts';

export type Dependencies = {
  readonly log: EdgeLog;
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly getLineByKey: (lineKey: string) => Promise<Line | null>;
  readonly readSecret: (lineKey: string) => Promise<unknown>;
  /** Returns once the event is stored. */
  readonly recordCarrierEvent: (line: Line, event: CarrierEvent) => Promise<void>;
};

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
  if (validationToken === undefined) return empty(200);
  // RingCentral takes the answer to its handshake only as JSON, even when it is empty (SUB-525).
  return empty(200, { 'content-type': 'application/json', 'validation-token': validationToken });
};

export const createHandler = (use: Dependencies) => {
  const serve = async (event: unknown): Promise<HttpAnswer> => {
    const routeKey = (event as { readonly routeKey?: unknown } | null)?.routeKey;
    const address = addresses.get(String(routeKey));
    const lineKey = parameterOf(event, 'lineKey');
    if (!address || lineKey === null) return unknownAddress();
    const line = await use.getLineByKey(lineKey);
    if (!line || !address.startsWith(line.carrier)) return unknownAddress();
    const secret = parseLineSecret(await use.readSecret(lineKey));
    const result = secret && verify(use, address, event, line, secret);
    if (!result) {
      use.log('webhook_failed', { carrier: line.carrier, reason: 'no_secret' });
      return problemAnswer({ code: 'unavailable', detail: 'This line is not set up.' });
    }
    switch (result.kind) {
      case 'handshake':
        return acknowledge(address, result.validationToken);
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
