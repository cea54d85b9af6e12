import { randomUUID } from 'node:crypto';
import type { Media } from './media.ts';
import type { HandsetMessage } from './options.ts';

/** A text between phones, as it travels. */
export type AirMessage = {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly media: readonly Media[];
  /** Pictures given by address only (Twilio's MediaUrl). */
  readonly mediaUrls?: readonly string[];
};

/** What a carrier needs of the world between it and the phones. */
export type Air = {
  /** Brings a text to the phone or, where the number is a line, to the carrier of that line. */
  deliver(message: AirMessage): void;
};

/** The phones of people: what they received, and who wants to hear of it. */
export const createHandsets = (
  store: HandsetMessage[],
  settings: { now(): number; changed(): void; mediaUrl(id: string): string },
) => {
  const listeners = new Set<(message: HandsetMessage) => void>();
  const byPhone = new Map<string, HandsetMessage[]>();
  const index = (message: HandsetMessage) => {
    const messages = byPhone.get(message.to);
    if (messages) messages.push(message);
    else byPhone.set(message.to, [message]);
  };
  for (const message of store) index(message);

  return {
    receive(message: AirMessage, keepMedia: (media: Media) => void): void {
      for (const media of message.media) keepMedia(media);
      const received: HandsetMessage = {
        id: randomUUID(),
        from: message.from,
        to: message.to,
        body: message.body,
        receivedAt: new Date(settings.now()).toISOString(),
        mediaUrls: [...message.media.map(({ id }) => settings.mediaUrl(id)), ...(message.mediaUrls ?? [])],
      };
      store.push(received);
      index(received);
      settings.changed();
      for (const listener of listeners) listener(received);
    },
    messages: (phone: string): readonly HandsetMessage[] => [...(byPhone.get(phone) ?? [])],
    listen(listener: (message: HandsetMessage) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
