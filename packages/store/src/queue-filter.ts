import type { ConversationState } from '@sms/domain';
import type { QueueFilter } from '@sms/messaging/ports';

/** Whether a conversation is in the part of the queue that was asked for. `waiting`: they wrote last. */
export const matchesFilter = (conversation: ConversationState, filter: QueueFilter): boolean => {
  if (filter.status !== 'all' && conversation.status !== filter.status) return false;
  if (filter.assignee === 'none' && conversation.assignee !== null) return false;
  if (filter.assignee !== null && filter.assignee !== 'none' && conversation.assignee !== filter.assignee)
    return false;
  if (filter.unread && conversation.unreadCount === 0) return false;
  if (filter.waiting && conversation.lastMessage?.direction !== 'inbound') return false;
  return true;
};

/** A page looks at no more items than this before it answers with what it found and where to go on. */
export const maxScanned = 2000;
