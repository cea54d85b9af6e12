import type { AuditRecord, Contact, ConversationState, Line, MessageState } from '@sms/domain';

/**
 * Every key of the table, on one page. What belongs together in one transaction or one question shares a partition:
 * a conversation, its messages and the carrier's ids of them. `docs/access-patterns.md` tells which question uses which.
 */

export type Key = { readonly pk: string; readonly sk: string };

/** Due work is spread over so many partitions of the index, so that one hot minute does not meet one partition's limit. */
export const workShards = 4;

/** Instants inside sort keys all have milliseconds, so that they sort as text in the order of time. */
export const instantKey = (instant: string): string => new Date(instant).toISOString();

export const conversationPartition = (conversationId: string): string => `C#${conversationId}`;

export const conversationKey = (conversationId: string): Key => ({
  pk: conversationPartition(conversationId),
  sk: 'CONVERSATION',
});

export const messageKey = (conversationId: string, messageId: string): Key => ({
  pk: conversationPartition(conversationId),
  sk: `M#${messageId}`,
});

export const linkKey = (conversationId: string, carrierMessageId: string): Key => ({
  pk: conversationPartition(conversationId),
  sk: `CARRIER#${carrierMessageId}`,
});

export const personKey = (personId: string): Key => ({ pk: `P#${personId}`, sk: 'PERSON' });

export const auditPartition = (organisation: string, day: string): string => `AUDIT#${organisation}#${day}`;

export const auditKey = (record: Pick<AuditRecord, 'organisation' | 'at' | 'id'>): Key => ({
  pk: auditPartition(record.organisation, instantKey(record.at).slice(0, 10)),
  sk: `${instantKey(record.at)}#${record.id}`,
});

export const lineKeyKey = (lineKey: string): Key => ({ pk: `LINE#${lineKey}`, sk: 'LINE' });

/** All lines in one partition: there are few, and they are read whole. */
export const linesPartition = 'LINES';

export const linePrefix = (organisation: string): string => `${organisation}#`;

export const lineListKey = (line: Pick<Line, 'organisation' | 'ordinal' | 'phone'>): Key => ({
  pk: linesPartition,
  sk: `${linePrefix(line.organisation)}${String(line.ordinal).padStart(4, '0')}#${line.phone}`,
});

export const organisationPartition = (organisation: string): string => `ORGANISATION#${organisation}`;

export const contactKey = (organisation: string, contactId: string): Key => ({
  pk: organisationPartition(organisation),
  sk: `CONTACT#${contactId}`,
});

export const contactPhonePrefix = (phoneKey: string): string => `PHONE#${phoneKey}#`;

export const contactPhoneKey = (contact: Pick<Contact, 'organisation' | 'id'>, phoneKey: string): Key => ({
  pk: organisationPartition(contact.organisation),
  sk: `${contactPhonePrefix(phoneKey)}${contact.id}`,
});

export const phiSettingsKey = (organisation: string): Key => ({
  pk: organisationPartition(organisation),
  sk: 'PHI_SETTINGS',
});

export const paceKey = (lineKey: string): Key => ({ pk: `PACE#${lineKey}`, sk: 'PACE' });

export const valueKey = (key: string): Key => ({ pk: `VALUE#${key}`, sk: 'VALUE' });

export const ticketKey = (hash: string): Key => ({ pk: `TICKET#${hash}`, sk: 'TICKET' });

export const connectionKey = (connectionId: string): Key => ({
  pk: `CONNECTION#${connectionId}`,
  sk: 'CONNECTION',
});

export const topicPartition = (organisation: string, topic: string): string =>
  `TOPIC#${organisation}#${topic}`;

export const subscriptionKey = (organisation: string, topic: string, connectionId: string): Key => ({
  pk: topicPartition(organisation, topic),
  sk: `CONNECTION#${connectionId}`,
});

/** Index `byActivity`: the queue of an organisation, by latest activity; only conversations in which a text came or went. */
export const queuePartition = (organisation: string): string => `QUEUE#${organisation}`;

export const queueKey = (
  conversation: Pick<ConversationState, 'organisation' | 'lastActivityAt' | 'id'>,
): { readonly gsiPk: string; readonly gsiSk: string } | undefined =>
  conversation.lastActivityAt === null
    ? undefined
    : {
        gsiPk: queuePartition(conversation.organisation),
        gsiSk: `${instantKey(conversation.lastActivityAt)}#${conversation.id}`,
      };

export const workPartition = (shard: number): string => `WORK#${shard}`;

/** One conversation's due work is always in one shard. */
const shardOf = (conversationId: string): number => {
  let sum = 0;
  for (let index = 0; index < conversationId.length; index += 1) sum += conversationId.charCodeAt(index);
  return sum % workShards;
};

/** Index `byActivity`: what a worker is to look at, by when. */
export const workKey = (
  message: Pick<MessageState, 'conversationId' | 'dueAt' | 'id'>,
): { readonly gsiPk: string; readonly gsiSk: string } | undefined =>
  message.dueAt === null
    ? undefined
    : {
        gsiPk: workPartition(shardOf(message.conversationId)),
        gsiSk: `${instantKey(message.dueAt)}#${message.id}`,
      };

/** Sorts after every work key whose instant is at or before `now`: `$` follows `#`. */
export const workUpTo = (now: string): string => `${instantKey(now)}$`;

const unsentStatuses = new Set(['scheduled', 'queued', 'sending', 'unconfirmed', 'failed', 'cancelled']);

/** Index `bySendAt`: texts made with a time, until they are sent. */
export const scheduledKey = (message: Pick<MessageState, 'sendAt' | 'status' | 'id'>): string | undefined =>
  message.sendAt !== null && unsentStatuses.has(message.status)
    ? `${instantKey(message.sendAt)}#${message.id}`
    : undefined;
