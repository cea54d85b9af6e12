import type { Line } from '@sms/domain';
import type {
  Carrier,
  CarrierEvent,
  CarrierRecord,
  MediaBytes,
  SendOutcome,
  SendRequest,
} from '@sms/messaging/ports';

/**
 * What a carrier does with one send. `lost` is an answer that never came: whether the text left is the carrier's secret
 * until its records tell. `crash` ends the worker at that moment, as if its function had died.
 */
export type Answer =
  | 'accept'
  | SendOutcome
  | { readonly lost: 'after_leaving' | 'before_leaving' }
  | { readonly crash: 'after_leaving' | 'before_leaving' };

export const crashMessage = 'the worker died here';

/** A carrier for one line that follows a script, and remembers what left. */
export class ScriptedCarrier implements Carrier {
  readonly name: Line['carrier'];
  readonly line: Line;
  pacePerMinute = 600;
  answersHelp = false;
  /** Every call, whatever was answered. */
  readonly calls: SendRequest[] = [];
  /** What left for the person's phone, in order. */
  readonly left: { readonly to: string; readonly body: string }[] = [];
  /** The carrier's own records of texts. */
  readonly records: CarrierRecord[] = [];
  /** Whether the carrier answers questions about its records. */
  recordsAnswer = true;
  readonly searches: { readonly to: string; readonly since: string }[] = [];
  /** What the next reading of changes finds, and the positions that were asked from. */
  changes: readonly CarrierEvent[] = [];
  position = 'position-0';
  readonly askedFrom: (string | null)[] = [];
  /** The files behind media addresses; what is not here is gone. */
  readonly files = new Map<string, MediaBytes>();
  /** Whether the carrier gives files. */
  mediaAnswer = true;
  /** The media addresses that were asked for. */
  readonly fetched: string[] = [];

  private readonly script: Answer[] = [];
  private gate: Promise<void> | null = null;
  private readonly now: () => Date;

  constructor(line: Line, now: () => Date) {
    this.line = line;
    this.name = line.carrier;
    this.now = now;
  }

  /** The answers to the next sends, in order; after them the carrier accepts. */
  will(...answers: readonly Answer[]): void {
    this.script.push(...answers);
  }

  /** Keeps the next sends waiting until the returned function is called. */
  keepWaiting(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.gate = promise;
    return () => {
      this.gate = null;
      resolve();
    };
  }

  /** Notes a text in the carrier's records, as one that left or as one that staff sent from the carrier's app. */
  record(to: string, body: string, more: Partial<CarrierRecord> = {}): CarrierRecord {
    const record: CarrierRecord = {
      carrierMessageId: `${this.name}-${this.records.length + 1}`,
      direction: 'outbound',
      from: this.line.phone,
      to,
      body,
      media: [],
      at: this.now().toISOString(),
      status: null,
      error: null,
      ...more,
    };
    this.records.push(record);
    return record;
  }

  private leave(request: SendRequest): CarrierRecord {
    this.left.push({ to: request.to, body: request.body });
    return this.record(request.to, request.body);
  }

  async send(request: SendRequest): Promise<SendOutcome> {
    this.calls.push(request);
    await this.gate;
    const answer = this.script.shift() ?? 'accept';
    if (answer === 'accept')
      return { kind: 'accepted', carrierMessageId: this.leave(request).carrierMessageId };
    if ('lost' in answer) {
      if (answer.lost === 'after_leaving') this.leave(request);
      return { kind: 'unknown' };
    }
    if ('crash' in answer) {
      if (answer.crash === 'after_leaving') this.leave(request);
      throw new Error(crashMessage);
    }
    if (answer.kind === 'accepted') this.left.push({ to: request.to, body: request.body });
    return answer;
  }

  async findSent({ to, since }: { readonly to: string; readonly since: string }) {
    this.searches.push({ to, since });
    if (!this.recordsAnswer) return null;
    return this.records.filter(
      (record) => record.direction === 'outbound' && record.to === to && record.at >= since,
    );
  }

  async changesSince(_line: Line, position: string | null) {
    this.askedFrom.push(position);
    return this.recordsAnswer ? { events: this.changes, position: this.position } : null;
  }

  async fetchMedia(_line: Line, url: string): Promise<MediaBytes | 'gone' | null> {
    this.fetched.push(url);
    return this.mediaAnswer ? (this.files.get(url) ?? 'gone') : null;
  }
}

/** A carrier with a register of consents of its own, which knows STOP and START and nothing else. */
export class RegisteringCarrier extends ScriptedCarrier {
  /** Who is blocked, and since when. */
  readonly register = new Map<string, string | null>();
  registerAnswer: 'set' | 'refused' | 'unavailable' = 'set';
  /** What we told it, in order. */
  readonly told: { readonly phone: string; readonly optedOut: boolean }[] = [];

  async setConsent(_line: Line, phone: string, optedOut: boolean) {
    this.told.push({ phone, optedOut });
    if (this.registerAnswer !== 'set') return this.registerAnswer;
    if (optedOut) this.register.set(phone, null);
    else this.register.delete(phone);
    return 'set' as const;
  }

  async listOptOuts() {
    if (this.registerAnswer === 'unavailable') return null;
    return [...this.register].map(([phone, at]) => ({ phone, at }));
  }
}
