import { randomBytes } from 'node:crypto';
import type { Carrier, Context } from '../context.ts';
import type { Call, Outcome } from '../http.ts';
import { twilioKeyword } from '../keywords.ts';
import type { StandInLine } from '../options.ts';
import { accountsOf, authenticate } from './accounts.ts';
import type { Account } from './accounts.ts';
import { callBack, repliesOf } from './callbacks.ts';
import { createCreating } from './creating.ts';
import { failure, notFound } from './errors.ts';
import { messagesPath } from './records.ts';
import { createReading } from './reading.ts';
import type { StoredMessage } from './state.ts';
import { createStore, newMediaSid } from './store.ts';

const longestInbound = 1600;

const replies = {
  stop: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  start:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
  help: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
};

/** Twilio's Programmable Messaging, 2010-04-01. */
export const createTwilio = (context: Context): Carrier => {
  const state = context.state.twilio;
  const accounts = accountsOf(context.options.lines);
  const accountOf = (line: StandInLine): Account => accounts.find(({ lines }) => lines.includes(line))!;

  const statusChanged = (message: StoredMessage) => {
    const account = accounts.find(({ accountSid }) => accountSid === message.accountSid);
    const url = message.statusCallback;
    if (!account || !url) return;
    const params: [string, string][] = [
      ['AccountSid', message.accountSid],
      ['ApiVersion', '2010-04-01'],
      ...(message.errorCode === null ? [] : [['ErrorCode', String(message.errorCode)] as [string, string]]),
      ['From', message.from],
      ['MessageSid', message.sid],
      ['MessageStatus', message.status],
      ...(message.serviceSid ? [['MessagingServiceSid', message.serviceSid] as [string, string]] : []),
      ['SmsSid', message.sid],
      ['SmsStatus', message.status],
      ['To', message.to],
    ];
    context.webhooks.emit(async () => {
      await callBack(context, account.authToken, url, params);
    });
  };

  const store = createStore(context, statusChanged);
  const pair = (line: string, person: string) => `${line} ${person}`;
  const isOptedOut = (line: string, person: string) => state.optOuts.includes(pair(line, person));
  const creating = createCreating(context, store, isOptedOut);
  const reading = createReading(context, store);

  /** Default opt-out handling: Twilio blocks the pair and answers by itself, whatever our webhook says. */
  const obey = (line: string, person: string, body: string) => {
    const keyword = twilioKeyword(body);
    if (!keyword) return;
    const blocked = isOptedOut(line, person);
    if (keyword === 'stop' ? blocked : keyword === 'start' ? !blocked : blocked) return;
    if (keyword === 'stop') state.optOuts.push(pair(line, person));
    if (keyword === 'start') state.optOuts = state.optOuts.filter((other) => other !== pair(line, person));
    context.changed();
    context.air.deliver({ from: line, to: person, body: replies[keyword], media: [] });
  };

  const announce = (account: Account, line: StandInLine, message: StoredMessage) => {
    const url = `${context.options.publicUrl}/webhooks/twilio/${line.lineKey}/inbound`;
    const mediaParams = message.media.flatMap((media, index): [string, string][] => [
      [
        `MediaUrl${index}`,
        `${context.url()}${messagesPath(account.accountSid)}/${message.sid}/Media/${media.sid}`,
      ],
      [`MediaContentType${index}`, context.media(media.mediaId ?? '')?.contentType ?? 'image/jpeg'],
    ]);
    const params: [string, string][] = [
      ['ToCountry', 'US'],
      ['ToState', 'DC'],
      ['SmsMessageSid', message.sid],
      ['NumMedia', String(message.media.length)],
      ['ToCity', ''],
      ['FromZip', ''],
      ['SmsSid', message.sid],
      ['FromState', 'DC'],
      ['SmsStatus', 'received'],
      ['FromCity', ''],
      ['Body', message.body],
      ['FromCountry', 'US'],
      ['To', message.to],
      ['ToZip', ''],
      ['NumSegments', String(message.numSegments)],
      ['MessageSid', message.sid],
      ['AccountSid', account.accountSid],
      ['From', message.from],
      ['ApiVersion', '2010-04-01'],
      ...mediaParams,
    ];
    context.webhooks.emit(async () => {
      const answer = await callBack(context, account.authToken, url, params);
      for (const body of repliesOf(answer)) {
        if (!isOptedOut(line.phone, message.from))
          creating.send(account, line.phone, message.from, body, 'outbound-reply');
      }
    });
  };

  const route = (account: Account, call: Call, rest: string): Outcome => {
    const { method } = call;
    if (rest === 'Messages.json') {
      if (method === 'POST') return creating.create(account, call);
      return method === 'GET' ? reading.list(account, call) : failure(405, 20004, 'Method not allowed');
    }
    const [, sid, below] = /^Messages\/((?:SM|MM)[0-9a-f]{32})(\.json|\/Media.*)$/.exec(rest) ?? [];
    if (!sid || !below) return notFound();
    if (below === '.json') {
      if (method === 'GET') return reading.get(account, sid);
      if (method === 'POST') return reading.update(account, sid, call);
      return method === 'DELETE' ? reading.remove(account, sid) : failure(405, 20004, 'Method not allowed');
    }
    if (below === '/Media.json') return reading.listMedia(account, sid);
    const [, mediaSid, asJson] = /^\/Media\/(ME[0-9a-f]{32})(\.json)?$/.exec(below) ?? [];
    if (!mediaSid) return notFound();
    return method === 'DELETE'
      ? reading.removeMedia(account, sid, mediaSid)
      : reading.getMedia(account, sid, mediaSid, asJson !== undefined);
  };

  return {
    handle(call) {
      const [, accountSid, rest] = /^\/2010-04-01\/Accounts\/([^/]+)\/(.+)$/.exec(call.path) ?? [];
      if (!accountSid || !rest) return notFound();
      const account = authenticate(accounts, call, accountSid);
      const outcome = 'status' in account ? account : route(account, call, rest);
      if (outcome === 'lost') return outcome;
      return {
        ...outcome,
        headers: {
          'Twilio-Request-Id': `RQ${randomBytes(16).toString('hex')}`,
          'Twilio-Concurrent-Requests': '1',
          ...outcome.headers,
        },
      };
    },

    receive(line, { from, body, media }) {
      const account = accountOf(line);
      for (const file of media) context.keepMedia(file);
      const message = store.add({
        accountSid: account.accountSid,
        direction: 'inbound',
        from,
        to: line.phone,
        body: body.slice(0, longestInbound),
        status: 'received',
        statusCallback: null,
        serviceSid: null,
        media: media.map(({ id }) => ({ sid: newMediaSid(), mediaId: id })),
        sendAt: null,
        coming: [],
      });
      announce(account, line, message);
      obey(line.phone, from, body);
      return { id: message.sid };
    },

    appSend: (line, { to, body }) => ({
      id: creating.send(accountOf(line), line.phone, to, body, 'outbound-api').sid,
    }),

    resume: () => store.resume(),
    runDue: () => store.runDue(),
  };
};
