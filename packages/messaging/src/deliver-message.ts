import { canMove, systemActor, type Line, type MessageError, type MessageState } from '@sms/domain';
import { auditRecord, nextVersion, untilCommitted, without } from './change.ts';
import { changeConsent } from './change-consent.ts';
import {
  atRest,
  changeOf,
  claimLeaseMilliseconds,
  clockSkewMilliseconds,
  couldBe,
  linkRecord,
  type Head,
} from './message-change.ts';
import { lineOf } from './outgoing-text.ts';
import type { Carrier, SendOutcome, World } from './ports.ts';
import { checkText, deliveryErrors, findingCounts, phiSettingsOf, recipientRefusal } from './text-checks.ts';
import { applyParked, recordOptOut } from './record-status.ts';

/**
 * When the carrier's records are searched for a text whose answer was lost: at once, then after these many milliseconds
 * from look to look. Carriers do not say how soon their records show a text; seconds to minutes are seen.
 */
export const reconciliationGaps = [0, 60_000, 120_000, 240_000, 480_000] as const;

/** How long to wait when a check, or the carrier's records, cannot answer, in milliseconds. */
const unavailableGapMilliseconds = 60_000;

/** How many texts of one conversation one call hands over at most; the sweep goes on. */
const textsPerCall = 20;

export type DeliveryOptions = {
  /** What must be left in the line's allowance for more urgent texts. */
  readonly reserve?: number;
  readonly texts?: number;
  /** Lines whose allowance was found used up, for one who delivers many: their texts are left, and what is found is added. */
  readonly usedUp?: Set<string>;
  /** Nothing new is begun after so long: somebody waits for the answer. The sweep goes on. */
  readonly budgetMilliseconds?: number;
};

/** How long a person's request hands texts over: well below the 30 seconds after which API Gateway gives up. */
export const requestBudgetMilliseconds = 5_000;

const later = (now: Date, milliseconds: number): string =>
  new Date(now.getTime() + milliseconds).toISOString();

const loadHead = async (world: World, organisation: string, conversationId: string): Promise<Head | null> => {
  const conversation = await world.store.getConversation(organisation, conversationId);
  const id = conversation?.outbox[0];
  if (!conversation || id === undefined) return null;
  const message = await world.store.getMessage(organisation, conversationId, id);
  return message && { conversation, message };
};

const loadText = async (
  world: World,
  { organisation, conversationId, id }: Pick<MessageState, 'organisation' | 'conversationId' | 'id'>,
): Promise<Head | null> => {
  const conversation = await world.store.getConversation(organisation, conversationId);
  const message = await world.store.getMessage(organisation, conversationId, id);
  return conversation && message && { conversation, message };
};

/** `emptied`: handed over, and nothing waits behind it. */
type Step = 'again' | 'stop' | 'handed_over' | 'emptied';

/** Why a queued text may not be handed over any more, with the evidence for it. */
const deliveryRefusal = async (
  world: World,
  { conversation, message }: Head,
): Promise<
  { error: MessageError; details: Record<string, string | number | boolean> } | 'unavailable' | null
> => {
  const unwanted = recipientRefusal(conversation);
  if (unwanted) {
    const error = deliveryErrors[unwanted.code === 'opted_out' ? 'opted_out' : 'held_for_decision'];
    return { error, details: { code: error.code } };
  }
  // Warnings were shown when the text was accepted; at delivery only a block counts.
  const settings = await phiSettingsOf(world, conversation.organisation);
  const verdict = checkText(world, message.body, settings, true);
  if (verdict.kind === 'unavailable') return 'unavailable';
  if (verdict.kind !== 'blocked') return null;
  return {
    error: deliveryErrors.phi_blocked,
    details: { code: 'phi_blocked', ...findingCounts(verdict.check) },
  };
};

const postpone = async (world: World, head: Head, until: string): Promise<Step> => {
  const { conversation, message } = head;
  const outcome = await world.store.commit(
    changeOf(conversation, message, { claim: null, notBefore: until, dueAt: until }),
  );
  return outcome === 'committed' ? 'stop' : 'again';
};

/** Waits for the line's allowance: who is looked at in time anyway keeps the place that the wait gave it. */
const awaitAllowance = async (world: World, head: Head, until: string): Promise<Step> => {
  const { dueAt } = head.message;
  return dueAt !== null && dueAt <= until ? 'stop' : postpone(world, head, until);
};

/** Takes the text for this worker. Others may have been faster; an answer lost on the way shows our own claim. */
const claim = async (world: World, head: Head): Promise<Head | null> => {
  const { conversation, message } = head;
  const now = world.clock.now();
  const ours = { id: world.newId(), at: now.toISOString(), until: later(now, claimLeaseMilliseconds) };
  const change = changeOf(conversation, message, {
    status: 'sending',
    claim: ours,
    notBefore: null,
    dueAt: ours.until,
    error: null,
  });
  if ((await world.store.commit(change)) === 'committed')
    return { conversation: change.conversations[0]!.after, message: change.messages[0]!.after };
  const found = await loadText(world, message);
  return found?.message.status === 'sending' && found.message.claim?.id === ours.id ? found : null;
};

/** What becomes of a text by the carrier's answer. */
const afterSend = (
  outcome: SendOutcome,
  message: MessageState,
  now: Date,
): Partial<Omit<MessageState, 'version'>> => {
  switch (outcome.kind) {
    case 'accepted':
      return {
        ...atRest,
        status: 'sent',
        sentAt: now.toISOString(),
        carrierMessageId: outcome.carrierMessageId,
        error: null,
        reconciliation: null,
      };
    case 'refused':
      return { ...atRest, status: 'failed', error: outcome.error, reconciliation: null };
    case 'limited': {
      const until = later(now, outcome.retryAfterSeconds * 1000);
      return { claim: null, notBefore: until, dueAt: until };
    }
    case 'unknown':
      return {
        status: 'unconfirmed',
        claim: null,
        error: deliveryErrors.unconfirmed,
        reconciliation: { since: message.claim?.at ?? message.createdAt, looks: 0 },
        dueAt: now.toISOString(),
      };
  }
};

/** Writes down what the carrier answered, unless a webhook told it first. */
const recordAnswer = (world: World, claimedHead: Head, outcome: SendOutcome): Promise<Step> => {
  const claimed = claimedHead.message;
  // As a rule nobody has written since the claim.
  let known: Head | null = claimedHead;
  return untilCommitted<Step>(world, async () => {
    const head: Head | null = known ?? (await loadText(world, claimed));
    known = null;
    if (!head) throw new Error('A claimed text is not there.');
    const { conversation, message } = head;
    const isOurs = message.claim?.id === claimed.claim?.id || message.status === 'unconfirmed';
    const patch = afterSend(outcome, claimed, world.clock.now());
    const staysInFlight = patch.status === undefined && message.status === 'sending';
    const moves = patch.status !== undefined && canMove(message.status, patch.status);
    if (!isOurs || !(moves || staysInFlight)) return { answer: 'handed_over' };
    const links =
      outcome.kind === 'accepted'
        ? [
            {
              conversationId: message.conversationId,
              carrierMessageId: outcome.carrierMessageId,
              messageId: message.id,
            },
          ]
        : [];
    const outbox = without(conversation.outbox, message.id);
    const leaves = outcome.kind === 'accepted' || outcome.kind === 'refused';
    const change = changeOf(
      conversation,
      message,
      patch,
      leaves ? { outbox, undecided: without(conversation.undecided, message.id) } : {},
    );
    const left: Step = outbox.length === 0 ? 'emptied' : 'handed_over';
    return {
      change: { ...change, links },
      answer: leaves ? left : outcome.kind === 'limited' ? 'stop' : 'again',
    };
  });
};

const handOver = async (
  world: World,
  head: Head,
  carrier: Carrier,
  line: Line,
  { reserve = 0, usedUp }: DeliveryOptions,
): Promise<Step> => {
  const now = world.clock.now();
  const slot = await world.store.takeSendSlot(line.lineKey, now.toISOString(), {
    perMinute: carrier.pacePerMinute,
    reserve,
  });
  if (slot.kind === 'wait') {
    usedUp?.add(line.lineKey);
    return awaitAllowance(world, head, slot.until);
  }
  const claimedHead = await claim(world, head);
  if (!claimedHead) return 'again';
  const claimed = claimedHead.message;
  const outcome = await carrier.send({
    line,
    to: head.conversation.phone,
    body: claimed.body,
    messageId: claimed.id,
    attemptId: claimed.claim!.id,
  });
  world.log(
    (
      {
        accepted: 'delivery_accepted',
        refused: 'delivery_refused',
        limited: 'delivery_limited',
        unknown: 'delivery_unknown',
      } as const
    )[outcome.kind],
    { messageId: claimed.id, ...(outcome.kind === 'refused' ? { code: outcome.error.code } : {}) },
  );
  if (outcome.kind === 'limited') {
    await world.store.blockLine(line.lineKey, later(world.clock.now(), outcome.retryAfterSeconds * 1000));
  }
  const step = await recordAnswer(world, claimedHead, outcome);
  if (outcome.kind === 'accepted') {
    const { organisation, conversationId } = claimed;
    await applyParked(world, organisation, conversationId, outcome.carrierMessageId);
  }
  if (outcome.kind === 'refused' && outcome.optedOut) {
    await changeConsent(world, line, head.conversation.phone, 'opted_out', 'carrier');
  }
  return step;
};

const stepQueued = async (world: World, head: Head, options: DeliveryOptions): Promise<Step> => {
  const { conversation, message } = head;
  const now = world.clock.now();
  if (options.usedUp?.has(conversation.lineKey)) return 'stop';
  if (message.notBefore !== null && message.notBefore > now.toISOString()) return 'stop';
  // A text that waits for the carrier's limit was checked before its claim; it is checked again before the next one.
  const refusal = await deliveryRefusal(world, head);
  if (refusal === 'unavailable') {
    world.log('delivery_check_unavailable', { messageId: message.id });
    return postpone(world, head, later(now, unavailableGapMilliseconds));
  }
  if (refusal) {
    const change = changeOf(
      conversation,
      message,
      { ...atRest, status: 'failed', error: refusal.error },
      { outbox: without(conversation.outbox, message.id) },
    );
    const audit = auditRecord(
      world,
      systemActor(conversation.organisation, 'delivery'),
      'message.delivery_refused',
      { conversationId: conversation.id, messageId: message.id },
      refusal.details,
    );
    await world.store.commit({ ...change, audit: [audit] });
    return 'again';
  }
  const line = await lineOf(world, conversation);
  return handOver(world, head, await world.carrierFor(line), line, options);
};

/** Whoever held it died: the text may have left, so its fate is to be learnt before anything else. */
const leaseExpired = async (world: World, { conversation, message }: Head): Promise<Step> => {
  world.log('delivery_lease_expired', { messageId: message.id });
  const now = world.clock.now();
  await world.store.commit(
    changeOf(conversation, message, {
      status: 'unconfirmed',
      claim: null,
      error: deliveryErrors.unconfirmed,
      reconciliation: { since: message.claim?.at ?? message.createdAt, looks: 0 },
      dueAt: now.toISOString(),
    }),
  );
  return 'again';
};

/** Asks the carrier what became of a text before anything else is done about it. */
const reconcile = async (world: World, head: Head): Promise<Step> => {
  const { conversation, message } = head;
  const now = world.clock.now();
  if (message.dueAt !== null && message.dueAt > now.toISOString()) return 'stop';
  const { since, looks } = message.reconciliation ?? { since: message.createdAt, looks: 0 };
  const line = await lineOf(world, conversation);
  const carrier = await world.carrierFor(line);
  const from = new Date(Date.parse(since) - clockSkewMilliseconds).toISOString();
  const records = await carrier.findSent({ line, to: conversation.phone, since: from });
  if (records === null) {
    world.log('reconciliation_unanswered', { messageId: message.id });
    const change = changeOf(conversation, message, { dueAt: later(now, unavailableGapMilliseconds) });
    return (await world.store.commit(change)) === 'committed' ? 'stop' : 'again';
  }
  const candidates = records
    .filter((record) => couldBe(message, record))
    .sort((left, right) => left.at.localeCompare(right.at));
  for (const record of candidates) {
    const link = await world.store.getLink(conversation.id, record.carrierMessageId);
    if (link?.messageId) continue;
    if ((await world.store.commit(linkRecord(head, record))) === 'committed') {
      world.log('reconciled', { messageId: message.id });
      await applyParked(world, conversation.organisation, conversation.id, record.carrierMessageId);
      await recordOptOut(world, line, conversation.phone, record.error);
    }
    return 'again';
  }
  const gap = reconciliationGaps[looks + 1];
  const change =
    gap === undefined
      ? changeOf(
          conversation,
          message,
          { ...atRest, error: deliveryErrors.unconfirmed_needs_decision },
          {
            outbox: without(conversation.outbox, message.id),
            undecided: [...conversation.undecided, message.id],
          },
        )
      : changeOf(conversation, message, {
          reconciliation: { since, looks: looks + 1 },
          dueAt: later(now, gap),
        });
  if (gap === undefined) world.log('needs_decision', { messageId: message.id });
  return (await world.store.commit(change)) === 'committed' && gap !== undefined ? 'stop' : 'again';
};

const step = async (world: World, head: Head, options: DeliveryOptions): Promise<Step> => {
  const { conversation, message } = head;
  const now = world.clock.now().toISOString();
  switch (message.status) {
    case 'queued':
      return stepQueued(world, head, options);
    case 'sending':
      if (message.claim === null) return stepQueued(world, head, options);
      return message.claim.until > now ? 'stop' : leaseExpired(world, head);
    case 'unconfirmed':
      return reconcile(world, head);
    default: {
      // What is at rest has no place in the outbox; it stays there only if a former version left it.
      await world.store.commit({
        conversations: [nextVersion(conversation, { outbox: without(conversation.outbox, message.id) })],
        messages: [],
        audit: [],
      });
      return 'again';
    }
  }
};

/**
 * Delivers what waits in a conversation's outbox, in order: check, claim, call the carrier, record. The one way to a
 * carrier, whoever opens the door: a send, the alarm clock, a retry or the sweep. Safe to call at any time and twice at
 * once: the claim decides, and a text whose fate is unknown is looked up at the carrier before anything follows it.
 */
export const deliver = async (
  world: World,
  organisation: string,
  conversationId: string,
  options: DeliveryOptions = {},
): Promise<void> => {
  const { texts = textsPerCall, budgetMilliseconds = Infinity } = options;
  const startedAt = world.clock.now().getTime();
  let handedOver = 0;
  for (let steps = 0; steps < textsPerCall * 5 && handedOver < texts; steps += 1) {
    if (world.clock.now().getTime() - startedAt > budgetMilliseconds) return;
    const head = await loadHead(world, organisation, conversationId);
    if (!head) return;
    const outcome = await step(world, head, options);
    if (outcome === 'stop' || outcome === 'emptied') return;
    if (outcome === 'handed_over') handedOver += 1;
  }
};
