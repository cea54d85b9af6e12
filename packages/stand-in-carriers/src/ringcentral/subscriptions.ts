import { randomUUID } from 'node:crypto';
import { json } from '../http.ts';
import type { Call, Reply } from '../http.ts';
import type { Context } from '../context.ts';
import { failure, invalid } from './errors.ts';
import { parseFilter, resolveFilter } from './events.ts';
import type { Events } from './events.ts';
import type { Extension } from './extensions.ts';
import { parseObject } from './request-body.ts';
import { iso } from './records.ts';
import type { Subscription } from './state.ts';

const defaultLifeSeconds = 604_800;
const longestLifeSeconds = 630_720_000;
const mostSubscriptions = 30;

/** Webhook subscriptions: made with a handshake, expiring in silence. */
export const createSubscriptions = (context: Context, events: Events) => {
  const state = context.state.ringcentral;

  const isAlive = (subscription: Subscription) => subscription.expiresAt > context.now();

  const own = (extension: Extension) => {
    state.subscriptions = state.subscriptions.filter(isAlive);
    return state.subscriptions.filter((subscription) => subscription.extension === extension.key);
  };

  const record = (subscription: Subscription) => ({
    uri: `${context.url()}/restapi/v1.0/subscription/${subscription.id}`,
    id: subscription.id,
    eventFilters: subscription.eventFilters,
    ...(subscription.disabledFilters.length > 0 ? { disabledFilters: subscription.disabledFilters } : {}),
    creationTime: iso(subscription.createdAt),
    expirationTime: iso(subscription.expiresAt),
    expiresIn: Math.max(0, Math.ceil((subscription.expiresAt - context.now()) / 1000)),
    status: subscription.status,
    deliveryMode: { transportType: 'WebHook', address: subscription.address, encryption: false },
    ...(subscription.blacklisted
      ? {
          blacklistedData: {
            blacklistedAt: iso(subscription.blacklisted.at),
            reason: subscription.blacklisted.reason,
          },
        }
      : {}),
  });

  type Wanted = Pick<Subscription, 'eventFilters' | 'disabledFilters'> & { expiresIn: number };

  /** What a create or update asks for, or the refusal. */
  const readWish = (extension: Extension, body: Record<string, unknown>): Wanted | Reply => {
    const expiresIn = body.expiresIn === undefined ? defaultLifeSeconds : Number(body.expiresIn);
    if (!Number.isInteger(expiresIn) || expiresIn <= 0 || expiresIn > longestLifeSeconds)
      return invalid('expiresIn');
    const filters = body.eventFilters;
    if (!Array.isArray(filters) || filters.length === 0) return invalid('eventFilters');
    const wanted: Wanted = { eventFilters: [], disabledFilters: [], expiresIn };
    for (const filter of filters) {
      if (typeof filter !== 'string') return invalid('eventFilters');
      const resolved = resolveFilter(extension, filter);
      const foreign = /\/extension\/(\d+)/.exec(resolved)?.[1];
      if (foreign && foreign !== String(extension.extensionId))
        return failure(403, 'SUB-405', 'Subscription to events of another extension is not allowed');
      if (parseFilter(resolved)) wanted.eventFilters.push(resolved);
      else {
        wanted.disabledFilters.push({
          filter: resolved,
          reason: 'CMN-408',
          message: 'The filter is unknown or needs a permission',
        });
      }
    }
    if (wanted.eventFilters.length === 0) return failure(400, 'SUB-508', 'No valid event filter');
    return wanted;
  };

  const create = async (extension: Extension, call: Call): Promise<Reply> => {
    const body = parseObject(call.body);
    if (!body) return failure(400, 'CMN-103', 'JSON is invalid');
    const wanted = readWish(extension, body);
    if ('status' in wanted) return wanted;
    const mode = body.deliveryMode as Record<string, unknown> | undefined;
    if (mode?.transportType !== 'WebHook') return invalid('deliveryMode.transportType');
    const address = mode.address;
    if (typeof address !== 'string' || !URL.canParse(address)) return invalid('deliveryMode.address');
    if (own(extension).filter(({ premade }) => !premade).length >= mostSubscriptions)
      return failure(403, 'SUB-505', 'Too many subscriptions');
    const broken = await events.handshake(address);
    if (broken === 'SUB-521') return failure(400, broken, 'WebHook is not reachable');
    if (broken) return failure(400, broken, 'WebHook response is invalid');
    const at = context.now();
    const subscription: Subscription = {
      id: randomUUID(),
      extension: extension.key,
      eventFilters: wanted.eventFilters,
      disabledFilters: wanted.disabledFilters,
      address,
      verificationToken: typeof mode.verificationToken === 'string' ? mode.verificationToken : null,
      createdAt: at,
      expiresAt: at + wanted.expiresIn * 1000,
      expiresIn: wanted.expiresIn,
      status: 'Active',
      premade: false,
      failures: 0,
      failingSince: null,
      remindedAt: null,
    };
    state.subscriptions = [
      ...state.subscriptions.filter((other) => !(other.premade && other.address === address)),
      subscription,
    ];
    context.changed();
    return json(200, record(subscription));
  };

  const extend = (subscription: Subscription, seconds: number) => {
    subscription.expiresIn = seconds;
    subscription.expiresAt = context.now() + seconds * 1000;
    subscription.remindedAt = null;
    context.changed();
  };

  const find = (extension: Extension, id: string) =>
    own(extension).find((subscription) => subscription.id === id);

  const gone = () => failure(404, 'SUB-507', 'Subscription is not found or expired');

  return {
    create,

    list: (extension: Extension): Reply =>
      json(200, {
        uri: `${context.url()}/restapi/v1.0/subscription`,
        records: own(extension).map(record),
      }),

    get(extension: Extension, id: string): Reply {
      const subscription = find(extension, id);
      return subscription ? json(200, record(subscription)) : gone();
    },

    /** Takes filters and life only; without a life the default one. */
    update(extension: Extension, id: string, call: Call): Reply {
      const subscription = find(extension, id);
      if (!subscription) return gone();
      const body = parseObject(call.body) ?? {};
      const wanted = readWish(extension, { eventFilters: subscription.eventFilters, ...body });
      if ('status' in wanted) return wanted;
      subscription.eventFilters = wanted.eventFilters;
      subscription.disabledFilters = wanted.disabledFilters;
      extend(subscription, wanted.expiresIn);
      return json(200, record(subscription));
    },

    renew(extension: Extension, id: string): Reply {
      const subscription = find(extension, id);
      if (!subscription) return gone();
      extend(subscription, subscription.expiresIn);
      return json(200, record(subscription));
    },

    remove(extension: Extension, id: string): Reply {
      const subscription = find(extension, id);
      if (!subscription) return gone();
      state.subscriptions = state.subscriptions.filter((other) => other !== subscription);
      context.changed();
      return { status: 204 };
    },

    /** Forgets the pre-made ones of an earlier start: the address may have changed. */
    dropPremade(extension: Extension): void {
      state.subscriptions = state.subscriptions.filter(
        (subscription) =>
          isAlive(subscription) && !(subscription.premade && subscription.extension === extension.key),
      );
    },

    /** The subscription that a line has from the start, unless a live one to its address is there. */
    presubscribe(extension: Extension, address: string, verificationToken: string): void {
      const heard = state.subscriptions.some(
        (subscription) => subscription.address === address && subscription.status === 'Active',
      );
      if (heard) return;
      const at = context.now();
      const expiresIn = 315_360_000;
      const filters = [
        '/restapi/v1.0/account/~/extension/~/message-store/instant?type=SMS',
        '/restapi/v1.0/account/~/extension/~/message-store?type=SMS&direction=Outbound',
        '/restapi/v2/accounts/~/sms/consents',
      ];
      state.subscriptions.push({
        id: randomUUID(),
        extension: extension.key,
        eventFilters: filters.map((filter) => resolveFilter(extension, filter)),
        disabledFilters: [],
        address,
        verificationToken,
        createdAt: at,
        expiresAt: at + expiresIn * 1000,
        expiresIn,
        status: 'Active',
        premade: true,
        failures: 0,
        failingSince: null,
        remindedAt: null,
      });
    },
  };
};
