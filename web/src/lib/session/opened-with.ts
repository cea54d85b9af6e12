import { takePhone } from './address.ts';

const { href, phone } = takePhone(location.href);
// At once, when this module is first loaded: the number stays in no history entry and no referrer.
if (href !== location.href) history.replaceState(history.state, '', href);

/**
 * The number that stood in the address when the page was opened, and the address without it: the start page leads on
 * before anything is drawn, and with it would go the answer of the sign-in page.
 */
export const openedWith: { readonly phone: string | null; readonly address: URL } = {
  phone,
  address: new URL(href, location.href),
};
