import type { Air } from './air.ts';
import type { Faults } from './faults.ts';
import type { Call, Outcome } from './http.ts';
import type { Media } from './media.ts';
import type { StandInLine, StandInOptions } from './options.ts';
import type { State } from './state.ts';
import type { Steps } from './steps.ts';
import type { Webhooks } from './webhooks.ts';

/** What both carriers stand on. */
export type Context = {
  readonly options: StandInOptions;
  readonly state: State;
  readonly faults: Faults;
  readonly webhooks: Webhooks;
  readonly steps: Steps;
  readonly air: Air;
  readonly statusDelayMs: number;
  /** Our own origin, known once the server listens. */
  url(): string;
  now(): number;
  /** To be called after every change of the state. */
  changed(): void;
  log(line: string): void;
  keepMedia(media: Media): void;
  media(id: string): Media | undefined;
};

export type Carrier = {
  handle(call: Call): Promise<Outcome> | Outcome;
  /** A text has reached one of our lines. */
  receive(
    line: StandInLine,
    message: { readonly from: string; readonly body: string; readonly media: readonly Media[] },
  ): { id: string };
  appSend(line: StandInLine, message: { readonly to: string; readonly body: string }): { id: string };
  /** Takes up what a restart interrupted. */
  resume(): void;
  /** Does what fell due by the local clock. */
  runDue(): void;
};
