import type { Contact } from '@sms/domain';

const urls = { contact: '/ce/contacts', lead: '/ce/leads', partner: '/ce/partners' } as const;

const contact = (
  id: string,
  kind: Contact['kind'],
  name: string,
  phone: string,
  timeZone: string | null,
): Contact => ({
  id,
  kind,
  name,
  url: `${urls[kind]}/${id}`,
  organisation: 'acme',
  phones: [phone],
  timeZone,
});

/** Invented people of the demonstration; every number lies in the range kept for fiction (555-01xx). */
export const demoContacts: readonly Contact[] = [
  contact('contact-1', 'contact', 'Maria Lindgren', '+12025550123', 'America/New_York'),
  contact('contact-2', 'contact', 'Devon Achebe', '+13035550147', 'America/Denver'),
  contact('lead-1', 'lead', 'Priya Raman', '+13125550168', 'America/Chicago'),
  contact('partner-1', 'partner', 'Harbor Transport', '+12065550119', 'America/Los_Angeles'),
];

/** The person whose phone the handset page shows first. */
export const demoPerson = demoContacts[0]!;
