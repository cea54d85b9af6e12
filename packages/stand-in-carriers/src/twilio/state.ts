export type MessageStatus =
  | 'accepted'
  | 'scheduled'
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'canceled'
  | 'received';

/** A status still to come, with its error code if it is a failure. */
export type StatusStep = { readonly status: MessageStatus; readonly errorCode?: number };

export type StoredMessage = {
  readonly sid: string;
  readonly accountSid: string;
  readonly direction: 'inbound' | 'outbound-api' | 'outbound-reply';
  readonly from: string;
  readonly to: string;
  body: string;
  status: MessageStatus;
  readonly createdAt: number;
  updatedAt: number;
  sentAt: number | null;
  errorCode: number | null;
  readonly statusCallback: string | null;
  readonly serviceSid: string | null;
  /** Files by our own media id, or pictures known by address only. */
  media: { readonly sid: string; readonly mediaId?: string; readonly url?: string }[];
  readonly sendAt: number | null;
  numSegments: number;
  coming: StatusStep[];
};

export type TwilioState = {
  readonly messages: StoredMessage[];
  /** Pairs `line person` that may not be texted. */
  optOuts: string[];
};
