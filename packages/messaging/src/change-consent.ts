import {
  systemActor,
  type ConsentStatus,
  type ConversationState,
  type Line,
  type PersonState,
} from '@sms/domain';
import { auditRecord, loadParty, nextVersion, untilCommitted, type Party } from './change.ts';
import type { Change, World, Write } from './ports.ts';

/** How a consent came to be: the person's own word, the carrier's notice, or a member of staff. */
export type ConsentMethod = 'keyword' | 'carrier' | 'staff';

const methodNames: Record<ConsentMethod, string> = {
  keyword: 'Text message',
  carrier: 'Carrier',
  staff: 'Recorded by staff',
};

const personWith = (
  person: PersonState,
  status: ConsentStatus,
  method: ConsentMethod,
  now: string,
): Omit<PersonState, 'version'> => {
  switch (status) {
    case 'opted_out':
      return { ...person, consent: status, optedOutAt: now, optOutMethod: methodNames[method] };
    case 'consented':
      return { ...person, consent: status, consentedAt: now, consentMethod: methodNames[method] };
    case 'pending':
      return { ...person, consent: status };
  }
};

/**
 * The writes that make a person's consent so, in all their conversations at once: a claim on any line is then refused
 * by its own condition. `current` is the write of the conversation in hand, into which the consent is put.
 */
export const consentWrites = async (
  world: Pick<World, 'store' | 'clock'>,
  party: Party,
  current: Write<ConversationState>,
  status: ConsentStatus,
  method: ConsentMethod,
): Promise<Pick<Change, 'conversations'> & { person: Write<PersonState> }> => {
  const { person } = party;
  const now = world.clock.now().toISOString();
  const others: Write<ConversationState>[] = [];
  for (const id of person.conversationIds) {
    if (id === current.after.id) continue;
    const other = await world.store.getConversation(person.organisation, id);
    if (other) others.push(nextVersion(other, { consent: status }));
  }
  const known = person.conversationIds.includes(current.after.id);
  return {
    conversations: [{ ...current, after: { ...current.after, consent: status } }, ...others],
    person: {
      before: person.version === 0 ? null : person,
      after: {
        ...personWith(person, status, method, now),
        conversationIds: known ? person.conversationIds : [...person.conversationIds, current.after.id],
        version: person.version + 1,
      },
    },
  };
};

/**
 * Records a consent that is known otherwise than by a text: the carrier's notice, or its refusal of an opted-out number.
 * `isOutdated` tells of a person whether what they said themselves is newer.
 */
export const changeConsent = (
  world: World,
  line: Line,
  phone: string,
  status: 'consented' | 'opted_out',
  method: ConsentMethod,
  isOutdated: (person: PersonState) => boolean = () => false,
): Promise<void> =>
  untilCommitted(world, async () => {
    const party = await loadParty(world, line, phone);
    if (party.person.consent === status || isOutdated(party.person)) return { answer: undefined };
    const writes = await consentWrites(world, party, nextVersion(party.conversation), status, method);
    const audit = auditRecord(
      world,
      systemActor(line.organisation, method),
      status === 'opted_out' ? 'consent.opted_out' : 'consent.consented',
      { conversationId: party.conversation.id },
      { method },
    );
    return { change: { ...writes, messages: [], audit: [audit] }, answer: undefined };
  });
