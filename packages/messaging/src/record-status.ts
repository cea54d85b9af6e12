import { canMove, type Line, type MessageError, type MessageState } from '@sms/domain';
import { loadParty, nextVersion, personOfNew, untilCommitted, withMessage } from './change.ts';
import { changeConsent } from './change-consent.ts';
import { atRest, changeOf, couldBe, linkRecord } from './message-change.ts';
import { draftText } from './outgoing-text.ts';
import type { CarrierEvent, CarrierRecord, DeliveryStatus, World } from './ports.ts';
import { previewOf } from '@sms/domain';
import { without } from './change.ts';

/** Moves a text on by what the carrier says; what would move it back, or not at all, is nothing new. */
export const applyStatus = (
  world: World,
  text: Pick<MessageState, 'organisation' | 'conversationId' | 'id'>,
  status: DeliveryStatus,
  error: MessageError | null,
  at: string,
  link?: string,
): Promise<void> =>
  untilCommitted(world, async () => {
    // Most of what carriers tell is known already: then the text alone says so.
    const message = await world.store.getMessage(text.organisation, text.conversationId, text.id);
    if (!message || !canMove(message.status, status)) return { answer: undefined };
    const conversation = await world.store.getConversation(text.organisation, text.conversationId);
    if (!conversation) return { answer: undefined };
    const change = changeOf(
      conversation,
      message,
      {
        ...atRest,
        status,
        sentAt: message.sentAt ?? (status === 'failed' ? null : at),
        deliveredAt: status === 'delivered' ? at : null,
        carrierMessageId: message.carrierMessageId ?? link ?? null,
        reconciliation: null,
        error: status === 'sent' || status === 'delivered' ? null : error,
      },
      {
        outbox: without(conversation.outbox, message.id),
        undecided: without(conversation.undecided, message.id),
      },
    );
    const links =
      link === undefined
        ? []
        : [{ conversationId: conversation.id, carrierMessageId: link, messageId: message.id }];
    return { change: { ...change, links }, answer: undefined };
  });

/** Applies what a carrier told of a text before it was known whose it is; once it is, whoever tied it asks here. */
export const applyParked = async (
  world: World,
  organisation: string,
  conversationId: string,
  carrierMessageId: string,
): Promise<void> => {
  const link = await world.store.getLink(conversationId, carrierMessageId);
  if (!link?.messageId || !link.parked) return;
  const { status, error, at } = link.parked;
  await applyStatus(world, { organisation, conversationId, id: link.messageId }, status, error, at);
};

/** The carrier may know of an opt-out that never reached us as a text: an error of one of its texts says so. */
export const recordOptOut = async (
  world: World,
  line: Line,
  phone: string,
  error: MessageError | null,
): Promise<void> => {
  if (error?.code === 'opted_out') await changeConsent(world, line, phone, 'opted_out', 'carrier');
};

/** A carrier's word on one of our texts; what is not known yet whose it is, is kept until it is. */
export const recordStatus = async (
  world: World,
  line: Line,
  event: Extract<CarrierEvent, { kind: 'status' }>,
): Promise<void> => {
  const { organisation } = line;
  const conversationId = world.identifiers.conversationId(organisation, line.phone, event.to);
  const { carrierMessageId, status, error, at, attempt } = event;
  const link = await world.store.getLink(conversationId, carrierMessageId);
  if (link?.messageId) {
    await applyStatus(world, { organisation, conversationId, id: link.messageId }, status, error, at);
  } else if (attempt && attempt.messageId.startsWith(`${conversationId}.`)) {
    const text = { organisation, conversationId, id: attempt.messageId };
    const message = await world.store.getMessage(organisation, conversationId, attempt.messageId);
    if (!message) return;
    await applyStatus(world, text, status, error, at, carrierMessageId);
  } else {
    const parked = await world.store.parkStatus(conversationId, carrierMessageId, { status, error, at });
    if (parked === 'linked') return recordStatus(world, line, event);
  }
  await recordOptOut(world, line, event.to, error);
};

/** Who is named as the author of texts that staff sent from the carrier's own app. */
export const carrierAppAuthor = { id: 'carrier_app', name: "Carrier's app" } as const;

/**
 * A text of the line in the carrier's records: one of ours with news of its status, one of ours whose answer was lost,
 * or one that staff sent from the carrier's own app, which enters the thread as theirs.
 */
export const recordOutbound = async (world: World, line: Line, record: CarrierRecord): Promise<void> => {
  const { organisation } = line;
  const conversationId = world.identifiers.conversationId(organisation, line.phone, record.to);
  const step = await untilCommitted<'done' | 'known' | 'in_flight'>(world, async () => {
    const link = await world.store.getLink(conversationId, record.carrierMessageId);
    if (link?.messageId) return { answer: 'known' };
    const party = await loadParty(world, line, record.to);
    const { conversation } = party;
    for (const id of [...conversation.outbox, ...conversation.undecided]) {
      const message = await world.store.getMessage(organisation, conversation.id, id);
      if (!message || !couldBe(message, record)) continue;
      if (message.status === 'sending') return { answer: 'in_flight' };
      if (message.status === 'unconfirmed') {
        world.log('reconciled', { messageId: message.id });
        return { change: linkRecord({ conversation, message }, record), answer: 'done' };
      }
    }
    const now = world.clock.now();
    const write = nextVersion(conversation, {
      lastMessage: { direction: 'outbound', preview: previewOf(record.body), at: record.at },
      lastActivityAt: now.toISOString(),
      lastTextVersion: conversation.version + 1,
    });
    const draft = draftText(
      conversation,
      line.carrier,
      {
        id: world.identifiers.inboundMessageId(conversation.id, record.carrierMessageId),
        body: record.body,
        author: carrierAppAuthor,
        requestHash: null,
        retryOf: null,
      },
      now,
    );
    const message = withMessage(write, null, {
      ...draft,
      status: record.status ?? 'sent',
      createdAt: record.at,
      sentAt: record.at,
      deliveredAt: record.status === 'delivered' ? record.at : null,
      error: record.error,
      carrierMessageId: record.carrierMessageId,
      threadPosition: write.after.version,
    });
    const links = [
      {
        conversationId: conversation.id,
        carrierMessageId: record.carrierMessageId,
        messageId: message.after.id,
      },
    ];
    return {
      change: { conversations: [write], messages: [message], ...personOfNew(party), links, audit: [] },
      answer: 'done',
    };
  });
  if (step === 'done') {
    await applyParked(world, organisation, conversationId, record.carrierMessageId);
    await recordOptOut(world, line, record.to, record.error);
    return;
  }
  if (record.status === null) return;
  await recordStatus(world, line, {
    kind: 'status',
    carrierMessageId: record.carrierMessageId,
    from: record.from,
    to: record.to,
    status: record.status,
    error: record.error,
    attempt: null,
    at: record.at,
  });
};
