import type { CarrierName } from '@sms/domain';
import type { Identifiers, Store } from '@sms/messaging/ports';
import { demoLines } from './lines.ts';
import { demoContacts } from './people.ts';

/** Puts the demonstration's lines and contacts into a store; what is there already is written again, unchanged. */
export const seed = async (
  store: Pick<Store, 'putLine' | 'putContact'>,
  identifiers: Pick<Identifiers, 'personId'>,
  firstCarrier: CarrierName,
  lineKeys: Parameters<typeof demoLines>[1],
): Promise<void> => {
  for (const line of demoLines(firstCarrier, lineKeys)) await store.putLine(line);
  for (const contact of demoContacts) {
    const phoneKeys = contact.phones.map((phone) => identifiers.personId(contact.organisation, phone));
    await store.putContact(contact, phoneKeys);
  }
};
