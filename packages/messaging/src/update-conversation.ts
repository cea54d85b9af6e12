import type { Actor, AuditRecord } from '@sms/domain';
import type { Conversation, PatchConversation } from '@sms/contract';
import { auditRecord, nextVersion, untilCommitted } from './change.ts';
import { conversationNotFound, succeed, type Outcome } from './outcome.ts';
import type { World } from './ports.ts';
import { conversationView } from './view.ts';

/** Closes, reopens, assigns, marks read, lifts a hold. What is so already changes nothing. */
export const updateConversation =
  (world: Pick<World, 'store' | 'newId' | 'clock' | 'pause'>) =>
  (actor: Actor, conversationId: string, patch: PatchConversation): Promise<Outcome<Conversation>> =>
    untilCommitted(world, async () => {
      const before = await world.store.getConversation(actor.organisation, conversationId);
      if (!before) return { answer: conversationNotFound() };
      const readVersion = Math.max(before.readVersion, Math.min(patch.readVersion ?? 0, before.version));
      const write = nextVersion(before, {
        ...(patch.status === undefined ? {} : { status: patch.status }),
        ...(patch.assignee === undefined ? {} : { assignee: patch.assignee }),
        ...(patch.hold === undefined ? {} : { hold: null }),
        ...(readVersion === before.readVersion
          ? {}
          : {
              readVersion,
              unreadCount: await world.store.countInboundAfter(
                actor.organisation,
                conversationId,
                readVersion,
              ),
            }),
      });
      const { after } = write;
      const changed = (['status', 'assignee', 'hold', 'unreadCount', 'readVersion'] as const).filter(
        (field) => before[field] !== after[field],
      );
      // A later place of reading that leaves nothing less unread is nobody's news.
      if (changed.every((field) => field === 'readVersion'))
        return { answer: succeed(conversationView(before)) };
      const details: AuditRecord['details'] = Object.fromEntries(changed.map((field) => [field, true]));
      const action = before.hold !== null && after.hold === null ? 'hold.lifted' : 'conversation.updated';
      return {
        change: {
          conversations: [write],
          messages: [],
          audit: [auditRecord(world, actor, action, { conversationId }, details)],
        },
        answer: succeed(conversationView(after)),
      };
    });
