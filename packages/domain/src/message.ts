import type { CarrierName } from './conversation.ts';
import type { MessageStatus } from './message-status.ts';

/**
 * Where the bytes of a picture or file are: still only with the carrier, kept by us, or nowhere to be had. Only what is
 * stored has a `url`.
 */
export type MediaStatus = 'fetching' | 'stored' | 'unavailable';

export type Media = {
  readonly id: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number | null;
  readonly url: string | null;
  readonly status: MediaStatus;
};

/** What is still to be fetched from the carrier for a text, and how often the sweep has begun to. */
export type MediaFetch = {
  readonly sources: readonly { readonly id: string; readonly url: string }[];
  readonly tries: number;
};

/** Why a text did not go; `retryable` tells whether trying again can heal it. */
export type MessageError = { readonly code: string; readonly message: string; readonly retryable: boolean };

/**
 * One attempt to hand a text to the carrier. Its id makes a write that applied and lost its answer recognisable as
 * ours; after `until` whoever finds the text still in `sending` knows that the worker died.
 */
export type Claim = {
  readonly id: string;
  readonly at: string;
  readonly until: string;
};

/** What has been done to learn the fate of a text whose answer was lost. */
export type Reconciliation = { readonly since: string; readonly looks: number };

export type MessageState = {
  readonly id: string;
  readonly conversationId: string;
  readonly organisation: string;
  readonly direction: 'inbound' | 'outbound';
  readonly body: string;
  readonly media: readonly Media[];
  /** Null when every medium is stored or known to be gone. */
  readonly mediaFetch: MediaFetch | null;
  readonly status: MessageStatus;
  readonly segments: number;
  readonly createdAt: string;
  readonly sendAt: string | null;
  readonly timeZone: string | null;
  readonly cancelOnReply: boolean;
  readonly sentAt: string | null;
  readonly deliveredAt: string | null;
  readonly author: { readonly id: string; readonly name: string } | null;
  readonly error: MessageError | null;
  readonly retryOf: string | null;
  readonly retriedBy: string | null;
  readonly carrier: CarrierName;
  readonly carrierMessageId: string | null;
  /** The conversation's version at which the text came or was handed to delivery; null while it is only scheduled. */
  readonly threadPosition: number | null;
  /** The conversation's version at the latest change of this text. */
  readonly version: number;
  /** Keyed hash of what was asked under the idempotency key; null for texts nobody asked us to send. */
  readonly requestHash: string | null;
  readonly claim: Claim | null;
  readonly reconciliation: Reconciliation | null;
  /** The carrier's limit or our own pace: not to be handed over before, ISO 8601 UTC. */
  readonly notBefore: string | null;
  /** When a worker is to look at it (again), ISO 8601 UTC; null when nothing is to be done. */
  readonly dueAt: string | null;
};
