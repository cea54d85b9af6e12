import type {
  Actor,
  AuditAction,
  AuditRecord,
  ConversationState,
  Line,
  MessageState,
  PersonState,
  SystemActor,
} from '@sms/domain';
import type { Change, World, Write } from './ports.ts';

/** An audit record of what somebody does now. */
export const auditRecord = (
  world: Pick<World, 'newId' | 'clock'>,
  actor: Actor | SystemActor,
  action: AuditAction,
  about: { readonly conversationId?: string; readonly messageId?: string },
  details: AuditRecord['details'] = {},
): AuditRecord => ({
  id: world.newId(),
  at: world.clock.now().toISOString(),
  organisation: actor.organisation,
  userId: actor.userId,
  action,
  conversationId: about.conversationId ?? null,
  messageId: about.messageId ?? null,
  details,
});

/** How often a change that met another is decided anew before it is given up. */
const attemptLimit = 40;

/**
 * Reads, decides and writes until nobody was faster. `decide` reads afresh each time and either answers, or names the
 * change to write and the answer that it makes true.
 */
export const untilCommitted = async <T>(
  world: Pick<World, 'store' | 'pause'>,
  decide: () => Promise<{ readonly answer: T } | { readonly change: Change; readonly answer: T }>,
): Promise<T> => {
  for (let attempt = 0; attempt < attemptLimit; attempt += 1) {
    const decision = await decide();
    if (!('change' in decision)) return decision.answer;
    if ((await world.store.commit(decision.change)) === 'committed') return decision.answer;
    await world.pause(attempt);
  }
  throw new Error('A change met others too often; nothing was written.');
};

/** The write that makes the next version of a conversation. */
export const nextVersion = (
  before: ConversationState,
  patch: Partial<Omit<ConversationState, 'id' | 'version'>> = {},
): Write<ConversationState> => ({
  before: before.version === 0 ? null : before,
  after: { ...before, ...patch, version: before.version + 1 },
});

/** The write of a message in the version that a conversation's write makes. */
export const withMessage = (
  conversation: Write<ConversationState>,
  before: MessageState | null,
  after: Omit<MessageState, 'version'>,
): Write<MessageState> => ({ before, after: { ...after, version: conversation.after.version } });

export type Party = {
  /** Version 0 when there is none yet: the write that first touches it makes it. */
  readonly conversation: ConversationState;
  readonly person: PersonState;
};

/** The conversation of a line with a number, and the person, as stored or as they would begin. */
export const loadParty = async (world: World, line: Line, phone: string): Promise<Party> => {
  const { organisation } = line;
  const id = world.identifiers.conversationId(organisation, line.phone, phone);
  const personId = world.identifiers.personId(organisation, phone);
  const stored = await world.store.getConversation(organisation, id);
  const person = (await world.store.getPerson(organisation, personId)) ?? {
    id: personId,
    organisation,
    phone,
    consent: 'pending',
    consentedAt: null,
    consentMethod: null,
    optedOutAt: null,
    optOutMethod: null,
    conversationIds: [],
    version: 0,
  };
  if (stored) return { conversation: stored, person };
  const contacts = await world.store.findContactsByPhone(organisation, personId);
  // Several people may share a number: naming one of them would be a guess.
  const contact = contacts.length === 1 ? contacts[0]! : null;
  return {
    person,
    conversation: {
      id,
      organisation,
      line: line.phone,
      lineKey: line.lineKey,
      phone,
      personId,
      contact: contact && { id: contact.id, kind: contact.kind, name: contact.name, url: contact.url },
      status: 'open',
      assignee: null,
      unreadCount: 0,
      readVersion: 0,
      consent: person.consent,
      hold: null,
      timeZone: contact?.timeZone ?? null,
      lastMessage: null,
      lastActivityAt: null,
      lastTextVersion: 0,
      outbox: [],
      undecided: [],
      cancelOnReply: [],
      createdAt: world.clock.now().toISOString(),
      version: 0,
    },
  };
};

/** The write of a person that a conversation's first version needs; none where the conversation is known to them. */
export const personOfNew = ({
  conversation,
  person,
}: Party): { person: Write<PersonState> } | Record<never, never> =>
  conversation.version > 0
    ? {}
    : {
        person: {
          before: person.version === 0 ? null : person,
          after: {
            ...person,
            conversationIds: [...person.conversationIds, conversation.id],
            version: person.version + 1,
          },
        },
      };

export const without = (ids: readonly string[], id: string): readonly string[] =>
  ids.filter((other) => other !== id);
