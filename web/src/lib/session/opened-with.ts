import { takePhone } from './address.ts';

const { href, phone } = takePhone(location.href);
// At once, when this module is first loaded: the number stays in no history entry and no referrer.
if (href !== location.href) history.replaceState(history.state, '', href);

/** The number that stood in the address when the page was opened. */
export const openedWith: { phone: string | null } = { phone };
