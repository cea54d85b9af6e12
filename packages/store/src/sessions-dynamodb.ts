import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  type DynamoDBDocumentClient,
  type QueryCommandInput,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { pauseWithJitter } from './jitter.ts';
import { connectionKey, subscriptionKey, ticketKey, topicPartition, type Key } from './keys.ts';
import { maxTopics, type Connection, type Sessions, type Ticket } from './sessions.ts';

const StoredTicket = z.object({
  hash: z.string(),
  organisation: z.string(),
  userId: z.string(),
  name: z.string(),
  expiresAt: z.number(),
});

const StoredConnection = z.object({
  connectionId: z.string(),
  organisation: z.string(),
  userId: z.string(),
  name: z.string(),
  expiresAt: z.number(),
  topics: z.array(z.string()),
  /** Counts the changes of `topics`: what listens and what is listed never differ. */
  revision: z.number().int(),
});
type StoredConnection = z.infer<typeof StoredConnection>;

const StoredSubscription = z.object({ connectionId: z.string(), expiresAt: z.number() });

const attempts = 8;

const epochSeconds = (now: Date): number => Math.floor(now.getTime() / 1000);

const isCancelled = (error: unknown): boolean =>
  (error as { readonly name?: string }).name === 'TransactionCanceledException';

/**
 * Sessions on the table. A subscription is an item in its topic's own partition, so that it is found by a strongly
 * consistent read as soon as it is written: a client that subscribes and then reads misses nothing in between.
 */
export const createDynamoSessions = ({
  client,
  tableName,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}): Sessions => {
  const getStored = async (connectionId: string): Promise<StoredConnection | null> => {
    const answer = await client.send(
      new GetCommand({ TableName: tableName, Key: connectionKey(connectionId), ConsistentRead: true }),
    );
    return answer.Item ? StoredConnection.parse(answer.Item) : null;
  };

  /** Of all who delete an item, only one is given what was in it. */
  const deleteIfThere = async (key: Key): Promise<Readonly<Record<string, unknown>> | null> => {
    try {
      const answer = await client.send(
        new DeleteCommand({
          TableName: tableName,
          Key: key,
          ConditionExpression: 'attribute_exists(pk)',
          ReturnValues: 'ALL_OLD',
        }),
      );
      return answer.Attributes ?? null;
    } catch (error) {
      if ((error as { readonly name?: string }).name === 'ConditionalCheckFailedException') return null;
      throw error;
    }
  };

  const remove = (key: Key) => ({ Delete: { TableName: tableName, Key: key } });

  /** Changes a connection together with what lists it; decides anew when somebody else changed it meanwhile. */
  const change = async <T>(
    connectionId: string,
    decide: (stored: StoredConnection | null) => {
      readonly answer: T;
      readonly actions?: NonNullable<TransactWriteCommandInput['TransactItems']>;
    },
  ): Promise<T> => {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const { answer, actions = [] } = decide(await getStored(connectionId));
      if (actions.length === 0) return answer;
      try {
        await client.send(new TransactWriteCommand({ TransactItems: actions }));
        return answer;
      } catch (error) {
        if (!isCancelled(error)) throw error;
        await pauseWithJitter(attempt);
      }
    }
    throw new Error('A connection was changed by others too often; nothing was written.');
  };

  const ifUnchanged = (stored: StoredConnection) => ({
    ConditionExpression: 'revision = :seen',
    ExpressionAttributeValues: { ':seen': stored.revision },
  });

  const withTopics = (stored: StoredConnection, topics: readonly string[]) => ({
    Put: {
      TableName: tableName,
      Item: {
        ...connectionKey(stored.connectionId),
        entity: 'connection',
        ...stored,
        topics,
        revision: stored.revision + 1,
      },
      ...ifUnchanged(stored),
    },
  });

  return {
    async putTicket({ expiresAtSeconds, ...ticket }) {
      await client.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...ticketKey(ticket.hash), entity: 'ticket', ...ticket, expiresAt: expiresAtSeconds },
        }),
      );
    },

    async takeTicket(hash, now) {
      const taken = await deleteIfThere(ticketKey(hash));
      if (!taken) return null;
      const { expiresAt, ...ticket } = StoredTicket.parse(taken);
      return expiresAt > epochSeconds(now)
        ? ({ ...ticket, expiresAtSeconds: expiresAt } satisfies Ticket)
        : null;
    },

    async putConnection({ expiresAtSeconds, ...connection }) {
      await client.send(
        new PutCommand({
          TableName: tableName,
          Item: {
            ...connectionKey(connection.connectionId),
            entity: 'connection',
            ...connection,
            expiresAt: expiresAtSeconds,
            topics: [],
            revision: 1,
          },
        }),
      );
    },

    async getConnection(connectionId, now) {
      const stored = await getStored(connectionId);
      if (!stored || stored.expiresAt <= epochSeconds(now)) return null;
      const { organisation, userId, name, expiresAt } = stored;
      return { connectionId, organisation, userId, name, expiresAtSeconds: expiresAt } satisfies Connection;
    },

    deleteConnection: (connectionId) =>
      change(connectionId, (stored) =>
        stored
          ? {
              answer: undefined,
              actions: [
                {
                  Delete: { TableName: tableName, Key: connectionKey(connectionId), ...ifUnchanged(stored) },
                },
                ...stored.topics.map((topic) =>
                  remove(subscriptionKey(stored.organisation, topic, connectionId)),
                ),
              ],
            }
          : { answer: undefined },
      ),

    subscribe: (connectionId, organisation, topics) =>
      change<'subscribed' | 'not_connected' | 'too_many_topics'>(connectionId, (stored) => {
        if (stored?.organisation !== organisation) return { answer: 'not_connected' };
        const added = [...new Set(topics)].filter((topic) => !stored.topics.includes(topic));
        const all = [...stored.topics, ...added];
        if (all.length > maxTopics) return { answer: 'too_many_topics' };
        if (added.length === 0) return { answer: 'subscribed' };
        return {
          answer: 'subscribed',
          actions: [
            withTopics(stored, all),
            ...added.map((topic) => ({
              Put: {
                TableName: tableName,
                Item: {
                  ...subscriptionKey(organisation, topic, connectionId),
                  entity: 'subscription',
                  connectionId,
                  expiresAt: stored.expiresAt,
                },
              },
            })),
          ],
        };
      }),

    unsubscribe: (connectionId, organisation, topics) =>
      change(connectionId, (stored) => {
        const dropped = stored?.topics.filter((topic) => topics.includes(topic)) ?? [];
        if (stored?.organisation !== organisation || dropped.length === 0) return { answer: undefined };
        const kept = stored.topics.filter((topic) => !dropped.includes(topic));
        return {
          answer: undefined,
          actions: [
            withTopics(stored, kept),
            ...dropped.map((topic) => remove(subscriptionKey(organisation, topic, connectionId))),
          ],
        };
      }),

    async listSubscribers(organisation, topic, now) {
      const connectionIds: string[] = [];
      let start: QueryCommandInput['ExclusiveStartKey'];
      do {
        const answer = await client.send(
          new QueryCommand({
            TableName: tableName,
            KeyConditionExpression: 'pk = :topic',
            ExpressionAttributeValues: { ':topic': topicPartition(organisation, topic) },
            ConsistentRead: true,
            ...(start ? { ExclusiveStartKey: start } : {}),
          }),
        );
        for (const item of answer.Items ?? []) {
          const subscription = StoredSubscription.parse(item);
          if (subscription.expiresAt > epochSeconds(now)) connectionIds.push(subscription.connectionId);
        }
        start = answer.LastEvaluatedKey;
      } while (start);
      return connectionIds;
    },
  };
};
