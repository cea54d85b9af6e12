import {
  consentRequest,
  countSegments,
  type ConsentRequest,
  type ConversationState,
  previewOf,
  systemActor,
  type Line,
  type MessageState,
} from '@sms/domain';
import {
  auditRecord,
  loadParty,
  nextVersion,
  personOfNew,
  untilCommitted,
  withMessage,
  type Party,
} from './change.ts';
import { consentWrites } from './change-consent.ts';
import { rememberToTell, tryToTellConsents } from './consent-sync.ts';
import { deliver } from './deliver-message.ts';
import { mediaToFetch } from './fetch-media.ts';
import { draftText, handToDelivery } from './outgoing-text.ts';
import type { Carrier, CarrierRecord, Change, World, Write } from './ports.ts';

const received = (
  party: Party,
  line: Line,
  record: CarrierRecord,
  id: string,
  now: string,
): Omit<MessageState, 'version'> => ({
  ...draftText(
    party.conversation,
    line.carrier,
    { id, body: record.body, author: null, requestHash: null, retryOf: null },
    new Date(now),
  ),
  direction: 'inbound',
  status: 'received',
  segments: countSegments(record.body),
  ...mediaToFetch(record, new Date(now)),
  carrierMessageId: record.carrierMessageId,
});

type Received = {
  readonly kind: 'stored' | 'duplicate';
  readonly request: ConsentRequest;
  readonly conversation: ConversationState;
};

/** Scheduled texts that wait only for their time, and that this answer makes needless. */
const cancelledByReply = async (
  world: World,
  party: Party,
  conversation: Write<Party['conversation']>,
): Promise<Write<MessageState>[]> => {
  const writes: Write<MessageState>[] = [];
  for (const id of party.conversation.cancelOnReply) {
    const message = await world.store.getMessage(party.conversation.organisation, party.conversation.id, id);
    if (message?.status !== 'scheduled') continue;
    writes.push(withMessage(conversation, message, { ...message, status: 'cancelled', dueAt: null }));
  }
  return writes;
};

/**
 * Stores a person's text: once, however often and in whatever order the carrier tells of it. The carriers' exact words
 * STOP and START take effect in the same write, before the carrier is answered.
 */
export const receiveInbound = async (
  world: World,
  line: Line,
  carrier: Pick<Carrier, 'answersHelp' | 'setConsent'>,
  record: CarrierRecord,
): Promise<'stored' | 'duplicate'> => {
  const { organisation } = line;
  const actor = systemActor(organisation, 'carrier');
  const outcome = await untilCommitted<Received>(world, async () => {
    const party = await loadParty(world, line, record.from);
    const { conversation } = party;
    const id = world.identifiers.inboundMessageId(conversation.id, record.carrierMessageId);
    const request = consentRequest(record.body, party.person.consent === 'opted_out');
    if (conversation.version > 0 && (await world.store.getMessage(organisation, conversation.id, id))) {
      return { answer: { kind: 'duplicate', request, conversation } };
    }
    const now = world.clock.now().toISOString();
    const write = nextVersion(conversation, {
      status: 'open',
      unreadCount: conversation.unreadCount + 1,
      lastMessage: { direction: 'inbound', preview: previewOf(record.body), at: now },
      lastActivityAt: now,
      lastTextVersion: conversation.version + 1,
      cancelOnReply: [],
    });
    const about = { conversationId: conversation.id, messageId: id };
    const cancelled = await cancelledByReply(world, party, write);
    const base: Change = {
      conversations: [write],
      messages: [
        withMessage(write, null, {
          ...received(party, line, record, id, now),
          threadPosition: write.after.version,
        }),
        ...cancelled,
      ],
      ...personOfNew(party),
      audit: [
        auditRecord(world, actor, 'message.received', about),
        ...cancelled.map(({ after }) =>
          auditRecord(
            world,
            actor,
            'message.cancelled',
            { conversationId: conversation.id, messageId: after.id },
            { by: 'reply' },
          ),
        ),
      ],
    };
    if (request !== 'stop' && request !== 'start') {
      return { change: base, answer: { kind: 'stored', request, conversation: write.after } };
    }
    const status = request === 'stop' ? 'opted_out' : 'consented';
    if (carrier.setConsent && party.person.consent !== status) await rememberToTell(world, line, record.from);
    const consent = await consentWrites(world, party, write, status, 'keyword');
    const action = request === 'stop' ? 'consent.opted_out' : 'consent.consented';
    return {
      change: {
        ...base,
        ...consent,
        audit: [...base.audit, auditRecord(world, actor, action, about, { method: 'keyword' })],
      },
      answer: { kind: 'stored', request, conversation: write.after },
    };
  });
  // Also when the text was stored before: whoever stored it may have died before the answer, which is made once.
  const mayBeAnswered = outcome.conversation.consent !== 'opted_out';
  if (outcome.request === 'help' && mayBeAnswered && !carrier.answersHelp && line.helpText !== null) {
    await answerHelp(world, line, record);
  }
  // The carrier may not know the word: what it blocks, or lets through, is to be what the person now wants.
  const changesConsent = outcome.request === 'stop' || outcome.request === 'start';
  if (changesConsent && carrier.setConsent) await tryToTellConsents(world, line);
  return outcome.kind;
};

/** Queues the line's help text, once a request; CTIA Messaging Principles 5.1 want HELP answered always. */
const answerHelp = async (world: World, line: Line, record: CarrierRecord): Promise<void> => {
  const { organisation } = line;
  const conversationId = await untilCommitted(world, async () => {
    const { conversation } = await loadParty(world, line, record.from);
    const id = world.identifiers.outboundMessageId(conversation.id, `help ${record.carrierMessageId}`);
    if (await world.store.getMessage(organisation, conversation.id, id)) return { answer: null };
    const now = world.clock.now();
    const text = draftText(
      conversation,
      line.carrier,
      { id, body: line.helpText ?? '', author: null, requestHash: null, retryOf: null },
      now,
    );
    const audit = auditRecord(world, systemActor(organisation, 'help'), 'consent.help_requested', {
      conversationId: conversation.id,
      messageId: id,
    });
    return {
      change: { ...handToDelivery(conversation, null, text, now), audit: [audit] },
      answer: conversation.id,
    };
  });
  if (conversationId !== null) await deliver(world, organisation, conversationId, { texts: 1 });
};
