import type { Clock, NewId, Store } from '@sms/messaging/ports';

/** What the adapters need of the world around them. */
export type CarrierDependencies = {
  /** The line's secret as it is kept, JSON already parsed; null or undefined when there is none. */
  readonly readSecret: (lineKey: string) => Promise<unknown>;
  /** Where the function instances share one carrier token. */
  readonly store: Pick<Store, 'getValue' | 'putValue'>;
  readonly clock: Clock;
  readonly newId: NewId;
  /** How carriers reach us, without a slash at the end. */
  readonly publicUrl: string;
  readonly fetch?: typeof globalThis.fetch;
  /** How long a carrier may take to answer, in milliseconds. */
  readonly timeoutMs?: number;
  /** Waits so many milliseconds; replaced in tests. */
  readonly pause?: (milliseconds: number) => Promise<void>;
};

/**
 * How long a carrier may take to answer by default, in milliseconds: as long as the function that asks can afford, for
 * an answer not waited for is an answer lost.
 */
export const defaultTimeoutMilliseconds = 20_000;
