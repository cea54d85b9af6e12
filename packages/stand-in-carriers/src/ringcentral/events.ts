import { randomBytes } from 'node:crypto';
import { stringify } from '../http.ts';
import type { Context } from '../context.ts';
import type { WebhookAnswer } from '../webhooks.ts';
import type { Extension } from './extensions.ts';
import { instantBody, iso } from './records.ts';
import type { Consent, Subscription } from './state.ts';
import type { StoreChange } from './store.ts';

const answerTimeoutMs = 3000;
const largestAnswer = 1024;
const blacklistAfterMs = 600_000;
const blacklistAfterFailures = 5;

type Filter =
  | { readonly kind: 'instant' }
  | { readonly kind: 'store'; readonly direction: string | null }
  | { readonly kind: 'consents' }
  | { readonly kind: 'reminder'; readonly thresholdSeconds: number; readonly intervalSeconds: number };

const extensionFilter =
  /^\/restapi\/v1\.0\/account\/(~|\d+)\/extension\/(~|\d+)\/message-store(\/instant)?(\?.*)?$/;

/** Understands an event filter as written by the app, or null for one that this carrier does not know. */
export const parseFilter = (text: string): Filter | null => {
  const query = new URLSearchParams(text.split('?')[1] ?? '');
  const extension = extensionFilter.exec(text);
  if (extension) {
    const type = query.get('type');
    if (extension[3]) return type === 'SMS' ? { kind: 'instant' } : null;
    return type === null || type === 'SMS' ? { kind: 'store', direction: query.get('direction') } : null;
  }
  if (/^\/restapi\/v2\/accounts\/(~|\d+)\/sms\/consents$/.test(text)) return { kind: 'consents' };
  if (/^\/restapi\/v1\.0\/subscription\/~\?/.test(text)) {
    return {
      kind: 'reminder',
      thresholdSeconds: Number(query.get('threshold')),
      intervalSeconds: Number(query.get('interval')),
    };
  }
  return null;
};

/** `~` as this extension's ids, as RingCentral gives filters back. */
export const resolveFilter = (extension: Extension, text: string): string =>
  text
    .replace('/account/~', `/account/${extension.accountId}`)
    .replace('/accounts/~', `/accounts/${extension.accountId}`)
    .replace('/extension/~', `/extension/${extension.extensionId}`);

/** Why an answer to an event counts as a failure, in RingCentral's words; null if it does not. */
const failureReason = (answer: WebhookAnswer): string | null => {
  if (!answer.ok) {
    return answer.reason === 'timeout'
      ? 'I/O operation is failed. Details: [Read timed out]'
      : 'I/O operation is failed. Details: [Connection refused]';
  }
  if (answer.bytes > largestAnswer) return 'Webhook response exceeds max size. Read bytes count: [1024]';
  return answer.status >= 200 && answer.status < 300
    ? null
    : `Webhook responses with code: [${answer.status}]`;
};

/** Sends events to the active subscriptions that want them. */
export const createEvents = (context: Context) => {
  const state = context.state.ringcentral;
  const userAgent = 'RingCentral-Webhook/8.3';

  const live = (subscription: Subscription) =>
    subscription.status === 'Active' && subscription.expiresAt > context.now();

  const judge = (subscription: Subscription, reason: string | null) => {
    if (reason === null) {
      subscription.failures = 0;
      subscription.failingSince = null;
      return;
    }
    context.log(`ringcentral: an event failed: ${reason}`);
    subscription.failures += 1;
    subscription.failingSince ??= context.now();
    const failingFor = context.now() - subscription.failingSince;
    // The pre-made subscription is a convenience of the stand-in: nobody would renew it.
    if (subscription.premade || failingFor < blacklistAfterMs) return;
    if (subscription.failures < blacklistAfterFailures) return;
    subscription.status = 'Blacklisted';
    subscription.blacklisted = { at: context.now(), reason };
    context.changed();
  };

  const send = (subscription: Subscription, extension: Extension, event: string, body: unknown) => {
    const payload = stringify({
      uuid: String(randomBytes(8).readBigUInt64BE() >> 1n),
      event,
      timestamp: iso(context.now()),
      subscriptionId: subscription.id,
      ownerId: String(extension.extensionId),
      body,
    });
    context.webhooks.emit(async () => {
      const answer = await context.webhooks.post({
        url: subscription.address,
        timeoutMs: answerTimeoutMs,
        headers: {
          'content-type': 'application/json; charset=UTF-8',
          accept: 'application/json',
          'user-agent': userAgent,
          ...(subscription.verificationToken ? { 'Verification-Token': subscription.verificationToken } : {}),
        },
        body: payload,
      });
      judge(subscription, failureReason(answer));
    });
  };

  const wanting = (extension: Extension, wants: (filter: Filter) => boolean) =>
    state.subscriptions.filter(
      (subscription) =>
        subscription.extension === extension.key &&
        live(subscription) &&
        subscription.eventFilters.some((text) => {
          const filter = parseFilter(text);
          return filter !== null && wants(filter);
        }),
    );

  const extensionPath = (extension: Extension) =>
    `/restapi/v1.0/account/${extension.accountId}/extension/${extension.extensionId}`;

  return {
    storeChanged({ extension, message, kind }: StoreChange): void {
      if (kind === 'new' && message.direction === 'Inbound') {
        for (const subscription of wanting(extension, (filter) => filter.kind === 'instant')) {
          send(
            subscription,
            extension,
            `${extensionPath(extension)}/message-store/instant?type=SMS`,
            instantBody(context.url(), extension, message),
          );
        }
      }
      const wants = (filter: Filter) =>
        filter.kind === 'store' && (filter.direction === null || filter.direction === message.direction);
      for (const subscription of wanting(extension, wants)) {
        send(subscription, extension, `${extensionPath(extension)}/message-store`, {
          accountId: extension.accountId,
          extensionId: extension.extensionId,
          lastUpdated: iso(message.modifiedAt),
          changes: [
            kind === 'new'
              ? { type: 'SMS', newCount: 1, updatedCount: 0, newMessageIds: [message.id] }
              : { type: 'SMS', newCount: 0, updatedCount: 1 },
          ],
        });
      }
    },

    consentChanged(extension: Extension, consent: Consent): void {
      for (const subscription of wanting(extension, (filter) => filter.kind === 'consents')) {
        const { modifiedAt, ...record } = consent;
        send(subscription, extension, `/restapi/v2/accounts/${extension.accountId}/sms/consents`, {
          records: [{ ...record, lastModifiedTime: iso(modifiedAt) }],
        });
      }
    },

    /** Tells subscribers who asked for it that their subscription ends soon. */
    remind(extensions: readonly Extension[]): void {
      const at = context.now();
      for (const subscription of state.subscriptions) {
        const extension = extensions.find(({ key }) => key === subscription.extension);
        const reminder = subscription.eventFilters
          .map(parseFilter)
          .find((filter) => filter?.kind === 'reminder');
        if (!extension || reminder?.kind !== 'reminder' || !live(subscription)) continue;
        const { thresholdSeconds, intervalSeconds } = reminder;
        if (subscription.expiresAt - at > thresholdSeconds * 1000) continue;
        if (subscription.remindedAt !== null && at - subscription.remindedAt < intervalSeconds * 1000)
          continue;
        subscription.remindedAt = at;
        context.changed();
        send(subscription, extension, '/restapi/v1.0/subscription/~', {
          subscriptionId: subscription.id,
          expiresIn: Math.floor((subscription.expiresAt - at) / 1000),
        });
      }
    },

    /** The handshake that runs while a subscription is made: null if the address proved itself, else its error code. */
    async handshake(address: string): Promise<'SUB-521' | 'SUB-525' | null> {
      const token = randomBytes(16).toString('hex');
      const answer = await context.webhooks.post({
        url: address,
        timeoutMs: answerTimeoutMs,
        headers: { 'Validation-Token': token, accept: 'application/json', 'user-agent': userAgent },
        body: '',
      });
      if (!answer.ok || answer.headers['validation-token'] !== token) return 'SUB-521';
      const isJson = (answer.headers['content-type'] ?? '').toLowerCase().startsWith('application/json');
      return answer.status === 200 && answer.bytes <= largestAnswer && isJson ? null : 'SUB-525';
    },
  };
};

export type Events = ReturnType<typeof createEvents>;
