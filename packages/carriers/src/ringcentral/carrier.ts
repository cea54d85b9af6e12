import * as z from 'zod';
import type { Carrier, CarrierRecord, SendOutcome, SendRequest } from '@sms/messaging/ports';
import { defaultTimeoutMilliseconds, type CarrierDependencies } from '../dependencies.ts';
import { isSuccess } from '../http-call.ts';
import type { RingCentralSecret } from '../line-secret.ts';
import { pauseFor } from '../pause.ts';
import { createConsents } from './consents.ts';
import { createClient, type CallResult, type RingCentralClient } from './client.ts';
import { loginRefusal, readSendFailure, readStatus, refusal } from './errors.ts';
import { readRecords } from './records.ts';
import { createRests } from './rests.ts';
import { createSync, readStorePage } from './sync.ts';
import { accountKey, createTokens } from './tokens.ts';

/** Sends a minute: the carrier allows 40 calls of the medium group, which other calls share. */
const pacePerMinute = 30;
/** How far the carrier's clock may be from ours, in milliseconds. */
const skewMilliseconds = 60_000;
/** Pages of one person's texts that a search reads at most. */
const searchPages = 10;

/** A client of one account; its token is the one that all instances share. */
export const createRingCentralClient = (
  deps: CarrierDependencies,
  secret: RingCentralSecret,
): RingCentralClient => {
  const fetch = deps.fetch ?? globalThis.fetch;
  return createClient({
    secret,
    clock: deps.clock,
    fetch,
    timeoutMs: deps.timeoutMs ?? defaultTimeoutMilliseconds,
    rests: createRests(deps, accountKey(secret)),
    tokens: createTokens({
      secret,
      store: deps.store,
      clock: deps.clock,
      newId: deps.newId,
      fetch,
      pause: deps.pause ?? pauseFor,
    }),
  });
};

const sentMessage = z.object({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  messageStatus: z.string().nullish(),
  deliveryErrorCode: z.string().nullish(),
});

/** What the carrier's answer to a send means. */
const readSendAnswer = (result: CallResult): SendOutcome => {
  switch (result.kind) {
    case 'unreached':
      return { kind: 'limited', retryAfterSeconds: 30 };
    case 'lost':
      return { kind: 'unknown' };
    case 'held':
      return { kind: 'limited', retryAfterSeconds: result.retryAfterSeconds };
    case 'no_token':
      return result.reason.kind === 'configuration'
        ? { kind: 'refused', error: loginRefusal(result.reason.code), optedOut: false }
        : { kind: 'limited', retryAfterSeconds: result.reason.retryAfterSeconds };
    case 'answer': {
      if (!isSuccess(result)) return readSendFailure(result);
      const message = sentMessage.safeParse(result.body).data;
      if (!message) return { kind: 'unknown' };
      // As a rule the text is only queued now; an answer that already tells its failure is the last word on it.
      const { status } = readStatus(message.messageStatus ?? null, message.deliveryErrorCode ?? null);
      return status === 'failed' && message.deliveryErrorCode
        ? { kind: 'refused', ...refusal(200, { code: message.deliveryErrorCode, parameterName: null }) }
        : { kind: 'accepted', carrierMessageId: message.id };
    }
  }
};

/** RingCentral (RingEX, REST v1.0) behind the port. */
export const createRingCentralCarrier = (
  deps: Pick<CarrierDependencies, 'clock'>,
  secret: RingCentralSecret,
  client: RingCentralClient,
): Carrier => ({
  name: 'ringcentral',
  pacePerMinute,
  answersHelp: false,

  async send({ line, to, body }: SendRequest) {
    return readSendAnswer(
      await client.call({
        method: 'POST',
        path: '/restapi/v1.0/account/~/extension/~/sms',
        body: { from: { phoneNumber: line.phone }, to: [{ phoneNumber: to }], text: body },
        group: 'medium',
      }),
    );
  },

  async findSent({ line, to, since }) {
    const query = {
      direction: 'Outbound',
      phoneNumber: to,
      dateFrom: new Date(Date.parse(since) - skewMilliseconds).toISOString(),
    };
    const records: CarrierRecord[] = [];
    for (let page = 1; page <= searchPages; page += 1) {
      const answer = await readStorePage(client, query, page);
      if (!answer) return null;
      records.push(...answer.records.flatMap((record) => readRecords(record, secret.serverUrl)));
      if (!answer.hasNext) break;
    }
    return records
      .filter((record) => record.direction === 'outbound' && record.from === line.phone && record.to === to)
      .sort((left, right) => left.at.localeCompare(right.at));
  },

  changesSince: createSync(client, deps.clock, secret.serverUrl),

  fetchMedia: (_line, url) => client.fetchFile(url),

  ...createConsents(client),
});
