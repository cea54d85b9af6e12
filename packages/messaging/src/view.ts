import type { Conversation, Message } from '@sms/contract';
import type { ConversationState, MessageState } from '@sms/domain';

/** What the outside sees of a conversation. */
export const conversationView = (state: ConversationState): Conversation => ({
  id: state.id,
  phone: state.phone,
  line: state.line,
  contact: state.contact ? { ...state.contact } : null,
  status: state.status,
  assignee: state.assignee,
  unreadCount: state.unreadCount,
  consent: state.consent,
  hold: state.hold,
  timeZone: state.timeZone,
  lastMessage: state.lastMessage ? { ...state.lastMessage } : null,
  version: state.version,
});

/** What the outside sees of a message. */
export const messageView = (state: MessageState): Message => ({
  id: state.id,
  conversationId: state.conversationId,
  direction: state.direction,
  body: state.body,
  media: state.media.map((media) => ({ ...media })),
  status: state.status,
  segments: state.segments,
  createdAt: state.createdAt,
  sendAt: state.sendAt,
  timeZone: state.timeZone,
  cancelOnReply: state.cancelOnReply,
  sentAt: state.sentAt,
  deliveredAt: state.deliveredAt,
  author: state.author ? { ...state.author } : null,
  error: state.error ? { ...state.error } : null,
  retryOf: state.retryOf,
  version: state.version,
});
