import { parsePhone } from '@sms/phone';
import { json } from '../http.ts';
import type { Call, Reply } from '../http.ts';
import type { Context } from '../context.ts';
import { failure } from './errors.ts';
import type { Events } from './events.ts';
import type { Extension } from './extensions.ts';
import { iso } from './records.ts';
import { parseObject } from './request-body.ts';
import type { Consent } from './state.ts';

/** The carrier's own register of who may be texted from which number. */
export const createConsents = (context: Context, events: Events) => {
  const consents = context.state.ringcentral.consents;

  const find = (from: string, to: string) =>
    consents.find((consent) => consent.from === from && consent.to === to);

  const set = (
    extension: Extension,
    from: string,
    to: string,
    optStatus: Consent['optStatus'],
    source: Consent['source'],
  ): Consent => {
    let consent = find(from, to);
    if (!consent) {
      consent = { from, to, optStatus, source, modifiedAt: context.now() };
      consents.push(consent);
    }
    Object.assign(consent, { optStatus, source, modifiedAt: context.now() });
    context.changed();
    events.consentChanged(extension, consent);
    return consent;
  };

  const record = ({ modifiedAt, ...consent }: Consent) => ({
    ...consent,
    coverage: 'phoneNumber',
    lastModifiedTime: iso(modifiedAt),
  });

  return {
    set,
    isOptedOut: (from: string, to: string): boolean => find(from, to)?.optStatus === 'OptOut',

    list(extension: Extension, call: Call): Reply {
      const perPage = Math.min(1000, Math.max(1, Number(call.query.get('perPage') ?? 100) || 100));
      const start = Number(call.query.get('pageToken') ?? 0) || 0;
      const status = call.query.get('optStatus') ?? 'OptOut';
      const all = consents.filter(
        (consent) =>
          extension.lines.some(({ phone }) => phone === consent.from) &&
          consent.optStatus === status &&
          (!call.query.has('from') || call.query.getAll('from').includes(consent.from)) &&
          (!call.query.has('to') || call.query.getAll('to').includes(consent.to)),
      );
      return json(200, {
        records: all.slice(start, start + perPage).map(record),
        paging: {
          pageToken: String(start),
          perPage,
          ...(start + perPage < all.length ? { nextPageToken: String(start + perPage) } : {}),
        },
      });
    },

    patch(extension: Extension, call: Call): Reply {
      const body = parseObject(call.body);
      if (!body || !Array.isArray(body.records)) return failure(400, 'CMN-103', 'JSON is invalid');
      const changed: unknown[] = [];
      const failedRecords: unknown[] = [];
      for (const wish of body.records as Record<string, unknown>[]) {
        const to = typeof wish.to === 'string' ? parsePhone(wish.to) : null;
        const lines = extension.lines.filter(({ phone }) => wish.from === '*' || wish.from === phone);
        const optStatus = wish.optStatus;
        if (!to || lines.length === 0 || (optStatus !== 'OptIn' && optStatus !== 'OptOut')) {
          failedRecords.push({ ...wish, error: 'CMN-101' });
          continue;
        }
        for (const line of lines) changed.push(record(set(extension, line.phone, to, optStatus, 'Api')));
      }
      return json(200, { records: changed, failedRecords });
    },
  };
};

export type Consents = ReturnType<typeof createConsents>;
