import { createHash } from 'node:crypto';
import { parsePhone } from '@sms/phone';
import { json, stringify } from '../http.ts';
import type { Call, Reply } from '../http.ts';
import type { Context } from '../context.ts';
import { failure, invalid, notFound } from './errors.ts';
import type { Extension } from './extensions.ts';
import { messageUri, restRecord, stubRecord } from './records.ts';
import { parseObject } from './request-body.ts';
import type { StoredMessage } from './state.ts';
import type { Store } from './store.ts';

const dayMs = 86_400_000;
/** Sync windows overlap so that nothing is missed: the same record may come again. */
const overlapMs = 5000;

type Frame = { readonly direction: string[]; readonly dateFrom: number };
type SyncToken = Frame & { readonly extension: string; readonly at: number };

const writeToken = (token: SyncToken): string => {
  const text = Buffer.from(JSON.stringify(token)).toString('base64url');
  return `${text}.${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
};

const readToken = (token: string): SyncToken | null => {
  const [text = '', check] = token.split('.');
  if (createHash('sha256').update(text).digest('hex').slice(0, 8) !== check) return null;
  return JSON.parse(Buffer.from(text, 'base64url').toString()) as SyncToken;
};

const involves = (message: StoredMessage, phone: string) =>
  message.from === phone || message.to.includes(phone);

/** Reading the message store: list, records by id, sync, attachments; and marking read, deleting. */
export const createReading = (context: Context, store: Store) => {
  const record = (extension: Extension, message: StoredMessage) =>
    restRecord(context.url(), extension, message);

  const list = (extension: Extension, call: Call): Reply => {
    const { query } = call;
    const time = (name: string, fallback: number): number =>
      query.has(name) ? Date.parse(query.get(name)!) : fallback;
    const dateTo = time('dateTo', context.now());
    if (Number.isNaN(dateTo)) return invalid('dateTo');
    const dateFrom = time('dateFrom', dateTo - dayMs);
    if (Number.isNaN(dateFrom)) return invalid('dateFrom');
    const page = Number(query.get('page') ?? 1);
    const perPage = Number(query.get('perPage') ?? 100);
    if (!Number.isInteger(page) || page < 1) return invalid('page');
    if (!Number.isInteger(perPage) || perPage < 1 || perPage > 1000) return invalid('perPage');
    const phone = query.get('phoneNumber');
    const wanted = (name: string, value: string) => !query.has(name) || query.getAll(name).includes(value);
    const availability = query.has('availability') ? query.getAll('availability') : ['Alive'];
    const found = store
      .all(extension)
      .filter(
        (message) =>
          message.createdAt >= dateFrom &&
          message.createdAt <= dateTo &&
          availability.includes(message.availability) &&
          wanted('messageType', 'SMS') &&
          wanted('direction', message.direction) &&
          wanted('readStatus', message.readStatus) &&
          wanted('conversationId', message.conversationId) &&
          (phone === null || involves(message, parsePhone(phone) ?? phone)),
      );
    found.reverse();
    const start = (page - 1) * perPage;
    const records = found.slice(start, start + perPage);
    const totalPages = Math.max(1, Math.ceil(found.length / perPage));
    const uri = (number: number) => {
      const params = new URLSearchParams(query);
      params.set('page', String(number));
      params.set('perPage', String(perPage));
      return { uri: `${context.url()}${call.path}?${params}` };
    };
    return json(200, {
      uri: uri(page).uri,
      records: records.map((message) => record(extension, message)),
      paging: {
        page,
        totalPages,
        perPage,
        totalElements: found.length,
        ...(records.length > 0 ? { pageStart: start, pageEnd: start + records.length - 1 } : {}),
      },
      navigation: {
        firstPage: uri(1),
        ...(page < totalPages ? { nextPage: uri(page + 1) } : {}),
        ...(page > 1 ? { previousPage: uri(page - 1) } : {}),
        lastPage: uri(totalPages),
      },
    });
  };

  const several = (extension: Extension, ids: readonly string[], call: Call): Reply => {
    const results = ids.map((id) => {
      const message = store.find(extension, id);
      return message
        ? { id, status: 200, body: record(extension, message) as unknown }
        : { id, status: 404, body: JSON.parse(String(notFound('messageId').body)) as unknown };
    });
    if (call.headers.accept?.includes('application/vnd.ringcentral.multipart+json')) {
      return {
        status: 207,
        headers: { 'content-type': 'application/vnd.ringcentral.multipart+json' },
        body: stringify(results.map(({ id, status, body }) => ({ resourceId: id, status, body }))),
      };
    }
    const boundary = 'Boundary_stand_in';
    const parts = [
      {
        response: results.map(({ id, status }) => ({
          href: messageUri(context.url(), extension, Number(id)),
          status,
          responseDescription: status === 200 ? 'OK' : 'Not Found',
        })),
      },
      ...results.map(({ body }) => body),
    ];
    return {
      status: 207,
      headers: { 'content-type': `multipart/mixed; boundary=${boundary}` },
      body:
        parts
          .map((part) => `--${boundary}\r\nContent-Type: application/json\r\n\r\n${stringify(part)}\r\n`)
          .join('') + `--${boundary}--\r\n`,
    };
  };

  const sync = (extension: Extension, call: Call): Reply => {
    const { query } = call;
    const at = context.now();
    const full = query.get('syncType') === 'FSync' || !query.has('syncToken');
    const before = full ? null : readToken(query.get('syncToken')!);
    if (!full && before?.extension !== extension.key)
      return failure(400, 'MSG-333', 'Parameter [syncToken] is invalid', { parameterName: 'syncToken' });
    const dateFrom = query.has('dateFrom') ? Date.parse(query.get('dateFrom')!) : at - dayMs;
    if (Number.isNaN(dateFrom)) return invalid('dateFrom');
    const frame: Frame = before ?? { direction: query.getAll('direction'), dateFrom };
    const framed = store
      .all(extension)
      .filter(
        (message) =>
          message.createdAt >= frame.dateFrom &&
          (frame.direction.length === 0 || frame.direction.includes(message.direction)),
      );
    const changed = before
      ? framed.filter((message) => message.modifiedAt >= before.at - overlapMs)
      : framed.filter((message) => message.availability === 'Alive');
    changed.sort((a, b) => b.modifiedAt - a.modifiedAt);
    const wantedCount = Number(query.get('recordCount') ?? 0);
    const limit = full && wantedCount > 0 ? wantedCount : Number.POSITIVE_INFINITY;
    const records = changed.slice(0, limit);
    return json(200, {
      uri: `${context.url()}${call.path}`,
      records: records.map((message) =>
        message.availability === 'Alive'
          ? record(extension, message)
          : stubRecord(context.url(), extension, message),
      ),
      syncInfo: {
        syncType: full ? 'FSync' : 'ISync',
        syncToken: writeToken({ ...frame, extension: extension.key, at }),
        syncTime: new Date(at).toISOString(),
        ...(full ? { olderRecordsExist: records.length < changed.length } : {}),
      },
    });
  };

  const content = (extension: Extension, messageId: string, attachmentId: string, call: Call): Reply => {
    const message = store.find(extension, messageId);
    const attachment = message?.attachments.find(({ id }) => String(id) === attachmentId);
    if (!message || !attachment || message.availability !== 'Alive') return notFound('attachmentId');
    const file = attachment.mediaId ? context.media(attachment.mediaId) : undefined;
    if (attachment.mediaId && !file) return notFound('attachmentId');
    const bytes = file ? Buffer.from(file.base64, 'base64') : Buffer.from(message.subject, 'utf8');
    const type = file?.contentType ?? 'text/plain;charset=utf-8';
    const range = /^bytes=(\d+)-(\d*)$/.exec(call.headers.range ?? '');
    if (!range) return { status: 200, headers: { 'content-type': type }, body: bytes };
    const first = Number(range[1]);
    const last = Math.min(bytes.length - 1, range[2] ? Number(range[2]) : bytes.length - 1);
    if (first > last) return failure(416, 'CMN-107', 'Range is not satisfiable');
    return {
      status: 206,
      headers: { 'content-type': type, 'content-range': `bytes ${first}-${last}/${bytes.length}` },
      body: bytes.subarray(first, last + 1),
    };
  };

  return {
    list,
    sync,
    content,

    get(extension: Extension, ids: string, call: Call): Reply {
      const wanted = decodeURIComponent(ids).split(',');
      if (wanted.length > 1) return several(extension, wanted, call);
      const message = store.find(extension, wanted[0]!);
      return message ? json(200, record(extension, message)) : notFound('messageId');
    },

    /** Marks read or unread, as the carrier's own app does when staff look at it. */
    update(extension: Extension, id: string, call: Call): Reply {
      const message = store.find(extension, id);
      if (!message) return notFound('messageId');
      const readStatus = parseObject(call.body)?.readStatus;
      if (readStatus !== 'Read' && readStatus !== 'Unread') return invalid('readStatus');
      store.update(extension, message, { readStatus });
      return json(200, record(extension, message));
    },

    remove(extension: Extension, id: string): Reply {
      const message = store.find(extension, id);
      if (!message) return notFound('messageId');
      store.update(extension, message, { availability: 'Deleted' });
      return { status: 204 };
    },
  };
};
