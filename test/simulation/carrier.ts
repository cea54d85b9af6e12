import type { Line, MessageError } from '@sms/domain';
import type {
  Carrier,
  CarrierEvent,
  CarrierRecord,
  DeliveryStatus,
  MediaBytes,
  SendOutcome,
} from '@sms/messaging/ports';
import { hit, type Loop, type Process } from './loop.ts';

/** How a carrier misbehaves in one run, in percent of the occasions. */
export type CarrierFaults = {
  readonly acceptedAnswerLost: number;
  readonly lostBeforeAccepted: number;
  readonly limited: number;
  readonly refused: number;
  readonly undelivered: number;
  readonly eventTwice: number;
  readonly eventLost: number;
  readonly eventLate: number;
  readonly recordsSilent: number;
  readonly recordsLate: number;
};

type Stored = {
  record: CarrierRecord;
  readonly visibleAt: number;
  readonly messageId: string | null;
  readonly attemptId: string | null;
};

const optedOutError: MessageError = { code: 'opted_out', message: 'They opted out.', retryable: false };
const undeliveredError: MessageError = { code: 'unreachable', message: 'The phone is off.', retryable: true };
const refusedError: MessageError = { code: 'invalid_number', message: 'No such number.', retryable: false };

const timeoutMilliseconds = 20_000;

/** A carrier as it is in truth, for one line: what left, what it tells, and what it keeps to itself. */
export class SimulatedCarrier {
  faults: CarrierFaults;
  /** Whether events reach us at all. */
  reachable = true;
  readonly accepted: { messageId: string; body: string; to: string; at: number }[] = [];
  readonly optedOut = new Set<string>();
  readonly stored: Stored[] = [];
  /** The pictures that people sent, by address. */
  readonly files = new Map<string, MediaBytes>();
  private readonly changes: string[] = [];
  private count = 0;
  readonly line: Line;
  private readonly loop: Loop;
  private readonly deliverEvent: (event: CarrierEvent) => void;

  constructor(loop: Loop, line: Line, faults: CarrierFaults, deliverEvent: (event: CarrierEvent) => void) {
    this.loop = loop;
    this.line = line;
    this.faults = faults;
    this.deliverEvent = deliverEvent;
  }

  private tell(event: CarrierEvent): void {
    const { random, hits } = this.loop;
    if (!this.reachable || random.chance(this.faults.eventLost)) {
      hit(hits, 'fault event_lost');
      return;
    }
    const times = random.chance(this.faults.eventTwice) ? 2 : 1;
    if (times === 2) hit(hits, 'fault event_twice');
    for (let time = 0; time < times; time += 1) {
      const late = random.chance(this.faults.eventLate);
      if (late) hit(hits, 'fault event_late');
      this.loop.at(random.integer(0, late ? 30_000 : 300), () => this.deliverEvent(event));
    }
  }

  private store(record: CarrierRecord, messageId: string | null, attemptId: string | null): void {
    const late = this.loop.random.chance(this.faults.recordsLate);
    if (late) hit(this.loop.hits, 'fault records_late');
    const delay = late ? this.loop.random.integer(1_000, 200_000) : 0;
    this.stored.push({ record, visibleAt: this.loop.now + delay, messageId, attemptId });
    this.loop.at(delay, () => void this.changes.push(record.carrierMessageId));
  }

  private change(carrierMessageId: string, status: DeliveryStatus, error: MessageError | null): void {
    const entry = this.stored.find(({ record }) => record.carrierMessageId === carrierMessageId)!;
    entry.record = { ...entry.record, status, error };
    this.changes.push(carrierMessageId);
    if (this.line.carrier === 'ringcentral') this.tell({ kind: 'records_changed' });
    else {
      this.tell({
        kind: 'status',
        carrierMessageId,
        from: entry.record.from,
        to: entry.record.to,
        status,
        error,
        attempt:
          entry.messageId && entry.attemptId
            ? { messageId: entry.messageId, attemptId: entry.attemptId }
            : null,
        at: new Date(this.loop.now).toISOString(),
      });
    }
  }

  private newId(): string {
    this.count += 1;
    return `${this.line.carrier}-${this.line.phone}-${this.count}`;
  }

  private accept(to: string, body: string, messageId: string | null, attemptId: string | null): string {
    const { random } = this.loop;
    const carrierMessageId = this.newId();
    this.store(
      {
        carrierMessageId,
        direction: 'outbound',
        from: this.line.phone,
        to,
        body,
        media: [],
        // Carriers are seen to keep whole seconds only.
        at: new Date(Math.floor(this.loop.now / 1000) * 1000).toISOString(),
        status: null,
        error: null,
      },
      messageId,
      attemptId,
    );
    if (this.optedOut.has(to)) {
      this.loop.at(random.integer(10, 5_000), () => this.change(carrierMessageId, 'failed', optedOutError));
      return carrierMessageId;
    }
    if (messageId !== null) this.accepted.push({ messageId, body, to, at: this.loop.now });
    const fails = random.chance(this.faults.undelivered);
    if (fails) hit(this.loop.hits, 'fault undelivered');
    // Carriers are seen to leave `sent` out.
    if (!random.chance(20)) {
      this.loop.at(random.integer(10, 5_000), () => this.change(carrierMessageId, 'sent', null));
    }
    this.loop.at(random.integer(5_000, 60_000), () =>
      this.change(carrierMessageId, fails ? 'undelivered' : 'delivered', fails ? undeliveredError : null),
    );
    return carrierMessageId;
  }

  private async answerSend(
    to: string,
    body: string,
    messageId: string,
    attemptId: string,
  ): Promise<SendOutcome & { slow?: boolean }> {
    const { random, hits } = this.loop;
    const { faults } = this;
    if (random.chance(faults.lostBeforeAccepted)) {
      hit(hits, 'fault lost_before_accepted');
      return { kind: 'unknown', slow: true };
    }
    if (random.chance(faults.limited)) {
      hit(hits, 'fault limited');
      return { kind: 'limited', retryAfterSeconds: random.integer(1, 90) };
    }
    if (random.chance(faults.refused)) {
      hit(hits, 'fault refused');
      return { kind: 'refused', error: refusedError, optedOut: false };
    }
    if (this.optedOut.has(to) && this.line.carrier === 'twilio') {
      hit(hits, 'fault opted_out_at_carrier');
      return { kind: 'refused', error: optedOutError, optedOut: true };
    }
    const carrierMessageId = this.accept(to, body, messageId, attemptId);
    if (random.chance(faults.acceptedAnswerLost)) {
      hit(hits, 'fault accepted_answer_lost');
      return { kind: 'unknown', slow: true };
    }
    return { kind: 'accepted', carrierMessageId };
  }

  /** What a person's phone sends to the line. */
  receive(from: string, body: string, pictures = 0): string {
    const carrierMessageId = this.newId();
    const media = Array.from({ length: pictures }, (_, index) => {
      const url = `https://carrier.test/${carrierMessageId}/${index}`;
      this.files.set(url, { bytes: Buffer.from(url), contentType: 'image/png' });
      return { carrierMediaId: `m${index}`, contentType: 'image/png', size: null, url };
    });
    const record: CarrierRecord = {
      carrierMessageId,
      direction: 'inbound',
      from,
      to: this.line.phone,
      body,
      media,
      at: new Date(this.loop.now).toISOString(),
      status: null,
      error: null,
    };
    if (body === 'STOP') this.optedOut.add(from);
    if (body === 'START') this.optedOut.delete(from);
    this.store(record, null, null);
    this.tell({ kind: 'inbound', record });
    return carrierMessageId;
  }

  /** What staff sends from the carrier's own app. */
  appSend(to: string, body: string): void {
    this.accept(to, body, null, null);
    if (this.line.carrier === 'ringcentral') this.tell({ kind: 'records_changed' });
  }

  /** A question to the records: what they hold when it arrives is answered a while later, and may have changed. */
  private async ask<T>(process: Process, name: string, look: () => Promise<T>): Promise<T> {
    const answer = await this.loop.effect(process, name, look);
    await this.loop.sleep(process, this.loop.random.integer(1, 2_000));
    return answer;
  }

  /** The port that one process holds. */
  port(process: Process): Carrier {
    const { loop } = this;
    return {
      name: this.line.carrier,
      pacePerMinute: 30,
      answersHelp: this.line.carrier === 'twilio',
      send: async ({ to, body, messageId, attemptId }) => {
        const outcome = await loop.effect(process, 'carrier.send', () =>
          this.answerSend(to, body, messageId, attemptId),
        );
        const wait =
          outcome.kind === 'unknown' && outcome.slow ? timeoutMilliseconds : loop.random.integer(10, 2_000);
        await loop.sleep(process, wait);
        return loop.effect(process, 'carrier.answer', async () => outcome);
      },
      findSent: ({ to, since }) =>
        this.ask(process, 'carrier.findSent', async () => {
          if (loop.random.chance(this.faults.recordsSilent)) {
            hit(loop.hits, 'fault records_silent');
            return null;
          }
          return this.stored
            .filter(
              ({ record, visibleAt }) =>
                visibleAt <= loop.now &&
                record.direction === 'outbound' &&
                record.to === to &&
                record.at >= since,
            )
            .map(({ record }) => record);
        }),
      changesSince: (_line, position) =>
        this.ask(process, 'carrier.changesSince', async () => {
          if (loop.random.chance(this.faults.recordsSilent)) {
            hit(loop.hits, 'fault records_silent');
            return null;
          }
          const from = Math.max(0, Number(position ?? 0) - 2);
          const ids = [...new Set(this.changes.slice(from))];
          const records = ids.map(
            (id) => this.stored.find(({ record }) => record.carrierMessageId === id)!.record,
          );
          return {
            events: records.map((record) => ({ kind: record.direction, record }) as CarrierEvent),
            position: String(this.changes.length),
          };
        }),
      fetchMedia: (_line, url) =>
        loop.effect(process, 'carrier.fetchMedia', async () => {
          if (loop.random.chance(this.faults.recordsSilent)) {
            hit(loop.hits, 'fault media_silent');
            return null;
          }
          return this.files.get(url) ?? 'gone';
        }),
    };
  }
}
