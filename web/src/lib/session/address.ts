import type { ResolveConversation } from '@sms/contract';

/** The page that opens first. */
export const startPath = '/ce/sms/conversations';

/** The organisation's own rules of the PHI guard. */
export const phiSettingsPath = '/ce/sms/settings/phi';

const contextNames = ['contactId', 'leadId', 'partnerId'] as const;

/** What an address asks to be shown. */
export type Wanted =
  | { readonly kind: 'conversation'; readonly id: string }
  | { readonly kind: 'context'; readonly context: ResolveConversation }
  | null;

/**
 * Takes a phone number out of an address: `href` is the same address without it. A plus sign that nobody escaped
 * arrives as a space.
 */
export const takePhone = (href: string): { readonly href: string; readonly phone: string | null } => {
  const url = new URL(href);
  const phone = url.searchParams.get('phone');
  if (phone === null) return { href, phone: null };
  url.searchParams.delete('phone');
  const typed = phone.trim();
  return {
    href: url.href,
    phone: typed === '' ? null : /^ +\d/.test(phone) ? `+${typed}` : typed,
  };
};

/** What the parameters of an address ask for; a conversation's id goes before a contact's. */
export const wantedBy = (parameters: Pick<URLSearchParams, 'get'>): Wanted => {
  const id = parameters.get('conversation');
  if (id) return { kind: 'conversation', id };
  for (const name of contextNames) {
    const value = parameters.get(name);
    if (value) return { kind: 'context', context: { [name]: value } };
  }
  return null;
};

/** The address of a loaded conversation: an opaque id, nothing else. */
export const conversationPath = (id: string): string => `${startPath}?conversation=${encodeURIComponent(id)}`;
