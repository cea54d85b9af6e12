import { untilCommitted } from './change.ts';
import { deliver, type DeliveryOptions } from './deliver-message.ts';
import { handToDelivery } from './outgoing-text.ts';
import { loadMessage } from './schedule-actions.ts';
import { conversationOf, type World } from './ports.ts';

/** Share of a line's allowance that what the clock brings leaves for what people answer meanwhile. */
export const reserveForAnswers = 6;

/**
 * Hands a scheduled text to delivery if its time has come, and delivers. For the alarm clock and the sweep alike: early,
 * late, twice and for nothing are all harmless.
 */
export const deliverDue = async (
  world: World,
  messageId: string,
  options: DeliveryOptions = {},
): Promise<void> => {
  const organisation = await world.store.organisationOf(conversationOf(messageId));
  if (organisation === null) return;
  const conversationId = await untilCommitted(world, async () => {
    const found = await loadMessage(world, organisation, messageId);
    if (!found) return { answer: null };
    const { conversation, message } = found;
    const now = world.clock.now();
    // What a person sent has nothing to deliver.
    if (message.direction === 'inbound') return { answer: null };
    if (message.status !== 'scheduled') return { answer: conversation.id };
    if (message.sendAt === null || message.sendAt > now.toISOString()) return { answer: null };
    return {
      change: { ...handToDelivery(conversation, message, message, now), audit: [] },
      answer: conversation.id,
    };
  });
  if (conversationId !== null)
    await deliver(world, organisation, conversationId, { reserve: reserveForAnswers, ...options });
};
