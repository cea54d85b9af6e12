import * as z from 'zod';
import type { Carrier, CarrierEvent, Clock } from '@sms/messaging/ports';
import { isSuccess, parseJson } from '../http-call.ts';
import type { RingCentralClient } from './client.ts';
import { readEvents, readRecordList } from './records.ts';

/*
 * Reading what changed in the message store. `ISync` gives what is new or changed since a token, whatever its age: the
 * one cheap way to learn later statuses. A token may die at any time (MSG-333); then a new frame begins, overlapping
 * the old one. A first answer may be cut at `recordCount`: what is older is paged through the list, over as many calls
 * as it takes, while the token already stands at the frame's end.
 */

const syncPath = '/restapi/v1.0/account/~/extension/~/message-sync';
const storePath = '/restapi/v1.0/account/~/extension/~/message-store';

const dayMilliseconds = 24 * 60 * 60 * 1000;
const recordCount = 250;
const perPage = 100;
/** Pages of older records read in one call: well below the light group's 50 calls a minute. */
const pagesPerCall = 10;

const position = z.object({
  syncToken: z.string().min(1),
  syncedAt: z.iso.datetime(),
  /** What a cut frame still lacks. */
  older: z.object({ dateFrom: z.string(), dateTo: z.string(), page: z.int().positive() }).optional(),
});
type Position = z.infer<typeof position>;

const parsePosition = (text: string | null): Position | null => {
  try {
    return text === null ? null : (position.safeParse(parseJson(text)).data ?? null);
  } catch {
    return null;
  }
};

const syncInfo = z.object({
  syncInfo: z.object({
    syncToken: z.string().min(1),
    olderRecordsExist: z.boolean().nullish(),
  }),
});

const pageAnswer = z.object({
  navigation: z.object({ nextPage: z.unknown() }).partial().nullish(),
  paging: z.object({ page: z.number(), totalPages: z.number() }).partial().nullish(),
});

/** Whether a list goes on after `page`. */
const hasNextPage = (body: unknown, page: number): boolean => {
  const answer = pageAnswer.safeParse(body).data;
  return Boolean(answer?.navigation?.nextPage) || (answer?.paging?.totalPages ?? 0) > page;
};

/** One page of the store's list; null when the carrier cannot say. */
export const readStorePage = async (
  client: RingCentralClient,
  query: Readonly<Record<string, string>>,
  page: number,
): Promise<{ readonly records: readonly unknown[]; readonly hasNext: boolean } | null> => {
  const result = await client.call({
    method: 'GET',
    path: storePath,
    query: { ...query, messageType: 'SMS', perPage: String(perPage), page: String(page) },
    group: 'light',
  });
  if (result.kind !== 'answer' || !isSuccess(result)) return null;
  const records = readRecordList(result.body);
  return records && { records, hasNext: hasNextPage(result.body, page) };
};

export const createSync = (
  client: RingCentralClient,
  clock: Clock,
  serverUrl: string,
): Carrier['changesSince'] => {
  type Answer = { records: readonly unknown[]; syncToken: string; isCut: boolean };

  const sync = async (query: Readonly<Record<string, string>>): Promise<Answer | 'refused' | null> => {
    const result = await client.call({ method: 'GET', path: syncPath, query, group: 'light' });
    if (result.kind !== 'answer') return null;
    if (result.status === 400) return 'refused';
    const records = isSuccess(result) ? readRecordList(result.body) : null;
    const info = syncInfo.safeParse(result.body).data?.syncInfo;
    return records && info
      ? { records, syncToken: info.syncToken, isCut: info.olderRecordsExist === true }
      : null;
  };

  /** Begins a new frame, a day before what the former position knew. */
  const beginFrame = async (
    now: Date,
    former: Position | null,
  ): Promise<(Answer & { older?: Position['older'] }) | null> => {
    const known = former ? Math.min(Date.parse(former.syncedAt), now.getTime()) : now.getTime();
    const dateFrom = new Date(known - dayMilliseconds).toISOString();
    const answer = await sync({
      syncType: 'FSync',
      messageType: 'SMS',
      dateFrom,
      recordCount: String(recordCount),
    });
    if (answer === null || answer === 'refused') return null;
    return answer.isCut ? { ...answer, older: { dateFrom, dateTo: now.toISOString(), page: 1 } } : answer;
  };

  /** Reads on in what a cut frame lacks; what remains is for the next call. */
  const readOlder = async (
    older: NonNullable<Position['older']>,
  ): Promise<{ records: unknown[]; older?: NonNullable<Position['older']> }> => {
    const records: unknown[] = [];
    let { page } = older;
    for (let read = 0; read < pagesPerCall; read += 1) {
      const answer = await readStorePage(client, { dateFrom: older.dateFrom, dateTo: older.dateTo }, page);
      if (!answer) break;
      records.push(...answer.records);
      if (!answer.hasNext) return { records };
      page += 1;
    }
    return { records, older: { ...older, page } };
  };

  return async (line, formerPosition) => {
    const former = parsePosition(formerPosition);
    const now = clock.now();
    const continued = former ? await sync({ syncType: 'ISync', syncToken: former.syncToken }) : 'refused';
    if (continued === null) return null;
    const answer =
      continued === 'refused' ? await beginFrame(now, former) : { ...continued, older: former?.older };
    if (!answer) return null;
    const rest: { records: readonly unknown[]; older?: Position['older'] } = answer.older
      ? await readOlder(answer.older)
      : { records: [] };
    const events = [...answer.records, ...rest.records]
      .flatMap((record) => readEvents(record, serverUrl, line.phone))
      // The store is the extension's: it also holds the texts of its other numbers.
      .filter((event: CarrierEvent) =>
        event.kind === 'inbound'
          ? event.record.to === line.phone
          : event.kind === 'outbound' && event.record.from === line.phone,
      );
    const isStill = answer.syncToken === former?.syncToken && !former.older;
    if (formerPosition !== null && isStill) return { events, position: formerPosition };
    const next: Position = {
      syncToken: answer.syncToken,
      syncedAt: now.toISOString(),
      ...(rest.older ? { older: rest.older } : {}),
    };
    return { events, position: JSON.stringify(next) };
  };
};
