import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Media } from '../media.ts';
import type { Attachment, MessageStatus, StatusStep, StoredMessage } from './state.ts';
import type { Extension } from './extensions.ts';

const conversationOf = (extension: Extension, phones: readonly string[]): string => {
  const hash = createHash('sha256')
    .update(`${extension.key} ${[...phones].sort().join(' ')}`)
    .digest();
  return String(1_000_000_000_000_000_000n + (hash.readBigUInt64BE(0) % 8_000_000_000_000_000_000n));
};

/** What subscribers are told about a change of the store. */
export type StoreChange = {
  readonly extension: Extension;
  readonly message: StoredMessage;
  readonly kind: 'new' | 'updated';
};

/** The message store of every extension, and the way of an outbound text through its statuses. */
export const createStore = (
  context: Context,
  extensions: readonly Extension[],
  changed: (change: StoreChange) => void,
) => {
  const state = context.state.ringcentral;
  const byId = new Map(state.messages.map((message) => [message.id, message]));

  const nextId = (): number => {
    // Steps of real ids are uneven: nobody may count on neighbours.
    state.lastId += 1000 + Math.floor(Math.random() * 9000);
    return state.lastId;
  };

  const touch = (message: StoredMessage) => {
    message.modifiedAt = Math.max(context.now(), message.modifiedAt + 1);
    context.changed();
  };

  const attach = (id: number, media: readonly (Media & { fileName?: string })[]): Attachment[] => [
    { id, type: 'Text', contentType: 'text/plain' },
    ...media.map((file) => {
      context.keepMedia({ id: file.id, contentType: file.contentType, base64: file.base64 });
      return {
        id: nextId(),
        type: 'MmsAttachment' as const,
        contentType: file.contentType,
        size: Buffer.byteLength(file.base64, 'base64'),
        mediaId: file.id,
        ...(file.fileName ? { fileName: file.fileName } : {}),
      };
    }),
  ];

  const add = (
    extension: Extension,
    fields: Pick<StoredMessage, 'direction' | 'from' | 'to' | 'subject' | 'readStatus' | 'status' | 'coming'>,
    media: readonly Media[],
  ): StoredMessage => {
    const id = nextId();
    const at = context.now();
    const people = fields.direction === 'Inbound' ? [fields.from] : fields.to;
    const lines = fields.direction === 'Inbound' ? fields.to : [fields.from];
    const message: StoredMessage = {
      ...fields,
      id,
      extension: extension.key,
      // Creation times come in whole seconds.
      createdAt: fields.direction === 'Outbound' ? Math.floor(at / 1000) * 1000 : at,
      modifiedAt: at,
      availability: 'Alive',
      attachments: attach(id, media),
      conversationId: conversationOf(extension, [...people, ...lines]),
    };
    state.messages.push(message);
    byId.set(id, message);
    context.changed();
    changed({ extension, message, kind: 'new' });
    return message;
  };

  const reach = (message: StoredMessage, status: MessageStatus) => {
    if (status !== 'Delivered') return;
    message.deliveredAt = context.now();
    const media = message.attachments.flatMap(({ mediaId }) => {
      const file = mediaId && context.media(mediaId);
      return file ? [file] : [];
    });
    for (const to of message.to)
      context.air.deliver({ from: message.from, to, body: message.subject, media });
  };

  const proceed = (extension: Extension, message: StoredMessage): void => {
    const step = message.coming[0];
    if (!step) return;
    context.steps.after(context.statusDelayMs, () => {
      message.coming.shift();
      message.status = step.status;
      if (step.errorCode) message.errorCode = step.errorCode;
      touch(message);
      reach(message, step.status);
      changed({ extension, message, kind: 'updated' });
      proceed(extension, message);
    });
  };

  return {
    addInbound(extension: Extension, line: string, from: string, body: string, media: readonly Media[]) {
      return add(
        extension,
        {
          direction: 'Inbound',
          from,
          to: [line],
          subject: body,
          readStatus: 'Unread',
          status: 'Received',
          coming: [],
        },
        media,
      );
    },

    addOutbound(
      extension: Extension,
      text: { from: string; to: readonly string[]; subject: string },
      media: readonly Media[],
      coming: readonly StatusStep[],
    ) {
      const message = add(
        extension,
        { direction: 'Outbound', ...text, readStatus: 'Read', status: 'Queued', coming: [...coming] },
        media,
      );
      proceed(extension, message);
      return message;
    },

    find(extension: Extension, id: string): StoredMessage | undefined {
      const message = byId.get(Number(id));
      return message?.extension === extension.key ? message : undefined;
    },

    all: (extension: Extension): StoredMessage[] =>
      state.messages.filter((message) => message.extension === extension.key),

    update(extension: Extension, message: StoredMessage, change: Partial<StoredMessage>): void {
      Object.assign(message, change);
      touch(message);
      changed({ extension, message, kind: 'updated' });
    },

    resume(): void {
      for (const message of state.messages) {
        const extension = extensions.find(({ key }) => key === message.extension);
        if (extension) proceed(extension, message);
      }
    },
  };
};

export type Store = ReturnType<typeof createStore>;
