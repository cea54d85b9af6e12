import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
  type QueryCommandInput,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { priorStatuses } from '@sms/domain/message-status';
import type { Change, Page, Store } from '@sms/messaging/ports';
import type { AuditReader } from './audit-reader.ts';
import { readCursor } from './cursor.ts';
import {
  auditItem,
  auditOfItem,
  contactItem,
  contactOfItem,
  contactPhoneItem,
  contactWritesOfItem,
  conversationItem,
  conversationOfItem,
  lineItem,
  lineListItem,
  lineOfItem,
  linkOfItem,
  messageItem,
  messageOfItem,
  paceOfItem,
  personItem,
  personOfItem,
  phiSettingsItem,
  phiSettingsOfItem,
  valueOfItem,
  type Item,
} from './items.ts';
import { pauseWithJitter } from './jitter.ts';
import {
  auditPartition,
  contactKey,
  contactPhoneKey,
  contactPhonePrefix,
  conversationKey,
  conversationPartition,
  instantKey,
  lineKeyKey,
  lineListKey,
  linePrefix,
  linesPartition,
  linkKey,
  messageKey,
  organisationPartition,
  paceKey,
  personKey,
  phiSettingsKey,
  queuePartition,
  scheduledKey,
  valueKey,
  workPartition,
  workShards,
  workUpTo,
  type Key,
} from './keys.ts';
import { createPageCollector, type PageRequest } from './page.ts';
import { decideSlot } from './pace.ts';
import { matchesFilter } from './queue-filter.ts';
import { allowedBefore, changedMessageIds, checkChange } from './rules.ts';

type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type Attributes = Readonly<Record<string, unknown>>;
type Query = Omit<QueryCommandInput, 'TableName' | 'Limit' | 'ExclusiveStartKey'>;

export type DynamoStoreOptions = {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
};

/** A transaction that met another is tried so often before its writer is told to read again. */
const transactionAttempts = 5;
/** A small item that several write at once is tried so often. */
const compareAndSetAttempts = 10;
/** Items asked for at once where a filter may drop many. */
const filteredPageSize = 200;

/** What another transaction or a limit caused, and time heals. */
const passingReasons = new Set([
  'None',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
]);

type Failure = {
  readonly name?: string;
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
  readonly Item?: Record<string, AttributeValue>;
};

const isConditionFailure = (error: unknown): boolean =>
  (error as Failure).name === 'ConditionalCheckFailedException';

/** Why a transaction was not written; errors are recognised by name, since a bundle may hold a class twice. */
const cancellationOf = (error: unknown): 'condition' | 'passing' | 'other' => {
  const { name, CancellationReasons: reasons = [] } = error as Failure;
  if (name === 'TransactionInProgressException') return 'passing';
  if (name !== 'TransactionCanceledException') return 'other';
  const codes = reasons.map((reason) => reason.Code ?? 'None');
  if (codes.includes('ConditionalCheckFailed')) return 'condition';
  return codes.every((code) => passingReasons.has(code)) ? 'passing' : 'other';
};

/** What stood in the way of a conditional write. */
const itemInTheWay = (error: unknown): Attributes => {
  const item = (error as Failure).Item;
  return item ? unmarshall(item) : {};
};

/**
 * The store on the one table. A change is one transaction whose conditions follow from the versions that were seen and
 * from the table of statuses.
 */
export const createDynamoStore = ({ client, tableName }: DynamoStoreOptions): Store & AuditReader => {
  const get = async (key: Key): Promise<Attributes | null> =>
    (await client.send(new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }))).Item ??
    null;

  const queryAll = async (query: Query): Promise<readonly Attributes[]> => {
    const items: Attributes[] = [];
    let start: QueryCommandInput['ExclusiveStartKey'];
    do {
      const answer = await client.send(
        new QueryCommand({ TableName: tableName, ...query, ...(start ? { ExclusiveStartKey: start } : {}) }),
      );
      items.push(...(answer.Items ?? []));
      start = answer.LastEvaluatedKey;
    } while (start);
    return items;
  };

  const queryPage = async <T>(
    query: Query,
    startAfter: QueryCommandInput['ExclusiveStartKey'],
    parse: (item: Attributes) => T,
    request: PageRequest<T> & { readonly isFiltered: boolean },
  ): Promise<Page<T>> => {
    const collector = createPageCollector(request);
    let start = startAfter;
    let wanted = request.limit + 1;
    for (;;) {
      const answer = await client.send(
        new QueryCommand({
          TableName: tableName,
          ...query,
          Limit: Math.min(wanted, collector.remaining()),
          ...(start ? { ExclusiveStartKey: start } : {}),
        }),
      );
      start = answer.LastEvaluatedKey;
      const items = answer.Items ?? [];
      for (const [index, item] of items.entries()) {
        if (collector.add(parse(item))) return collector.page(index === items.length - 1 && !start);
      }
      if (!start) return collector.page(true);
      if (request.isFiltered) wanted = filteredPageSize;
    }
  };

  const put = (item: Item, condition: Partial<NonNullable<Action['Put']>>): Action => ({
    Put: { TableName: tableName, Item: item, ...condition },
  });

  const mustBeNew = { ConditionExpression: 'attribute_not_exists(pk)' };
  const mustHaveVersion = (before: { readonly version: number } | null) =>
    before === null
      ? mustBeNew
      : {
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': before.version },
        };

  const messageAction = ({ before, after }: Change['messages'][number]): Action => {
    if (before === null) return put(messageItem(after), mustBeNew);
    const statuses = Object.fromEntries(
      allowedBefore(after.status).map((status, index) => [`:s${index}`, status]),
    );
    return put(messageItem(after), {
      ConditionExpression: `#version = :version AND #status IN (${Object.keys(statuses).join(', ')})`,
      ExpressionAttributeNames: { '#version': 'version', '#status': 'status' },
      ExpressionAttributeValues: { ':version': before.version, ...statuses },
    });
  };

  const linkAction = (link: NonNullable<Change['links']>[number]): Action => ({
    Update: {
      TableName: tableName,
      Key: linkKey(link.conversationId, link.carrierMessageId),
      UpdateExpression: 'SET messageId = :messageId, entity = :entity',
      ConditionExpression: 'attribute_not_exists(messageId) OR messageId = :messageId',
      ExpressionAttributeValues: { ':messageId': link.messageId, ':entity': 'link' },
    },
  });

  const actionsOf = (change: Change): Action[] => [
    ...change.conversations.map(({ before, after }) =>
      put(conversationItem(after, changedMessageIds(change, after.id)), mustHaveVersion(before)),
    ),
    ...change.messages.map(messageAction),
    ...(change.person ? [put(personItem(change.person.after), mustHaveVersion(change.person.before))] : []),
    ...(change.links ?? []).map(linkAction),
    ...change.audit.map((record) => put(auditItem(record), mustBeNew)),
  ];

  /** Whether all that a change would write is there, exactly so: then it was written and its answer lost. */
  const isWritten = async (actions: readonly Action[]): Promise<boolean> => {
    for (const { Put, Update } of actions) {
      const wanted = Put?.Item as Item | undefined;
      const stored = await get(wanted ? { pk: wanted.pk, sk: wanted.sk } : (Update?.Key as Key));
      if (wanted && !isDeepStrictEqual(stored, wanted)) return false;
      if (!wanted && stored?.['messageId'] !== Update?.ExpressionAttributeValues?.[':messageId'])
        return false;
    }
    return true;
  };

  const within = async <T>(
    key: Key,
    organisation: string,
    parse: (item: Attributes) => T,
  ): Promise<T | null> => {
    const item = await get(key);
    return item?.['organisation'] === organisation ? parse(item) : null;
  };

  /** A page of a conversation's messages by one of the local indexes; what is another organisation's is no page at all. */
  const queryMessages = async (
    organisation: string,
    query: Query,
    startAfter: QueryCommandInput['ExclusiveStartKey'],
    request: Parameters<typeof queryPage<ReturnType<typeof messageOfItem>>>[3],
  ) => {
    let isForeign = false;
    const page = await queryPage({ ...query, ConsistentRead: true }, startAfter, messageOfItem, {
      ...request,
      accept: (message) => {
        if (message.organisation === organisation) return request.accept(message);
        isForeign = true;
        return false;
      },
    });
    return isForeign ? { items: [], next: null } : page;
  };

  /** What stood in the way of a new item; null when it was written. */
  const putNew = async (item: Item): Promise<Attributes | null> => {
    try {
      await client.send(
        new PutCommand({
          TableName: tableName,
          Item: item,
          ...mustBeNew,
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return null;
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
      return itemInTheWay(error);
    }
  };

  const appendAudit: Store['appendAudit'] = async (record) => {
    const item = auditItem(record);
    const stored = await putNew(item);
    if (stored && !isDeepStrictEqual(stored, item)) throw new Error('An audit record is never replaced.');
  };

  /** One update of a small item; false when its condition did not hold. */
  const updateIf = async (
    key: Key,
    expression: string,
    condition: string,
    values: Attributes,
    names: Record<string, string> = {},
  ): Promise<true | Attributes> => {
    try {
      await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: key,
          UpdateExpression: expression,
          ConditionExpression: condition,
          ExpressionAttributeValues: values,
          ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return true;
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
      return itemInTheWay(error);
    }
  };

  return {
    async commit(change) {
      checkChange(change);
      const actions = actionsOf(change);
      const token = randomUUID();
      for (let attempt = 0; attempt < transactionAttempts; attempt += 1) {
        try {
          await client.send(new TransactWriteCommand({ TransactItems: actions, ClientRequestToken: token }));
          return 'committed';
        } catch (error) {
          const cancellation = cancellationOf(error);
          if (cancellation === 'condition') return (await isWritten(actions)) ? 'committed' : 'conflict';
          if (cancellation === 'other') throw error;
          await pauseWithJitter(attempt);
        }
      }
      return 'conflict';
    },

    appendAudit,

    getConversation: (organisation, conversationId) =>
      within(conversationKey(conversationId), organisation, conversationOfItem),

    getMessage: (organisation, conversationId, messageId) =>
      within(messageKey(conversationId, messageId), organisation, messageOfItem),

    async organisationOf(conversationId) {
      const item = await get(conversationKey(conversationId));
      return item && conversationOfItem(item).organisation;
    },

    getPerson: (organisation, personId) => within(personKey(personId), organisation, personOfItem),

    async listQueue(organisation, filter, limit, cursor) {
      const place = readCursor(cursor, 'string');
      const query: Query = {
        IndexName: 'byActivity',
        KeyConditionExpression: place ? 'gsiPk = :queue AND gsiSk < :place' : 'gsiPk = :queue',
        ExpressionAttributeValues: {
          ':queue': queuePartition(organisation),
          ...(place ? { ':place': place.join('#') } : {}),
        },
        ScanIndexForward: false,
      };
      return queryPage(query, undefined, conversationOfItem, {
        accept: (conversation) => matchesFilter(conversation, filter),
        limit,
        placeOf: (conversation) => [instantKey(conversation.lastActivityAt!), conversation.id],
        isFiltered: true,
      });
    },

    async listThread(organisation, conversationId, limit, cursor) {
      const place = readCursor(cursor, 'number');
      const page = await queryMessages(
        organisation,
        {
          IndexName: 'byThread',
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': conversationPartition(conversationId) },
          ScanIndexForward: false,
        },
        place ? { ...messageKey(conversationId, place[1]), threadPosition: place[0] } : undefined,
        {
          accept: () => true,
          limit,
          placeOf: (message) => [message.threadPosition!, message.id],
          isFiltered: false,
        },
      );
      return { ...page, items: [...page.items].reverse() };
    },

    async listChangedSince(organisation, conversationId, version, limit, cursor) {
      const place = readCursor(cursor, 'number');
      return queryMessages(
        organisation,
        {
          IndexName: 'byVersion',
          KeyConditionExpression: 'pk = :pk AND messageVersion > :version',
          ExpressionAttributeValues: { ':pk': conversationPartition(conversationId), ':version': version },
        },
        // A place before the first wanted version is no place in this list: DynamoDB would refuse it.
        place && (place[0] as number) > version
          ? { ...messageKey(conversationId, place[1]), messageVersion: place[0] }
          : undefined,
        { accept: () => true, limit, placeOf: (message) => [message.version, message.id], isFiltered: false },
      );
    },

    async listScheduled(organisation, conversationId, statuses, limit, cursor) {
      const place = readCursor(cursor, 'string');
      return queryMessages(
        organisation,
        {
          IndexName: 'bySendAt',
          KeyConditionExpression: place ? 'pk = :pk AND scheduledFor > :place' : 'pk = :pk',
          ExpressionAttributeValues: {
            ':pk': conversationPartition(conversationId),
            ...(place ? { ':place': place.join('#') } : {}),
          },
        },
        undefined,
        {
          accept: (message) => scheduledKey(message) !== undefined && statuses.includes(message.status),
          limit,
          placeOf: (message) => [instantKey(message.sendAt!), message.id],
          isFiltered: true,
        },
      );
    },

    async countInboundAfter(organisation, conversationId, version) {
      let count = 0;
      let start: QueryCommandInput['ExclusiveStartKey'];
      do {
        const answer = await client.send(
          new QueryCommand({
            TableName: tableName,
            IndexName: 'byThread',
            ConsistentRead: true,
            Select: 'COUNT',
            KeyConditionExpression: 'pk = :pk AND threadPosition > :version',
            FilterExpression: 'organisation = :organisation AND direction = :inbound',
            ExpressionAttributeValues: {
              ':pk': conversationPartition(conversationId),
              ':version': version,
              ':organisation': organisation,
              ':inbound': 'inbound',
            },
            ...(start ? { ExclusiveStartKey: start } : {}),
          }),
        );
        count += answer.Count ?? 0;
        start = answer.LastEvaluatedKey;
      } while (start);
      return count;
    },

    async listDueWork(now, limit) {
      const shards = await Promise.all(
        Array.from({ length: workShards }, (_, shard) =>
          client.send(
            new QueryCommand({
              TableName: tableName,
              IndexName: 'byActivity',
              KeyConditionExpression: 'gsiPk = :work AND gsiSk < :until',
              ExpressionAttributeValues: { ':work': workPartition(shard), ':until': workUpTo(now) },
              Limit: limit,
            }),
          ),
        ),
      );
      return shards
        .flatMap((answer) => answer.Items ?? [])
        .sort((one, other) => (String(one['gsiSk']) < String(other['gsiSk']) ? -1 : 1))
        .slice(0, limit)
        .map((item) => messageOfItem(item));
    },

    async getLink(conversationId, carrierMessageId) {
      const item = await get(linkKey(conversationId, carrierMessageId));
      if (!item) return null;
      const link = linkOfItem(item);
      return { messageId: link.messageId ?? null, parked: link.parked ?? null };
    },

    async parkStatus(conversationId, carrierMessageId, parked) {
      const prior = Object.fromEntries(
        priorStatuses(parked.status).map((status, index) => [`:s${index}`, status]),
      );
      const moved = await updateIf(
        linkKey(conversationId, carrierMessageId),
        'SET parked = :parked, entity = :entity',
        // A later word of the carrier is not undone by an earlier one that arrives after it.
        `attribute_not_exists(messageId) AND (attribute_not_exists(parked) OR parked.#status IN (${Object.keys(prior).join(', ')}))`,
        { ':parked': parked, ':entity': 'link', ...prior },
        { '#status': 'status' },
      );
      return moved === true || moved['messageId'] === undefined ? 'parked' : 'linked';
    },

    async listLines(organisation) {
      const items = await queryAll({
        KeyConditionExpression: 'pk = :lines AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':lines': linesPartition, ':prefix': linePrefix(organisation) },
        ConsistentRead: true,
      });
      return items.map(lineOfItem).filter((line) => line.organisation === organisation);
    },

    async listAllLines() {
      const items = await queryAll({
        KeyConditionExpression: 'pk = :lines',
        ExpressionAttributeValues: { ':lines': linesPartition },
        ConsistentRead: true,
      });
      return items.map(lineOfItem);
    },

    async getLineByKey(lineKey) {
      const item = await get(lineKeyKey(lineKey));
      return item && lineOfItem(item);
    },

    async putLine(line) {
      const stored = await get(lineKeyKey(line.lineKey));
      const oldPlace = stored && lineListKey(lineOfItem(stored));
      await client.send(
        new TransactWriteCommand({
          TransactItems: [
            put(lineItem(line), {}),
            put(lineListItem(line), {}),
            ...(oldPlace && oldPlace.sk !== lineListKey(line).sk
              ? [{ Delete: { TableName: tableName, Key: oldPlace } }]
              : []),
          ],
        }),
      );
    },

    getContact: (organisation, contactId) =>
      within(contactKey(organisation, contactId), organisation, contactOfItem),

    async findContactsByPhone(organisation, phoneKey) {
      const items = await queryAll({
        KeyConditionExpression: 'pk = :organisation AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: {
          ':organisation': organisationPartition(organisation),
          ':prefix': contactPhonePrefix(phoneKey),
        },
        ConsistentRead: true,
      });
      return items.map(contactOfItem);
    },

    async putContact(contact, phoneKeys) {
      for (let attempt = 0; attempt < compareAndSetAttempts; attempt += 1) {
        const stored = await get(contactKey(contact.organisation, contact.id));
        const seen = stored ? contactWritesOfItem(stored) : { phoneKeys: [], revision: 0 };
        const stale = seen.phoneKeys.filter((phoneKey) => !phoneKeys.includes(phoneKey));
        try {
          await client.send(
            new TransactWriteCommand({
              TransactItems: [
                put(contactItem(contact, phoneKeys, seen.revision + 1), {
                  ConditionExpression: 'attribute_not_exists(pk) OR revision = :seen',
                  ExpressionAttributeValues: { ':seen': seen.revision },
                }),
                ...phoneKeys.map((phoneKey) => put(contactPhoneItem(contact, phoneKey), {})),
                ...stale.map((phoneKey) => ({
                  Delete: { TableName: tableName, Key: contactPhoneKey(contact, phoneKey) },
                })),
              ],
            }),
          );
          return;
        } catch (error) {
          if (cancellationOf(error) === 'other') throw error;
          await pauseWithJitter(attempt);
        }
      }
      throw new Error('A contact was written by others too often; nothing was written.');
    },

    async getPhiSettings(organisation) {
      const item = await get(phiSettingsKey(organisation));
      return item && phiSettingsOfItem(item);
    },

    async putPhiSettings(organisation, settings, record) {
      await client.send(
        new TransactWriteCommand({
          TransactItems: [
            put(phiSettingsItem(organisation, settings), {}),
            put(auditItem(record), mustBeNew),
          ],
        }),
      );
    },

    async takeSendSlot(lineKey, now, limit) {
      for (let attempt = 0; attempt < compareAndSetAttempts; attempt += 1) {
        const stored = await get(paceKey(lineKey));
        const { tokens, filledAt, revision = 0, blockedUntil = null } = stored ? paceOfItem(stored) : {};
        const pace = tokens === undefined || filledAt === undefined ? null : { tokens, filledAt };
        const decision = decideSlot(pace, blockedUntil, now, limit);
        if (decision.kind === 'wait') return decision;
        const taken = await updateIf(
          paceKey(lineKey),
          'SET tokens = :tokens, filledAt = :filledAt, revision = :next, entity = :entity',
          '(attribute_not_exists(revision) OR revision = :seen) AND (attribute_not_exists(blockedUntil) OR blockedUntil <= :now)',
          {
            ':tokens': decision.left.tokens,
            ':filledAt': decision.left.filledAt,
            ':seen': revision,
            ':next': revision + 1,
            ':now': instantKey(now),
            ':entity': 'pace',
          },
        );
        if (taken === true) return { kind: 'granted' };
        await pauseWithJitter(attempt);
      }
      return { kind: 'wait', until: new Date(Date.parse(now) + 1000).toISOString() };
    },

    async blockLine(lineKey, until) {
      await updateIf(
        paceKey(lineKey),
        'SET blockedUntil = :until, entity = :entity',
        'attribute_not_exists(blockedUntil) OR blockedUntil < :until',
        { ':until': instantKey(until), ':entity': 'pace' },
      );
    },

    async getValue(key) {
      const item = await get(valueKey(key));
      if (!item) return null;
      const { value, revision } = valueOfItem(item);
      return { value, revision };
    },

    async putValue(key, value, revision, expiresAt) {
      // Tells our own write, repeated after its answer was lost, from another's.
      const writeId = randomUUID();
      try {
        await client.send(
          new PutCommand({
            TableName: tableName,
            Item: {
              ...valueKey(key),
              entity: 'value',
              value,
              revision: revision + 1,
              writeId,
              ...(expiresAt === undefined ? {} : { expiresAt: Math.ceil(Date.parse(expiresAt) / 1000) }),
            },
            ...(revision === 0
              ? mustBeNew
              : {
                  ConditionExpression: 'revision = :seen',
                  ExpressionAttributeValues: { ':seen': revision },
                }),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return true;
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        return itemInTheWay(error)['writeId'] === writeId;
      }
    },

    async listAudit(organisation, day) {
      const items = await queryAll({
        KeyConditionExpression: 'pk = :day',
        ExpressionAttributeValues: { ':day': auditPartition(organisation, day) },
        ConsistentRead: true,
      });
      return items.map(auditOfItem);
    },
  };
};
