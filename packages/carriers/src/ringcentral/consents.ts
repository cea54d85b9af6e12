import * as z from 'zod';
import { parsePhone } from '@sms/phone';
import type { Carrier } from '@sms/messaging/ports';
import { isSuccess } from '../http-call.ts';
import type { CallResult, RingCentralClient } from './client.ts';
import { parseInstant } from './records.ts';

/*
 * RingCentral's own register of who may be texted from which number (Consents API). It blocks by the pair of numbers;
 * beside its words it takes ours, and tells what it heard on other ways.
 */

const path = '/restapi/v2/accounts/~/sms/consents';

/** How long the register may take while a webhook waits for its answer, in milliseconds. */
const timeoutMs = 1_200;

const listLimits = { perPage: 1000, pages: 20 } as const;

const changeAnswer = z.object({ failedRecords: z.array(z.unknown()).nullish() });

const listAnswer = z.object({
  records: z.array(
    z.object({
      to: z.string(),
      optStatus: z.string().nullish(),
      lastModifiedTime: z.string().nullish(),
    }),
  ),
  paging: z.object({ nextPageToken: z.string().nullish() }).nullish(),
});

type Page = {
  readonly optOuts: readonly { phone: string; at: string | null }[];
  readonly next: string | null;
};

const readPage = (result: CallResult): Page | null => {
  const parsed =
    result.kind === 'answer' && isSuccess(result) ? listAnswer.safeParse(result.body).data : undefined;
  if (!parsed) return null;
  return {
    optOuts: parsed.records
      .filter(({ optStatus }) => (optStatus ?? 'OptOut') === 'OptOut')
      .flatMap(({ to, lastModifiedTime }) => {
        const phone = parsePhone(to);
        return phone ? [{ phone, at: lastModifiedTime ? parseInstant(lastModifiedTime) : null }] : [];
      }),
    next: parsed.paging?.nextPageToken ?? null,
  };
};

const failureOf = (result: CallResult): 'refused' | 'unavailable' => {
  if (result.kind === 'no_token') return result.reason.kind === 'configuration' ? 'refused' : 'unavailable';
  if (result.kind !== 'answer') return 'unavailable';
  return result.status >= 400 && result.status < 429 ? 'refused' : 'unavailable';
};

export const createConsents = (
  client: RingCentralClient,
): Required<Pick<Carrier, 'setConsent' | 'listOptOuts'>> => ({
  async setConsent(line, phone, optedOut) {
    // Where the register agrees already, as after a word that it knows, its own record is the better evidence.
    const asked = await client.call({
      method: 'GET',
      path,
      query: { from: line.phone, to: phone, optStatus: 'OptOut' },
      group: 'light',
      timeoutMs,
    });
    const known = readPage(asked);
    if (known === null) return failureOf(asked);
    if (known.optOuts.some((optOut) => optOut.phone === phone) === optedOut) return 'set';
    const optStatus = optedOut ? 'OptOut' : 'OptIn';
    const changed = await client.call({
      method: 'PATCH',
      path,
      group: 'light',
      timeoutMs,
      body: {
        records: [{ from: line.phone, to: phone, optStatus, source: 'Api', coverage: 'phoneNumber' }],
      },
    });
    if (changed.kind !== 'answer' || !isSuccess(changed)) return failureOf(changed);
    // An answer may be a success and still name records that failed.
    const failed = changeAnswer.safeParse(changed.body).data?.failedRecords ?? [];
    return failed.length === 0 ? 'set' : 'refused';
  },

  async listOptOuts(line) {
    const found: Page['optOuts'][number][] = [];
    let pageToken: string | null = null;
    for (let page = 0; page < listLimits.pages; page += 1) {
      const read: Page | null = readPage(
        await client.call({
          method: 'GET',
          path,
          query: {
            from: line.phone,
            optStatus: 'OptOut',
            perPage: String(listLimits.perPage),
            ...(pageToken === null ? {} : { pageToken }),
          },
          group: 'light',
        }),
      );
      if (read === null) return null;
      found.push(...read.optOuts);
      if (read.next === null) break;
      pageToken = read.next;
    }
    return found;
  },
});
