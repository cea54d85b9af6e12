import { ClientFrame, type ServerFrame } from '@sms/contract/realtime';
import { errorFields, type EdgeLog } from '@sms/lambda/log';
import type { Clock, Store } from '@sms/messaging/ports';
import type { Connection, Sessions } from '@sms/store/sessions';

export type AnswerDependencies = {
  readonly log: EdgeLog;
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly store: Pick<Store, 'getConversation'>;
};

const errorFrame = (code: string, message: string): ServerFrame => ({ type: 'error', code, message });

const frames = {
  invalid: errorFrame('invalid_frame', 'This message is not one that the server understands.'),
  notFound: errorFrame('not_found', 'There is no such topic. Load the conversation again.'),
  tooMany: errorFrame(
    'too_many_topics',
    'This connection listens to too much. Leave some conversations first.',
  ),
  notConnected: errorFrame(
    'not_connected',
    'This connection is no longer served. Open a new one and catch up.',
  ),
  later: errorFrame('not_available_yet', 'Presence comes with a later version.'),
  failed: errorFrame('unavailable', 'That did not work. Try again in a moment.'),
  pong: { type: 'pong' },
} as const satisfies Record<string, ServerFrame>;

const conversationOfTopic = (topic: string): string | null =>
  /^conversation:(.{1,100})$/.exec(topic)?.[1] ?? null;

const parseFrame = (body: unknown): ClientFrame | null => {
  try {
    return ClientFrame.safeParse(JSON.parse(typeof body === 'string' ? body : '')).data ?? null;
  } catch {
    return null;
  }
};

/** What is said to a connection in answer to one of its messages. */
export const createAnswers = ({ log, clock, sessions, store }: AnswerDependencies) => {
  /** The version of a topic as it now is; undefined for what is not there for this organisation. */
  const versionOf = async (organisation: string, topic: string): Promise<number | null | undefined> => {
    if (topic === 'queue') return null;
    const conversationId = conversationOfTopic(topic);
    if (conversationId === null) return undefined;
    return (await store.getConversation(organisation, conversationId))?.version;
  };

  const versionsOf = (organisation: string, topics: readonly string[]) =>
    Promise.all(topics.map(async (topic) => ({ topic, version: await versionOf(organisation, topic) })));

  const subscribe = async (
    { connectionId, organisation }: Connection,
    topics: readonly string[],
  ): Promise<readonly ServerFrame[]> => {
    const known = (await versionsOf(organisation, [...new Set(topics)])).filter(
      ({ version }) => version !== undefined,
    );
    const unknown = known.length < new Set(topics).size ? [frames.notFound] : [];
    if (known.length === 0) return unknown;
    const wanted = known.map(({ topic }) => topic);
    const outcome = await sessions.subscribe(connectionId, organisation, wanted);
    if (outcome === 'too_many_topics') return [frames.tooMany];
    if (outcome === 'not_connected') return [frames.notConnected];
    // Read after the subscription is stored: what changes from here on is pushed, what changed before is told now.
    const current = await versionsOf(organisation, wanted);
    const subscribed = current.map(({ topic, version }) => ({ topic, version: version ?? null }));
    return [{ type: 'subscribed', topics: subscribed }, ...unknown];
  };

  const answer = async (connectionId: string, body: unknown): Promise<readonly ServerFrame[]> => {
    const frame = parseFrame(body);
    if (!frame) return [frames.invalid];
    // A connection to which a push failed is forgotten, and learns here that it missed something.
    const connection = await sessions.getConnection(connectionId, clock.now());
    if (!connection) return [frames.notConnected];
    switch (frame.action) {
      case 'ping':
        return [frames.pong];
      case 'presence':
        return [frames.later];
      case 'unsubscribe':
        await sessions.unsubscribe(connectionId, connection.organisation, frame.topics);
        return [{ type: 'unsubscribed', topics: frame.topics }];
      case 'subscribe':
        return subscribe(connection, frame.topics);
    }
  };

  return async (connectionId: string, body: unknown): Promise<readonly ServerFrame[]> => {
    try {
      return await answer(connectionId, body);
    } catch (error) {
      log('socket_failed', errorFields(error));
      return [frames.failed];
    }
  };
};
