import { randomBytes } from 'node:crypto';
import { SegmentedMessage } from 'sms-segments-calculator';
import type { Context } from '../context.ts';
import type { StoredMessage } from './state.ts';

const sid = (prefix: string): string => prefix + randomBytes(16).toString('hex');

export const newMediaSid = (): string => sid('ME');

const segmentsOf = (body: string): number => (body === '' ? 1 : new SegmentedMessage(body).segmentsCount);

type NewMessage = Pick<
  StoredMessage,
  | 'accountSid'
  | 'direction'
  | 'from'
  | 'to'
  | 'body'
  | 'status'
  | 'statusCallback'
  | 'serviceSid'
  | 'media'
  | 'sendAt'
  | 'coming'
>;

/** The accounts' messages and their way through the statuses. */
export const createStore = (context: Context, statusChanged: (message: StoredMessage) => void) => {
  const state = context.state.twilio;
  const bySid = new Map(state.messages.map((message) => [message.sid, message]));

  const deliver = (message: StoredMessage) => {
    context.air.deliver({
      from: message.from,
      to: message.to,
      body: message.body,
      media: message.media.flatMap(({ mediaId }) => {
        const file = mediaId && context.media(mediaId);
        return file ? [file] : [];
      }),
      mediaUrls: message.media.flatMap(({ url }) => (url ? [url] : [])),
    });
  };

  const proceed = (message: StoredMessage): void => {
    const step = message.coming[0];
    if (!step || message.status === 'scheduled') return;
    context.steps.after(context.statusDelayMs, () => {
      if (!bySid.has(message.sid)) return;
      message.coming.shift();
      message.status = step.status;
      message.updatedAt = context.now();
      if (step.errorCode) message.errorCode = step.errorCode;
      if (step.status === 'queued') message.numSegments = segmentsOf(message.body);
      if (step.status === 'sent') message.sentAt = context.now();
      if (step.status === 'delivered') deliver(message);
      context.changed();
      statusChanged(message);
      proceed(message);
    });
  };

  return {
    add(fields: NewMessage): StoredMessage {
      const at = context.now();
      const isInbound = fields.direction === 'inbound';
      const message: StoredMessage = {
        ...fields,
        sid: sid(fields.media.length > 0 ? 'MM' : 'SM'),
        createdAt: at,
        updatedAt: at,
        sentAt: isInbound ? at : null,
        errorCode: null,
        numSegments: fields.serviceSid ? 0 : segmentsOf(fields.body),
      };
      state.messages.push(message);
      bySid.set(message.sid, message);
      context.changed();
      proceed(message);
      return message;
    },

    find(accountSid: string, messageSid: string): StoredMessage | undefined {
      const message = bySid.get(messageSid);
      return message?.accountSid === accountSid ? message : undefined;
    },

    all: (accountSid: string): StoredMessage[] =>
      state.messages.filter((message) => message.accountSid === accountSid),

    update(message: StoredMessage, change: Partial<StoredMessage>): void {
      Object.assign(message, change, { updatedAt: context.now() });
      context.changed();
    },

    remove(message: StoredMessage): void {
      bySid.delete(message.sid);
      state.messages.splice(state.messages.indexOf(message), 1);
      context.changed();
    },

    /** Starts scheduled messages whose time has come; they skip the opt-out check, as Twilio's do. */
    runDue(): void {
      for (const message of state.messages) {
        if (message.status !== 'scheduled' || message.sendAt! > context.now()) continue;
        message.status = 'accepted';
        proceed(message);
      }
    },

    resume(): void {
      for (const message of state.messages) proceed(message);
    },
  };
};

export type Store = ReturnType<typeof createStore>;
