import { json } from '../http.ts';
import type { Call, Reply } from '../http.ts';
import type { Context } from '../context.ts';
import type { Account } from './accounts.ts';
import { failure, notFound } from './errors.ts';
import { messageRecord, messagesPath, rfc2822 } from './records.ts';
import type { StoredMessage } from './state.ts';
import type { Store } from './store.ts';

/** The filters on `DateSent`: the operator belongs to the key. A date means that day, GMT. */
const dateFilter = (query: URLSearchParams): ((message: StoredMessage) => boolean) | null => {
  const day = (name: string): number | null => (query.has(name) ? Date.parse(query.get(name)!) : null);
  const [on, before, after] = [day('DateSent'), day('DateSent<'), day('DateSent>')];
  if ([on, before, after].some(Number.isNaN)) return null;
  return ({ sentAt }) => {
    if (on === null && before === null && after === null) return true;
    // Whether a date filter finds what has not been sent is not documented: it does not.
    if (sentAt === null) return false;
    if (on !== null && (sentAt < on || sentAt >= on + 86_400_000)) return false;
    if (before !== null && sentAt > before) return false;
    return after === null || sentAt >= after;
  };
};

/** Listing, reading, redacting, cancelling and deleting messages, and their media. */
export const createReading = (context: Context, store: Store) => {
  const list = (account: Account, call: Call): Reply => {
    const { query } = call;
    const pageSize = Math.min(1000, Math.max(1, Number(query.get('PageSize') ?? 50) || 50));
    const dates = dateFilter(query);
    if (!dates) return failure(400, 20001, 'Invalid DateSent');
    const found = store
      .all(account.accountSid)
      .filter(
        (message) =>
          (!query.get('To') || message.to === query.get('To')) &&
          (!query.get('From') || message.from === query.get('From')) &&
          dates(message),
      )
      .reverse();
    const token = query.get('PageToken');
    const after = token ? found.findIndex(({ sid }) => `PA${sid}` === token) : -1;
    if (token && after < 0) return failure(400, 20001, 'Invalid PageToken');
    const start = after + 1;
    const messages = found.slice(start, start + pageSize);
    const page = Math.floor(start / pageSize);
    const uri = (number: number, lastSid: string | undefined) => {
      const params = new URLSearchParams(query);
      params.delete('PageToken');
      params.set('PageSize', String(pageSize));
      params.set('Page', String(number));
      if (lastSid) params.set('PageToken', `PA${lastSid}`);
      return `${messagesPath(account.accountSid)}.json?${params}`;
    };
    const hasMore = start + pageSize < found.length;
    return json(200, {
      messages: messages.map(messageRecord),
      page,
      page_size: pageSize,
      start,
      end: Math.max(start, start + messages.length - 1),
      uri: `${call.path}?${query}`,
      first_page_uri: uri(0, undefined),
      next_page_uri: hasMore ? uri(page + 1, messages.at(-1)!.sid) : null,
      previous_page_uri: start > 0 ? uri(Math.max(0, page - 1), found[start - pageSize - 1]?.sid) : null,
    });
  };

  const mediaType = (media: StoredMessage['media'][number]): string =>
    (media.mediaId && context.media(media.mediaId)?.contentType) || 'image/jpeg';

  const mediaRecord = (message: StoredMessage, media: StoredMessage['media'][number]) => ({
    sid: media.sid,
    account_sid: message.accountSid,
    parent_sid: message.sid,
    content_type: mediaType(media),
    date_created: rfc2822(message.createdAt),
    date_updated: rfc2822(message.updatedAt),
    uri: `${messagesPath(message.accountSid)}/${message.sid}/Media/${media.sid}.json`,
  });

  return {
    list,

    get(account: Account, sid: string): Reply {
      const message = store.find(account.accountSid, sid);
      return message ? json(200, messageRecord(message)) : notFound();
    },

    /** Redacts the text (`Body=`) or cancels a scheduled message (`Status=canceled`). */
    update(account: Account, sid: string, call: Call): Reply {
      const message = store.find(account.accountSid, sid);
      if (!message) return notFound();
      const form = new URLSearchParams(call.body.toString('utf8'));
      if (form.has('Status')) {
        if (form.get('Status') !== 'canceled' || message.status !== 'scheduled')
          return failure(400, 30409, 'Message cannot be canceled');
        store.update(message, { status: 'canceled', coming: [] });
      } else if (form.get('Body') === '') {
        if (message.coming.length > 0) return failure(400, 20009, 'Message is not in a final state');
        store.update(message, { body: '' });
      } else return failure(400, 20001, 'Only an empty Body or Status is accepted');
      return json(200, messageRecord(message));
    },

    remove(account: Account, sid: string): Reply {
      const message = store.find(account.accountSid, sid);
      if (!message) return notFound();
      if (message.coming.length > 0) return failure(409, 20009, 'Message is not in a final state');
      store.remove(message);
      return { status: 204 };
    },

    listMedia(account: Account, sid: string): Reply {
      const message = store.find(account.accountSid, sid);
      if (!message) return notFound();
      return json(200, { media_list: message.media.map((media) => mediaRecord(message, media)) });
    },

    /** The bytes themselves come from a second host in truth, after a redirect; here from a path without login. */
    getMedia(account: Account, sid: string, mediaSid: string, asJson: boolean): Reply {
      const message = store.find(account.accountSid, sid);
      const media = message?.media.find((candidate) => candidate.sid === mediaSid);
      if (!message || !media) return notFound();
      if (asJson) return json(200, mediaRecord(message, media));
      return {
        status: 307,
        headers: { location: media.url ?? `${context.url()}/media/${media.mediaId}` },
      };
    },

    removeMedia(account: Account, sid: string, mediaSid: string): Reply {
      const message = store.find(account.accountSid, sid);
      if (!message?.media.some((candidate) => candidate.sid === mediaSid)) return notFound();
      store.update(message, { media: message.media.filter((candidate) => candidate.sid !== mediaSid) });
      return { status: 204 };
    },
  };
};
