import { SegmentedMessage } from 'sms-segments-calculator';

/** How many SMS segments a text is billed as (3GPP TS 23.038 and 23.040); an empty text has none. */
export const countSegments = (body: string): number =>
  body === '' ? 0 : new SegmentedMessage(body, 'auto').segmentsCount;
