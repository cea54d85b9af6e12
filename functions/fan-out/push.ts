import type { Conversation } from '@sms/contract/conversation';
import type { ServerFrame } from '@sms/contract/realtime';
import type { ConversationState, MessageState } from '@sms/domain';
import type { EdgeLog } from '@sms/lambda/log';
import type { Clock, Store } from '@sms/messaging/ports';
import { conversationView, messageView } from '@sms/messaging/view';
import { maxFrameBytes, type Sockets } from '@sms/sockets';
import type { Sessions } from '@sms/store/sessions';

export type PushDependencies = {
  readonly log: EdgeLog;
  readonly clock: Clock;
  readonly sessions: Pick<Sessions, 'listSubscribers' | 'deleteConnection'>;
  readonly store: Pick<Store, 'getMessage'>;
  readonly sockets: Sockets;
};

/** Pushes one version of a conversation, with the messages that changed in it, to whoever watches. */
export type PushChange = (
  conversation: ConversationState,
  changedMessageIds: readonly string[],
) => Promise<void>;

/** So many connections are pushed to at once. */
const atOnce = 50;

/** Waits for all even if one fails: what is still under way when a handler returns may never end. */
const inParallel = async <T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> => {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  const workers = Array.from({ length: Math.min(atOnce, items.length) }, worker);
  const failed = (await Promise.allSettled(workers)).find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
};

const conversationFrame = (
  topic: string,
  { id, version }: ConversationState,
  view: Conversation,
): ServerFrame => ({
  type: 'conversation',
  topic,
  conversationId: id,
  version,
  conversation: view,
});

const messageFrame = (message: MessageState): ServerFrame => ({
  type: 'message',
  conversationId: message.conversationId,
  version: message.version,
  message: messageView(message),
});

/**
 * Begins the pushes of one batch. Pushes to one connection go strictly one after the other, for the network may reorder
 * what is under way together. A connection to which a push failed missed something: it is forgotten, gets nothing more,
 * and its next word to the server is answered so that it opens a new one and catches up.
 */
export const createPush = ({ log, clock, sessions, store, sockets }: PushDependencies): PushChange => {
  const lost = new Set<string>();

  const forget = async (connectionId: string, outcome: 'gone' | 'failed'): Promise<void> => {
    lost.add(connectionId);
    log(outcome === 'gone' ? 'push_gone' : 'push_failed');
    await sessions.deleteConnection(connectionId);
  };

  const send = async (connectionId: string, frames: readonly string[]): Promise<void> => {
    if (lost.has(connectionId)) return;
    for (const frame of frames) {
      const outcome = await sockets.post(connectionId, frame);
      if (outcome !== 'sent') return forget(connectionId, outcome);
    }
  };

  /**
   * The messages as they were in this version; one that has changed since comes with its later version. One that is not
   * yet as this version says would be missed by everybody: the change is tried again.
   */
  const messagesOf = async (
    { organisation, id, version }: ConversationState,
    messageIds: readonly string[],
  ): Promise<readonly MessageState[]> => {
    const messages = await Promise.all(
      messageIds.map((messageId) => store.getMessage(organisation, id, messageId)),
    );
    if (messages.some((message) => message !== null && message.version < version))
      throw new Error('A message of this change is not to be read yet.');
    return messages.filter((message): message is MessageState => message?.version === version);
  };

  const threadFrames = async (
    topic: string,
    conversation: ConversationState,
    view: Conversation,
    messageIds: readonly string[],
  ): Promise<readonly string[]> => {
    const messages = (await messagesOf(conversation, messageIds)).map(messageFrame);
    const frames = [...messages, conversationFrame(topic, conversation, view)].map((frame) =>
      JSON.stringify(frame),
    );
    if (frames.every((frame) => Buffer.byteLength(frame) <= maxFrameBytes)) return frames;
    // Whoever is told of a version beyond their own fetches what lies between, as after any subscription.
    log('push_too_large', { conversationId: conversation.id });
    const topics = [{ topic, version: conversation.version }];
    return [JSON.stringify({ type: 'subscribed', topics } satisfies ServerFrame)];
  };

  return async (conversation, changedMessageIds) => {
    const { organisation, id } = conversation;
    const now = clock.now();
    const topic = `conversation:${id}`;
    const [watchers, queue] = await Promise.all([
      sessions.listSubscribers(organisation, topic, now),
      // Who has no text yet is in nobody's queue.
      conversation.lastActivityAt === null ? [] : sessions.listSubscribers(organisation, 'queue', now),
    ]);
    if (watchers.length === 0 && queue.length === 0) return;
    const view = conversationView(conversation);
    const alone = [JSON.stringify(conversationFrame('queue', conversation, view))];
    const thread =
      watchers.length === 0 ? [] : await threadFrames(topic, conversation, view, changedMessageIds);
    const watching = new Set(watchers);
    await inParallel([...new Set([...watchers, ...queue])], (connectionId) =>
      send(connectionId, watching.has(connectionId) ? thread : alone),
    );
  };
};
