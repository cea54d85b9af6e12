import type { Conversation } from '@sms/contract';

/** `+1 202 555 0123`; numbers of other countries stay as they are. */
export const spacedPhone = (phone: string): string =>
  phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1\u00a0$1\u00a0$2\u00a0$3');

/** Whom a conversation is with: the contact's name, else the number (E.164). */
export const nameOf = ({ contact, phone }: Pick<Conversation, 'contact' | 'phone'>): string =>
  contact?.name ?? phone;

/** The same for the eye. */
export const shownName = ({ contact, phone }: Pick<Conversation, 'contact' | 'phone'>): string =>
  contact?.name ?? spacedPhone(phone);
