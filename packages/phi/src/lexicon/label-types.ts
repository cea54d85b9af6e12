import type { PhiType } from '../types.ts';

/** What a value is after the labels of each list in labels.ts. */
export const labelTypes: Record<string, PhiType> = {
  ssn: 'SSN',
  mrn: 'MRN',
  member: 'MEMBER_ID',
  account: 'ACCOUNT',
  card: 'CARD',
  other: 'OTHER_ID',
  prescription: 'OTHER_ID',
  license: 'LICENSE',
  vehicle: 'VEHICLE',
  device: 'DEVICE_ID',
  dob: 'DOB',
  clinicalDate: 'DATE',
  babyDate: 'DOB',
  homeDate: 'DATE',
  serviceDate: 'DATE',
  pass: 'OTHER_ID',
  businessThing: 'OTHER_ID',
};
