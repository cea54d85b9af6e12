export type MessageStatus = 'Queued' | 'Sent' | 'Delivered' | 'DeliveryFailed' | 'SendingFailed' | 'Received';

/** A status still to come, with its error code if it is a failure. */
export type StatusStep = { readonly status: MessageStatus; readonly errorCode?: string };

export type Attachment = {
  readonly id: number;
  readonly type: 'Text' | 'MmsAttachment';
  readonly contentType: string;
  readonly size?: number;
  readonly mediaId?: string;
  readonly fileName?: string;
};

export type StoredMessage = {
  readonly id: number;
  /** Of the extension whose store holds it. */
  readonly extension: string;
  readonly direction: 'Inbound' | 'Outbound';
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly createdAt: number;
  modifiedAt: number;
  deliveredAt?: number;
  readStatus: 'Read' | 'Unread';
  availability: 'Alive' | 'Deleted' | 'Purged';
  status: MessageStatus;
  errorCode?: string;
  readonly attachments: readonly Attachment[];
  /** 19 digits, beyond 2^53. */
  readonly conversationId: string;
  coming: StatusStep[];
};

export type Session = {
  readonly token: string;
  readonly refreshToken: string;
  readonly sessionId: string;
  readonly extension: string;
  readonly startedAt: number;
  readonly expiresAt: number;
};

export type Subscription = {
  readonly id: string;
  readonly extension: string;
  eventFilters: string[];
  disabledFilters: { filter: string; reason: string; message: string }[];
  readonly address: string;
  readonly verificationToken: string | null;
  readonly createdAt: number;
  expiresAt: number;
  expiresIn: number;
  status: 'Active' | 'Blacklisted';
  blacklisted?: { at: number; reason: string };
  /** Made by the stand-in at start, not by the product. */
  readonly premade: boolean;
  failures: number;
  failingSince: number | null;
  remindedAt: number | null;
};

export type Consent = {
  readonly from: string;
  readonly to: string;
  optStatus: 'OptIn' | 'OptOut';
  source: 'Recipient' | 'Api' | 'Carrier';
  modifiedAt: number;
};

export type RingCentralState = {
  lastId: number;
  readonly messages: StoredMessage[];
  sessions: Session[];
  subscriptions: Subscription[];
  readonly consents: Consent[];
};
