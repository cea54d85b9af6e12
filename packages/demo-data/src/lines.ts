import type { CarrierName, Line } from '@sms/domain';

/** The product's permission for the page and the API. */
export const adminPermission = 'ce.sms.admin';

/** Who can sign in to the demonstration; `viewer` lacks the permission, `rival` belongs to another organisation. */
export const demoUsers = [
  { id: 'operator', name: 'Olivia Operator', organisation: 'acme', permissions: [adminPermission] },
  { id: 'operator2', name: 'Oscar Operator', organisation: 'acme', permissions: [adminPermission] },
  { id: 'viewer', name: 'Vera Viewer', organisation: 'acme', permissions: [] },
  { id: 'rival', name: 'Rita Rival', organisation: 'rival', permissions: [adminPermission] },
] as const;

const other = (carrier: CarrierName): CarrierName => (carrier === 'ringcentral' ? 'twilio' : 'ringcentral');

/** The demonstration's lines: two of `acme`, one of `rival`. `lineKeys` are the unguessable parts of their addresses. */
export const demoLines = (
  firstCarrier: CarrierName,
  lineKeys: { readonly acme1: string; readonly acme2: string; readonly rival1: string },
): readonly Line[] => [
  {
    organisation: 'acme',
    phone: '+12025550100',
    carrier: firstCarrier,
    lineKey: lineKeys.acme1,
    ordinal: 0,
    helpText:
      'Acme Outreach: call 202-555-0142 for help. Reply STOP to end texts. Msg & data rates may apply.',
  },
  {
    organisation: 'acme',
    phone: '+12025550101',
    carrier: other(firstCarrier),
    lineKey: lineKeys.acme2,
    ordinal: 1,
    helpText:
      'Acme Outreach: call 202-555-0142 for help. Reply STOP to end texts. Msg & data rates may apply.',
  },
  {
    organisation: 'rival',
    phone: '+13125550100',
    carrier: 'ringcentral',
    lineKey: lineKeys.rival1,
    ordinal: 0,
    helpText:
      'Rival Outreach: call 312-555-0142 for help. Reply STOP to end texts. Msg & data rates may apply.',
  },
];
