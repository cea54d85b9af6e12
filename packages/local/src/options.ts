import type { CarrierName } from '@sms/domain';
import type { StandInCarriers, StandInOptions } from '@sms/stand-in-carriers/options';
import type { Blueprint } from './blueprint.ts';
import type { LocalClock } from './clock.ts';
import type { Database } from './database.ts';
import type { FailureQueues } from './failure-queues.ts';
import type { InvocationResult } from './function-instance.ts';
import type { LocalLine } from './lines.ts';
import type { Ports } from './prerequisites.ts';
import type { Scheduler } from './scheduler.ts';

export type LocalOptions = {
  /** The first of four ports in a row; 0 takes free ones. Default 4000. */
  readonly port?: number;
  /** Keeps nothing. */
  readonly inMemory?: boolean;
  /** Where what outlives a stop is kept. Default `.local/<port>`. */
  readonly dataDirectory?: string;
  /** `true`: lines, contacts and first texts; `people`: lines and contacts; `false`: the lines alone. Default true. */
  readonly seed?: boolean | 'people';
  /** Which carrier has the demonstration's first line. Default ringcentral. */
  readonly carrier?: CarrierName;
  /** `now` builds the page if it is out of date, `reuse` takes what is built, `none` goes without a page. Default now. */
  readonly build?: 'now' | 'reuse' | 'none';
  /** A cloud assembly that is there already, instead of one synthesized afresh. */
  readonly assembly?: string;
  /** A database that runs already and goes on after this product, which clears it first; with `inMemory` alone. */
  readonly database?: Database;
  /** Every so many asynchronous events comes twice, as AWS may deliver them; 0: none. Default 10. */
  readonly duplicateEvery?: number;
  /** Variables as `npm start` honours them: accounts at carriers, `PUBLIC_URL`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** How long the stand-in carriers take; default: theirs. */
  readonly carrierDelays?: Pick<StandInOptions, 'statusDelayMs' | 'lostAnswerDelayMs'>;
  readonly log?: (line: string) => void;
};

/** The whole product, running on this machine. */
export type LocalProduct = {
  /** `http://localhost:4000` */
  readonly origin: string;
  readonly ports: Ports;
  /** The conversations table. */
  readonly tableName: string;
  readonly database: Pick<Database, 'endpoint' | 'client'>;
  readonly dataDirectory: string;
  readonly lines: readonly LocalLine[];
  readonly carriers: StandInCarriers;
  readonly clock: LocalClock;
  readonly scheduler: Scheduler;
  /** What went to the failure queues. */
  readonly failures: FailureQueues;
  readonly blueprint: Blueprint;
  /** Invokes a function by its folder's name or by its own, as `aws lambda invoke` would. */
  readonly invoke: (functionName: string, event: unknown) => Promise<InvocationResult>;
  /** Kills every function instance as a crash would. */
  readonly restartFunctions: () => Promise<void>;
  /** An access token of a demonstration user. */
  readonly token: (user: string) => Promise<string>;
  /** Resolves when carriers, functions and stream have come to rest. */
  readonly settle: () => Promise<void>;
  readonly stop: () => Promise<void>;
};
