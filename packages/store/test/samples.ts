import type { AuditRecord, Contact, ConversationState, Line, MessageState, PersonState } from '@sms/domain';
import type { Change, Store } from '@sms/messaging/ports';

/** An instant so many seconds after the beginning of the tests' day. */
export const at = (seconds: number): string =>
  new Date(Date.UTC(2026, 10, 23, 12) + seconds * 1000).toISOString();

export const sampleConversation = (patch: Partial<ConversationState> = {}): ConversationState => ({
  id: 'conversation-one',
  organisation: 'acme',
  line: '+12025550100',
  lineKey: 'line-key-one',
  phone: '+12025550123',
  personId: 'person-one',
  contact: null,
  status: 'open',
  assignee: null,
  unreadCount: 0,
  readVersion: 0,
  consent: 'pending',
  hold: null,
  timeZone: null,
  lastMessage: null,
  lastActivityAt: null,
  lastTextVersion: 0,
  outbox: [],
  undecided: [],
  cancelOnReply: [],
  createdAt: at(0),
  version: 1,
  ...patch,
});

export const sampleMessage = (patch: Partial<MessageState> = {}): MessageState => {
  const conversationId = patch.conversationId ?? 'conversation-one';
  return {
    id: `${conversationId}.message-one`,
    conversationId,
    organisation: 'acme',
    direction: 'outbound',
    body: 'See you at ten.',
    media: [],
    mediaFetch: null,
    status: 'queued',
    segments: 1,
    createdAt: at(0),
    sendAt: null,
    timeZone: null,
    cancelOnReply: false,
    sentAt: null,
    deliveredAt: null,
    author: { id: 'operator', name: 'Olive Operator' },
    error: null,
    retryOf: null,
    retriedBy: null,
    carrier: 'ringcentral',
    carrierMessageId: null,
    threadPosition: 1,
    version: 1,
    requestHash: 'hash',
    claim: null,
    reconciliation: null,
    notBefore: null,
    dueAt: null,
    ...patch,
  };
};

export const samplePerson = (patch: Partial<PersonState> = {}): PersonState => ({
  id: 'person-one',
  organisation: 'acme',
  phone: '+12025550123',
  consent: 'pending',
  consentedAt: null,
  consentMethod: null,
  optedOutAt: null,
  optOutMethod: null,
  conversationIds: ['conversation-one'],
  version: 1,
  ...patch,
});

let audits = 0;

export const sampleAudit = (patch: Partial<AuditRecord> = {}): AuditRecord => {
  audits += 1;
  return {
    id: `audit-${String(audits).padStart(6, '0')}`,
    at: at(0),
    organisation: 'acme',
    userId: 'operator',
    action: 'message.sent',
    conversationId: 'conversation-one',
    messageId: null,
    details: { segments: 1 },
    ...patch,
  };
};

export const sampleLine = (patch: Partial<Line> = {}): Line => ({
  organisation: 'acme',
  phone: '+12025550100',
  carrier: 'ringcentral',
  lineKey: 'line-key-one',
  ordinal: 1,
  helpText: null,
  ...patch,
});

export const sampleContact = (patch: Partial<Contact> = {}): Contact => ({
  id: 'contact-one',
  kind: 'contact',
  name: 'Cora Contact',
  url: '/ce/contacts/contact-one',
  organisation: 'acme',
  phones: ['+12025550123'],
  timeZone: 'America/New_York',
  ...patch,
});

/** The change that makes the next version of a conversation, with messages made or changed in it. */
export const nextChange = (
  before: ConversationState | null,
  patch: Partial<ConversationState> = {},
  messages: readonly { readonly before: MessageState | null; readonly patch: Partial<MessageState> }[] = [],
): Change => {
  const version = (before?.version ?? 0) + 1;
  const after = { ...(before ?? sampleConversation()), ...patch, version };
  return {
    conversations: [{ before, after }],
    messages: messages.map((write) => ({
      before: write.before,
      after: {
        ...(write.before ?? sampleMessage({ conversationId: after.id, organisation: after.organisation })),
        ...write.patch,
        version,
      },
    })),
    audit: [],
  };
};

/** Commits and answers the conversation as it then is. */
export const mustCommit = async (store: Store, change: Change): Promise<ConversationState> => {
  const outcome = await store.commit(change);
  if (outcome !== 'committed') throw new Error('The change met another.');
  return change.conversations[0]!.after;
};
