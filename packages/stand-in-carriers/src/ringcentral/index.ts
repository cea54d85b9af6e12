import type { Carrier, Context } from '../context.ts';
import type { Call, Outcome, Reply } from '../http.ts';
import { ringCentralKeyword } from '../keywords.ts';
import type { RateGroup, StandInLine } from '../options.ts';
import { createConsents } from './consents.ts';
import { failure, notFound } from './errors.ts';
import { createEvents } from './events.ts';
import { extensionsOf } from './extensions.ts';
import type { Extension } from './extensions.ts';
import { listNumbers, smsConfiguration } from './numbers.ts';
import { createRateLimits } from './rate-limits.ts';
import { createReading } from './reading.ts';
import { createSending } from './sending.ts';
import { createSessions } from './sessions.ts';
import { createStore } from './store.ts';
import { createSubscriptions } from './subscriptions.ts';

const generousLimits: Readonly<Record<RateGroup, number>> = {
  Light: 2000,
  Medium: 400,
  Heavy: 400,
  Auth: 60,
};

const replies = {
  stop: 'You have opted out and will receive no further texts from this number. Reply START to receive texts again.',
  start: 'You will receive texts from this number again. Reply STOP to opt out.',
};

type Route = {
  readonly method: string;
  readonly path: RegExp;
  readonly group: RateGroup;
  readonly run: (extension: Extension, call: Call, parts: string[]) => Outcome | Promise<Outcome>;
};

const ofExtension = (rest: string) =>
  new RegExp(`^/restapi/v1\\.0/account/([^/]+)/extension/([^/]+)/${rest}$`);
const ofSubscription = (rest: string) => new RegExp(`^/restapi/v1\\.0/subscription${rest}$`);

/** RingCentral (RingEX, REST v1.0) as far as texts go. */
export const createRingCentral = (context: Context): Carrier & { endSessions(): void } => {
  const extensions = extensionsOf(context.options.lines);
  const sessions = createSessions(context, extensions);
  const events = createEvents(context);
  const store = createStore(context, extensions, (change) => events.storeChanged(change));
  const consents = createConsents(context, events);
  const sending = createSending(context, store, consents);
  const reading = createReading(context, store);
  const subscriptions = createSubscriptions(context, events);
  const limit = createRateLimits(() => context.now(), { ...generousLimits, ...context.options.limits });

  const route = (method: string, path: RegExp, group: RateGroup, run: Route['run']): Route => ({
    method,
    path,
    group,
    run,
  });

  const messageStore = 'message-store';
  const routes: readonly Route[] = [
    route('POST', ofExtension('(?:sms|mms)'), 'Medium', (extension, call) => sending.send(extension, call)),
    route('GET', ofExtension(messageStore), 'Light', (extension, call) => reading.list(extension, call)),
    route('GET', ofExtension('message-sync'), 'Light', (extension, call) => reading.sync(extension, call)),
    route('GET', ofExtension(`${messageStore}/([^/]+)`), 'Light', (extension, call, [id]) =>
      reading.get(extension, id!, call),
    ),
    route('PUT', ofExtension(`${messageStore}/(\\d+)`), 'Medium', (extension, call, [id]) =>
      reading.update(extension, id!, call),
    ),
    route('DELETE', ofExtension(`${messageStore}/(\\d+)`), 'Medium', (extension, _call, [id]) =>
      reading.remove(extension, id!),
    ),
    route(
      'GET',
      ofExtension(`${messageStore}/(\\d+)/content/(\\d+)`),
      'Medium',
      (extension, call, [id, attachment]) => reading.content(extension, id!, attachment!, call),
    ),
    route('GET', ofExtension('phone-number'), 'Light', (extension) => listNumbers(context.url(), extension)),
    route('GET', ofExtension('phone-number/(\\d+)/sms-configuration'), 'Light', (extension, _call, [id]) =>
      smsConfiguration(extension, id!),
    ),
    route('POST', ofSubscription(''), 'Medium', (extension, call) => subscriptions.create(extension, call)),
    route('GET', ofSubscription(''), 'Light', (extension) => subscriptions.list(extension)),
    route('GET', ofSubscription('/([^/]+)'), 'Light', (extension, _call, [id]) =>
      subscriptions.get(extension, id!),
    ),
    route('PUT', ofSubscription('/([^/]+)'), 'Medium', (extension, call, [id]) =>
      subscriptions.update(extension, id!, call),
    ),
    route('POST', ofSubscription('/([^/]+)/renew'), 'Light', (extension, _call, [id]) =>
      subscriptions.renew(extension, id!),
    ),
    route('DELETE', ofSubscription('/([^/]+)'), 'Medium', (extension, _call, [id]) =>
      subscriptions.remove(extension, id!),
    ),
    route('GET', /^\/restapi\/v2\/accounts\/([^/]+)\/sms\/consents$/, 'Light', (extension, call) =>
      consents.list(extension, call),
    ),
    route('PATCH', /^\/restapi\/v2\/accounts\/([^/]+)\/sms\/consents$/, 'Light', (extension, call) =>
      consents.patch(extension, call),
    ),
  ];

  const token = (call: Call): Reply => {
    const client = sessions.clientOf(call);
    const { refusal, headers } = limit(client?.key ?? 'unknown', 'Auth');
    if (refusal) return refusal;
    const reply = sessions.token(call);
    return { ...reply, headers: { ...reply.headers, ...headers } };
  };

  /** The parts of the path behind account and extension, or the refusal of another's. */
  const ownParts = (extension: Extension, path: string, found: RegExpExecArray): string[] | Reply => {
    const parts = found.slice(1);
    if (!path.includes('/account')) return parts;
    const account = parts.shift();
    if (account !== '~' && account !== String(extension.accountId)) return notFound('accountId');
    if (!path.includes('/extension/')) return parts;
    const owner = parts.shift();
    return owner === '~' || owner === String(extension.extensionId) ? parts : notFound('extensionId');
  };

  const handle = async (call: Call): Promise<Outcome> => {
    if (call.method === 'POST' && call.path === '/restapi/oauth/token') return token(call);
    if (call.method === 'POST' && call.path === '/restapi/oauth/revoke') return sessions.revoke(call);
    const extension = sessions.authenticate(call);
    if ('status' in extension) return extension;
    const matching = routes.filter(({ path }) => path.test(call.path));
    const chosen = matching.find(({ method }) => method === call.method);
    if (!chosen)
      return matching.length > 0
        ? failure(405, 'CMN-120', 'Method is not allowed')
        : failure(404, 'CMN-102', 'Resource is not found');
    const { refusal, headers } = limit(extension.key, chosen.group);
    if (refusal) return refusal;
    const parts = ownParts(extension, call.path, chosen.path.exec(call.path)!);
    const outcome = Array.isArray(parts) ? await chosen.run(extension, call, parts) : parts;
    if (outcome === 'lost') return outcome;
    return { ...outcome, headers: { ...headers, ...outcome.headers } };
  };

  const extensionOf = (line: StandInLine): Extension =>
    extensions.find((extension) => extension.lines.includes(line))!;

  /** RingCentral confirms a person's wish itself; the confirmation does not show in the store. */
  const obey = (extension: Extension, line: string, person: string, body: string) => {
    const keyword = ringCentralKeyword(body);
    if (keyword !== 'stop' && keyword !== 'start') return;
    if ((keyword === 'stop') === consents.isOptedOut(line, person)) return;
    consents.set(extension, line, person, keyword === 'stop' ? 'OptOut' : 'OptIn', 'Recipient');
    context.air.deliver({ from: line, to: person, body: replies[keyword], media: [] });
  };

  return {
    handle,

    receive(line, message) {
      const extension = extensionOf(line);
      const stored = store.addInbound(extension, line.phone, message.from, message.body, message.media);
      obey(extension, line.phone, message.from, message.body);
      return { id: String(stored.id) };
    },

    appSend(line, message) {
      return {
        id: String(sending.appSend(extensionOf(line), line.phone, message.to, message.body).id),
      };
    },

    resume() {
      store.resume();
      if (context.options.presubscribed === false) return;
      for (const extension of extensions) {
        subscriptions.dropPremade(extension);
        for (const line of extension.lines) {
          subscriptions.presubscribe(
            extension,
            `${context.options.publicUrl}/webhooks/ringcentral/${line.lineKey}`,
            line.ringcentral!.verificationToken,
          );
        }
      }
    },

    runDue() {
      events.remind(extensions);
    },

    endSessions: () => sessions.endAll(),
  };
};
