import { isDeepStrictEqual } from 'node:util';
import type { AuditRecord, Contact, ConversationState, Line, MessageState, PersonState } from '@sms/domain';
import { canMove } from '@sms/domain/message-status';
import type { Change, Page, ParkedStatus, PhiSettings, Store } from '@sms/messaging/ports';
import type { AuditReader } from './audit-reader.ts';
import { readCursor } from './cursor.ts';
import { auditKey, instantKey, scheduledKey } from './keys.ts';
import { createPageCollector, type PageRequest } from './page.ts';
import { decideSlot, later, type Pace } from './pace.ts';
import { matchesFilter } from './queue-filter.ts';
import { allowedBefore, changedMessageIds, checkChange } from './rules.ts';

type Kept<T> = { readonly state: T; readonly changedMessageIds: readonly string[] };
type Link = { readonly messageId: string | null; readonly parked: ParkedStatus | null };

export type MemoryStore = Store &
  AuditReader & {
    /** Everything there is, for whoever proves properties over all of it. */
    readonly everything: () => {
      readonly conversations: readonly ConversationState[];
      readonly messages: readonly MessageState[];
      readonly people: readonly PersonState[];
      readonly audit: readonly AuditRecord[];
    };
    /** Hears of each committed change, in order, as the table's stream would tell it. */
    readonly onCommit: (listener: (change: Change) => void) => void;
  };

const compare = (one: string | number, other: string | number): number =>
  one < other ? -1 : one > other ? 1 : 0;

const comparePlaces = (
  one: readonly [string | number, string],
  other: readonly [string | number, string],
): number => compare(one[0], other[0]) || compare(one[1], other[1]);

/** A page of what is in memory: sorted, cut at the cursor, collected as the table's pages are. */
const pageOf = <T>(
  items: readonly T[],
  direction: 'ascending' | 'descending',
  cursor: readonly [string | number, string] | null,
  request: PageRequest<T>,
): Page<T> => {
  const sign = direction === 'ascending' ? 1 : -1;
  const sorted = items
    .filter((item) => cursor === null || sign * comparePlaces(request.placeOf(item), cursor) > 0)
    .sort((one, other) => sign * comparePlaces(request.placeOf(one), request.placeOf(other)));
  const collector = createPageCollector(request);
  for (const [index, item] of sorted.entries()) {
    if (collector.add(item)) return collector.page(index === sorted.length - 1);
  }
  return collector.page(true);
};

/** The store without a database: the same rules, the same conflicts, and nothing kept after the process. */
export const createMemoryStore = (): MemoryStore => {
  const conversations = new Map<string, Kept<ConversationState>>();
  const messages = new Map<string, Map<string, MessageState>>();
  const due = new Map<string, MessageState>();
  const people = new Map<string, PersonState>();
  const links = new Map<string, Link>();
  const audit = new Map<string, AuditRecord>();
  const lines = new Map<string, Line>();
  const contacts = new Map<string, { readonly contact: Contact; readonly phoneKeys: readonly string[] }>();
  const settings = new Map<string, PhiSettings>();
  const paces = new Map<string, Pace>();
  const blocks = new Map<string, string>();
  const values = new Map<string, { readonly value: string; readonly revision: number }>();
  const listeners: ((change: Change) => void)[] = [];

  const keyOf = (...parts: readonly string[]): string => parts.join(' ');
  const auditId = (record: AuditRecord): string => {
    const { pk, sk } = auditKey(record);
    return keyOf(pk, sk);
  };
  const messageOf = (conversationId: string, messageId: string) =>
    messages.get(conversationId)?.get(messageId);
  const linkOf = (conversationId: string, carrierMessageId: string) =>
    links.get(keyOf(conversationId, carrierMessageId));

  const isSeen = (change: Change): boolean =>
    change.conversations.every(
      ({ before, after }) => conversations.get(after.id)?.state.version === before?.version,
    ) &&
    (change.person === undefined ||
      people.get(change.person.after.id)?.version === change.person.before?.version) &&
    change.messages.every(({ before, after }) => {
      const stored = messageOf(after.conversationId, after.id);
      if (before === null || stored === undefined) return before === null && stored === undefined;
      return stored.version === before.version && allowedBefore(after.status).includes(stored.status);
    }) &&
    (change.links ?? []).every((link) => {
      const tied = linkOf(link.conversationId, link.carrierMessageId)?.messageId ?? null;
      return tied === null || tied === link.messageId;
    }) &&
    change.audit.every((record) => !audit.has(auditId(record)));

  const isWritten = (change: Change): boolean =>
    change.conversations.every(({ after }) =>
      isDeepStrictEqual(conversations.get(after.id), {
        state: after,
        changedMessageIds: changedMessageIds(change, after.id),
      }),
    ) &&
    change.messages.every(({ after }) =>
      isDeepStrictEqual(messageOf(after.conversationId, after.id), after),
    ) &&
    (change.person === undefined ||
      isDeepStrictEqual(people.get(change.person.after.id), change.person.after)) &&
    (change.links ?? []).every(
      (link) => linkOf(link.conversationId, link.carrierMessageId)?.messageId === link.messageId,
    ) &&
    change.audit.every((record) => isDeepStrictEqual(audit.get(auditId(record)), record));

  const write = (change: Change): void => {
    for (const { after } of change.conversations) {
      conversations.set(after.id, { state: after, changedMessageIds: changedMessageIds(change, after.id) });
    }
    for (const { after } of change.messages) {
      const thread = messages.get(after.conversationId) ?? new Map<string, MessageState>();
      messages.set(after.conversationId, thread.set(after.id, after));
      if (after.dueAt === null) due.delete(after.id);
      else due.set(after.id, after);
    }
    if (change.person) people.set(change.person.after.id, change.person.after);
    for (const { conversationId, carrierMessageId, messageId } of change.links ?? []) {
      const parked = linkOf(conversationId, carrierMessageId)?.parked ?? null;
      links.set(keyOf(conversationId, carrierMessageId), { messageId, parked });
    }
    for (const record of change.audit) audit.set(auditId(record), record);
  };

  const append = (record: AuditRecord): void => {
    const stored = audit.get(auditId(record));
    if (stored && !isDeepStrictEqual(stored, record)) throw new Error('An audit record is never replaced.');
    audit.set(auditId(record), record);
  };

  const threadOf = (organisation: string, conversationId: string): readonly MessageState[] =>
    [...(messages.get(conversationId)?.values() ?? [])].filter(
      (message) => message.organisation === organisation,
    );

  const sortedLines = (): readonly Line[] =>
    [...lines.values()].sort(
      (one, other) =>
        compare(one.organisation, other.organisation) ||
        one.ordinal - other.ordinal ||
        compare(one.phone, other.phone),
    );

  return {
    async commit(change) {
      checkChange(change);
      if (!isSeen(change)) return isWritten(change) ? 'committed' : 'conflict';
      write(change);
      for (const listener of listeners) listener(change);
      return 'committed';
    },

    async appendAudit(record) {
      append(record);
    },

    async getConversation(organisation, conversationId) {
      const state = conversations.get(conversationId)?.state;
      return state?.organisation === organisation ? state : null;
    },

    async getMessage(organisation, conversationId, messageId) {
      const message = messageOf(conversationId, messageId);
      return message?.organisation === organisation ? message : null;
    },

    async organisationOf(conversationId) {
      return conversations.get(conversationId)?.state.organisation ?? null;
    },

    async getPerson(organisation, personId) {
      const person = people.get(personId);
      return person?.organisation === organisation ? person : null;
    },

    async listQueue(organisation, filter, limit, cursor) {
      const active = [...conversations.values()]
        .map(({ state }) => state)
        .filter((state) => state.organisation === organisation && state.lastActivityAt !== null);
      return pageOf(active, 'descending', readCursor(cursor, 'string'), {
        accept: (conversation) => matchesFilter(conversation, filter),
        limit,
        placeOf: (conversation) => [instantKey(conversation.lastActivityAt!), conversation.id],
      });
    },

    async listThread(organisation, conversationId, limit, cursor) {
      const thread = threadOf(organisation, conversationId).filter(
        (message) => message.threadPosition !== null,
      );
      const page = pageOf(thread, 'descending', readCursor(cursor, 'number'), {
        accept: () => true,
        limit,
        placeOf: (message) => [message.threadPosition!, message.id],
      });
      return { ...page, items: [...page.items].reverse() };
    },

    async listChangedSince(organisation, conversationId, version, limit, cursor) {
      const changed = threadOf(organisation, conversationId).filter((message) => message.version > version);
      return pageOf(changed, 'ascending', readCursor(cursor, 'number'), {
        accept: () => true,
        limit,
        placeOf: (message) => [message.version, message.id],
      });
    },

    async listScheduled(organisation, conversationId, statuses, limit, cursor) {
      const scheduled = threadOf(organisation, conversationId).filter(
        (message) => scheduledKey(message) !== undefined,
      );
      return pageOf(scheduled, 'ascending', readCursor(cursor, 'string'), {
        accept: (message) => statuses.includes(message.status),
        limit,
        placeOf: (message) => [instantKey(message.sendAt!), message.id],
      });
    },

    async countInboundAfter(organisation, conversationId, version) {
      return threadOf(organisation, conversationId).filter(
        (message) =>
          message.direction === 'inbound' &&
          message.threadPosition !== null &&
          message.threadPosition > version,
      ).length;
    },

    async listDueWork(now, limit) {
      const until = instantKey(now);
      return [...due.values()]
        .map((message) => ({ message, at: instantKey(message.dueAt!) }))
        .filter(({ at }) => at <= until)
        .sort((one, other) => compare(one.at, other.at) || compare(one.message.id, other.message.id))
        .slice(0, limit)
        .map(({ message }) => message);
    },

    async getLink(conversationId, carrierMessageId) {
      return linkOf(conversationId, carrierMessageId) ?? null;
    },

    async parkStatus(conversationId, carrierMessageId, parked) {
      const link = linkOf(conversationId, carrierMessageId);
      if (link && link.messageId !== null) return 'linked';
      if (!link?.parked || canMove(link.parked.status, parked.status)) {
        links.set(keyOf(conversationId, carrierMessageId), { messageId: null, parked });
      }
      return 'parked';
    },

    async listLines(organisation) {
      return sortedLines().filter((line) => line.organisation === organisation);
    },

    async listAllLines() {
      return sortedLines();
    },

    async getLineByKey(lineKey) {
      return lines.get(lineKey) ?? null;
    },

    async putLine(line) {
      lines.set(line.lineKey, line);
    },

    async getContact(organisation, contactId) {
      return contacts.get(keyOf(organisation, contactId))?.contact ?? null;
    },

    async findContactsByPhone(organisation, phoneKey) {
      return [...contacts.values()]
        .filter(
          ({ contact, phoneKeys }) => contact.organisation === organisation && phoneKeys.includes(phoneKey),
        )
        .map(({ contact }) => contact)
        .sort((one, other) => compare(one.id, other.id));
    },

    async putContact(contact, phoneKeys) {
      contacts.set(keyOf(contact.organisation, contact.id), { contact, phoneKeys: [...phoneKeys] });
    },

    async getPhiSettings(organisation) {
      return settings.get(organisation) ?? null;
    },

    async putPhiSettings(organisation, replacement, record) {
      append(record);
      settings.set(organisation, replacement);
    },

    async takeSendSlot(lineKey, now, limit) {
      const decision = decideSlot(paces.get(lineKey) ?? null, blocks.get(lineKey) ?? null, now, limit);
      if (decision.kind === 'wait') return decision;
      paces.set(lineKey, decision.left);
      return { kind: 'granted' };
    },

    async blockLine(lineKey, until) {
      blocks.set(lineKey, later(blocks.get(lineKey) ?? null, instantKey(until)));
    },

    async getValue(key) {
      return values.get(key) ?? null;
    },

    async putValue(key, value, revision) {
      if ((values.get(key)?.revision ?? 0) !== revision) return false;
      values.set(key, { value, revision: revision + 1 });
      return true;
    },

    async listAudit(organisation, day) {
      return [...audit.values()]
        .filter((record) => record.organisation === organisation && instantKey(record.at).startsWith(day))
        .sort((one, other) => compare(auditKey(one).sk, auditKey(other).sk));
    },

    everything: () => ({
      conversations: [...conversations.values()].map(({ state }) => state),
      messages: [...messages.values()].flatMap((thread) => [...thread.values()]),
      people: [...people.values()],
      audit: [...audit.values()],
    }),

    onCommit: (listener) => {
      listeners.push(listener);
    },
  };
};
