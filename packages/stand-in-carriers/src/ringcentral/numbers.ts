import { json } from '../http.ts';
import type { Reply } from '../http.ts';
import { notFound } from './errors.ts';
import type { Extension } from './extensions.ts';

const numberId = (extension: Extension, index: number) => extension.extensionId * 10 + index;

/** `GET …/phone-number`: the numbers of the extension with what they can do. */
export const listNumbers = (origin: string, extension: Extension): Reply =>
  json(200, {
    uri: `${origin}/restapi/v1.0/account/${extension.accountId}/extension/${extension.extensionId}/phone-number`,
    records: extension.lines.map((line, index) => ({
      id: numberId(extension, index),
      phoneNumber: line.phone,
      paymentType: 'Local',
      type: 'VoiceFax',
      usageType: 'DirectNumber',
      status: 'Normal',
      features: ['CallerId', 'SmsSender', 'MmsSender', 'InternationalSmsSender'],
      country: { id: '1', isoCode: 'US', name: 'United States' },
    })),
    paging: {
      page: 1,
      totalPages: 1,
      perPage: 100,
      totalElements: extension.lines.length,
      pageStart: 0,
      pageEnd: extension.lines.length - 1,
    },
  });

/** `GET …/phone-number/{id}/sms-configuration`: the number's registration with the US carriers. */
export const smsConfiguration = (extension: Extension, id: string): Reply => {
  const line = extension.lines.find((_line, index) => String(numberId(extension, index)) === id);
  if (!line) return notFound('phoneNumberId');
  return json(200, {
    phoneNumberId: id,
    phoneNumber: line.phone,
    smsCampaignInfo: {
      id: 'CSTANDIN',
      status: 'Confirmed',
      registrationTier: 'LowVolume',
      useCases: ['CUSTOMER_CARE'],
    },
    smsBrandInfo: { id: 'BSTANDIN', status: 'Confirmed' },
  });
};
