import type { Actor, ContactKind, Line } from '@sms/domain';
import type { Conversation, ResolveConversation } from '@sms/contract';
import { parsePhone } from '@sms/phone';
import { auditRecord, loadParty, nextVersion, personOfNew, untilCommitted } from './change.ts';
import { refuse, succeed, type Outcome, type Refusal } from './outcome.ts';
import type { World } from './ports.ts';
import { conversationView } from './view.ts';

const contactOf = (wanted: ResolveConversation): { id: string; kind: ContactKind } | null => {
  if (wanted.contactId) return { id: wanted.contactId, kind: 'contact' };
  if (wanted.leadId) return { id: wanted.leadId, kind: 'lead' };
  if (wanted.partnerId) return { id: wanted.partnerId, kind: 'partner' };
  return null;
};

const wantedPhone = async (
  world: World,
  actor: Actor,
  wanted: ResolveConversation,
): Promise<string | Refusal> => {
  if (wanted.phone !== undefined && wanted.phone.trim() !== '') {
    return (
      parsePhone(wanted.phone) ??
      refuse(
        'invalid_phone',
        'Write the number with its area code, like (202) 555-0123 or +1 202 555 0123.',
        {
          errors: [{ path: 'phone', message: 'is not a phone number' }],
        },
      )
    );
  }
  const context = contactOf(wanted);
  if (!context) return refuse('context_required', 'Give a phone number, or open the page from a contact.');
  const contact = await world.store.getContact(actor.organisation, context.id);
  if (!contact || contact.kind !== context.kind) {
    return refuse(
      'contact_not_found',
      'There is no such contact. Load the conversation by its phone number.',
    );
  }
  return (
    contact.phones[0] ?? refuse('contact_without_phone', `${contact.name} has no phone number on record.`)
  );
};

const wantedLine = async (world: World, actor: Actor, line: string | undefined): Promise<Line | Refusal> => {
  const lines = await world.store.listLines(actor.organisation);
  const phone = line === undefined ? lines[0]?.phone : parsePhone(line);
  return (
    lines.find((candidate) => candidate.phone === phone) ??
    refuse('unknown_line', 'Choose one of the lines of your organisation.')
  );
};

/** Finds the conversation with a number or a contact on one of the organisation's lines, or makes it. */
export const resolveConversation =
  (world: World) =>
  async (actor: Actor, wanted: ResolveConversation): Promise<Outcome<Conversation>> => {
    const phone = await wantedPhone(world, actor, wanted);
    if (typeof phone !== 'string') return phone;
    const line = await wantedLine(world, actor, wanted.line);
    if ('ok' in line) return line;
    return untilCommitted(world, async () => {
      const party = await loadParty(world, line, phone);
      const audit = auditRecord(world, actor, 'conversation.opened', {
        conversationId: party.conversation.id,
      });
      if (party.conversation.version > 0) {
        await world.store.appendAudit(audit);
        return { answer: succeed(conversationView(party.conversation)) };
      }
      const conversation = nextVersion(party.conversation);
      return {
        change: { conversations: [conversation], messages: [], ...personOfNew(party), audit: [audit] },
        answer: succeed(conversationView(conversation.after)),
      };
    });
  };
