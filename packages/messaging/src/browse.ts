import type { Actor } from '@sms/domain';
import type {
  ContactCard,
  Conversation,
  ConversationPage,
  ListConversationsQuery,
  ListMessagesQuery,
  ListScheduledQuery,
  MessagePage,
} from '@sms/contract';
import { auditRecord } from './change.ts';
import { conversationNotFound, refuse, succeed, type Outcome } from './outcome.ts';
import type { World } from './ports.ts';
import { conversationView, messageView } from './view.ts';

type Reading = Pick<World, 'store' | 'newId' | 'clock'>;

/** The queue, latest activity first. */
export const listConversations =
  (world: Reading) =>
  async (actor: Actor, query: ListConversationsQuery): Promise<Outcome<ConversationPage>> => {
    const page = await world.store.listQueue(
      actor.organisation,
      {
        status: query.status,
        assignee: query.assignee === 'me' ? actor.userId : (query.assignee ?? null),
        unread: query.unread === 'true',
        waiting: query.waiting === 'true',
      },
      query.limit,
      query.cursor ?? null,
    );
    await world.store.appendAudit(
      auditRecord(world, actor, 'queue.read', {}, { conversations: page.items.length }),
    );
    return succeed({ items: page.items.map(conversationView), nextCursor: page.next });
  };

/** One conversation; that it was looked at is evidence. */
export const getConversation =
  (world: Reading) =>
  async (actor: Actor, conversationId: string): Promise<Outcome<Conversation>> => {
    const conversation = await world.store.getConversation(actor.organisation, conversationId);
    if (!conversation) return conversationNotFound();
    await world.store.appendAudit(auditRecord(world, actor, 'conversation.read', { conversationId }));
    return succeed(conversationView(conversation));
  };

/** A page of the thread, or with `sinceVersion` everything that changed after that version. */
export const listMessages =
  (world: Reading) =>
  async (actor: Actor, conversationId: string, query: ListMessagesQuery): Promise<Outcome<MessagePage>> => {
    // Read before the messages: whoever applies them is then at least at this version, never ahead of what they hold.
    const conversation = await world.store.getConversation(actor.organisation, conversationId);
    if (!conversation) return conversationNotFound();
    const since = query.sinceVersion;
    const cursor = query.cursor ?? query.before ?? null;
    const page =
      since === undefined
        ? await world.store.listThread(actor.organisation, conversationId, query.limit, cursor)
        : await world.store.listChangedSince(actor.organisation, conversationId, since, query.limit, cursor);
    await world.store.appendAudit(
      auditRecord(world, actor, 'conversation.read', { conversationId }, { messages: page.items.length }),
    );
    return succeed({
      items: page.items.map(messageView),
      nextCursor: page.next,
      version: conversation.version,
      conversation: conversationView(conversation),
    });
  };

const allScheduled = ['scheduled', 'queued', 'sending', 'unconfirmed', 'failed', 'cancelled'] as const;

/** Texts made with a time that have not been sent, soonest first. */
export const listScheduled =
  (world: Reading) =>
  async (actor: Actor, conversationId: string, query: ListScheduledQuery): Promise<Outcome<MessagePage>> => {
    if (!(await world.store.getConversation(actor.organisation, conversationId)))
      return conversationNotFound();
    const page = await world.store.listScheduled(
      actor.organisation,
      conversationId,
      query.status === 'all' ? allScheduled : [query.status],
      query.limit,
      query.cursor ?? null,
    );
    await world.store.appendAudit(
      auditRecord(world, actor, 'conversation.read', { conversationId }, { messages: page.items.length }),
    );
    return succeed({ items: page.items.map(messageView), nextCursor: page.next });
  };

/** The card of a contact, lead or partner. */
export const getContact =
  (world: Reading) =>
  async (actor: Actor, contactId: string): Promise<Outcome<ContactCard>> => {
    const contact = await world.store.getContact(actor.organisation, contactId);
    if (!contact) return refuse('contact_not_found', 'There is no such contact.');
    await world.store.appendAudit(auditRecord(world, actor, 'contact.read', {}, { contactId }));
    return succeed({ id: contact.id, kind: contact.kind, name: contact.name, url: contact.url });
  };
