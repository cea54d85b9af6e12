// First of all: takes a phone number out of the address.
import '#lib/session/opened-with.ts';

export const handleError = () => ({ message: 'internal' });
