/** A number of ours at a carrier, with the secrets that the carrier gave for it. */
export type StandInLine = {
  /** E.164. */
  readonly phone: string;
  readonly carrier: 'ringcentral' | 'twilio';
  /** The unguessable part of the line's webhook address. */
  readonly lineKey: string;
  readonly ringcentral?: {
    readonly clientId: string;
    readonly clientSecret: string;
    /** The JWT credential of one user: lines that share it share one extension, its store and its limits. */
    readonly jwt: string;
    /** What the pre-made subscription sends as `Verification-Token`. */
    readonly verificationToken: string;
  };
  readonly twilio?: { readonly accountSid: string; readonly authToken: string };
};

/** RingCentral's rate groups, per user and app. */
export type RateGroup = 'Light' | 'Medium' | 'Heavy' | 'Auth';

export type StandInOptions = {
  /** 0 takes a free one. */
  readonly port: number;
  readonly host?: '127.0.0.1';
  /** The local clock in ms since 1970; may jump forward. */
  now(): number;
  readonly lines: readonly StandInLine[];
  /** How webhooks reach the product, e.g. `http://localhost:4000`. */
  readonly publicUrl: string;
  /** Keeps messages, opt-outs, sessions and subscriptions across restarts; absent: memory only. */
  readonly stateFile?: string;
  /** Receives lines without phone numbers, texts or tokens. */
  log?(line: string): void;
  /** A subscription per RingCentral line from the start, so that a fresh product hears events at once. Default true. */
  readonly presubscribed?: boolean;
  /** Requests a minute of RingCentral's groups. The real ones are 50, 40, 10 and 5; the default is generous. */
  readonly limits?: Partial<Record<RateGroup, number>>;
  /** Real ms between two statuses of a message. Default 30. */
  readonly statusDelayMs?: number;
  /** Real ms after which a lost answer's connection breaks. Default 1500. */
  readonly lostAnswerDelayMs?: number;
};

/** A fault of one carrier call that sends. */
export type SendFault =
  'timeout_before' | 'timeout_after' | 'rate_limit' | 'server_error' | 'reject' | 'undelivered';

/** A fault of one webhook event. */
export type WebhookFault = 'duplicate_webhooks' | 'reorder_webhooks';

export type Fault = SendFault | WebhookFault;

export const faultNames = [
  'timeout_before',
  'timeout_after',
  'rate_limit',
  'server_error',
  'reject',
  'undelivered',
  'duplicate_webhooks',
  'reorder_webhooks',
] as const satisfies readonly Fault[];

/** A text on a person's phone. */
export type HandsetMessage = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** ISO 8601 UTC, by the local clock. */
  readonly receivedAt: string;
  readonly mediaUrls: readonly string[];
};

export interface StandInCarriers {
  /** The origin of both APIs: RingCentral under `/restapi`, Twilio under `/2010-04-01`. */
  readonly url: string;
  close(): Promise<void>;
  /**
   * A person texts a line: the carrier stores the text and sends the true webhook. Phones may be written as people
   * write them; throws for an unknown line or an impossible number. Media are fetched first; what cannot be fetched
   * becomes a grey pixel.
   */
  handsetSend(message: {
    readonly from: string;
    readonly to: string;
    readonly body: string;
    readonly mediaUrls?: readonly string[];
  }): Promise<{ id: string }>;
  /** What a phone has received, oldest first. */
  handsetMessages(phone: string): readonly HandsetMessage[];
  onHandsetMessage(listener: (message: HandsetMessage) => void): () => void;
  /** The next `count` calls (or webhook events) misbehave; 0 takes the fault back. Faults set earlier go first. */
  setFault(fault: Fault, count: number): void;
  clearFaults(): void;
  /** False: our endpoint is down, events are lost. Nothing is sent again later. */
  setWebhooksReachable(reachable: boolean): void;
  /** False: whoever asks for a picture is answered 503, on both carriers. */
  setMediaReachable(reachable: boolean): void;
  /** Deletes every picture that the carriers hold, as they do after a time of their own. */
  deleteMedia(): void;
  /** Staff text from the carrier's own app: a message that the product did not send. */
  appSend(message: {
    readonly line: string;
    readonly to: string;
    readonly body: string;
  }): Promise<{ id: string }>;
  /** Ends every RingCentral session at once, as an administrator can: calls answer 401 OAU-213 until the next login. */
  endSessions(): void;
  /** Resolves when no status step is due soon and all webhooks in flight have been answered or have failed. */
  settle(): Promise<void>;
  /** After the clock has jumped: does what fell due, then settles. */
  advance(): Promise<void>;
}
