import type { Line, MessageState, MessageStatus } from '@sms/domain';
import { createMemoryMedia } from '@sms/media/memory';
import { createIdentifiers } from '@sms/messaging/identifiers';
import { recordCarrierEvent } from '@sms/messaging/carrier-events';
import { deliverDue } from '@sms/messaging/dispatch';
import { fetchNewMedia } from '@sms/messaging/fetch-media';
import type { CarrierEvent, Change, CheckPhi, Store, World } from '@sms/messaging/ports';
import { sweep } from '@sms/messaging/sweep';
import { createMemoryStore, type MemoryStore } from '@sms/store/memory';
import { SimulatedCarrier, type CarrierFaults } from './carrier.ts';
import { crashed, hit, Loop, type Process } from './loop.ts';
import { createRandom, type Random } from './random.ts';

/** What the test breaks on purpose, to see that a property notices. */
export type Sabotage = {
  /** Changes the ports of one process; `world` is what they would be. */
  readonly world?: (world: World, simulation: Simulation) => World;
  /** Changes what a change writes before the store sees it. */
  readonly change?: (change: Change) => Change;
  /** Whether events for a browser are lost without its noticing. */
  readonly losesFrames?: boolean;
  /** Whether a carrier's event is answered before it is stored. */
  readonly answersEarly?: boolean;
};

export type Violation = { readonly property: string; readonly what: string };

/** The forbidden words of the simulated PHI guard; its settings forbid more as the run goes on. */
export const phiWord = 'A1c';

const ranks: Record<MessageStatus, number> = {
  received: 9,
  scheduled: 0,
  queued: 1,
  sending: 2,
  unconfirmed: 3,
  sent: 4,
  delivered: 9,
  undelivered: 9,
  failed: 9,
  cancelled: 9,
};

export const simulationStart = Date.parse('2026-03-02T15:00:00Z');

export type Frame = { readonly organisation: string; readonly change: Change };

/** One run: lines and carriers, a store, an alarm clock, a sweep, all under one scheduler of chance. */
export class Simulation {
  readonly random: Random;
  readonly loop: Loop;
  readonly store: MemoryStore = createMemoryStore();
  readonly media = createMemoryMedia();
  readonly identifiers = createIdentifiers('simulation key');
  readonly carriers = new Map<string, SimulatedCarrier>();
  readonly lines: readonly Line[];
  readonly violations: Violation[] = [];
  readonly frames: Frame[] = [];
  readonly frameListeners: ((frame: Frame) => void)[] = [];
  readonly logged: string[] = [];
  readonly alarms = new Map<string, number>();
  readonly checked = new Map<Process, Set<string>>();
  /** Carrier events that were answered 2xx. */
  readonly answeredEvents: CarrierEvent[] = [];
  readonly sabotage: Sabotage;
  storeFaultPercent = 0;
  phiDown = false;
  private idCount = 0;

  constructor(seed: number, sabotage: Sabotage) {
    this.random = createRandom(seed);
    this.loop = new Loop(this.random, simulationStart);
    this.sabotage = sabotage;
    const line = (organisation: string, phone: string, carrier: Line['carrier'], ordinal: number): Line => ({
      organisation,
      phone,
      carrier,
      lineKey: `key-${phone}`,
      ordinal,
      helpText: 'Call 202-555-0142. Reply STOP to end.',
    });
    this.lines = [
      line('acme', '+12025550100', 'ringcentral', 0),
      line('acme', '+12025550101', 'twilio', 1),
      line('rival', '+13125550100', 'ringcentral', 0),
    ];
  }

  violate(property: string, what: string): void {
    this.violations.push({ property, what });
  }

  /** `sweeps`: whether anything comes by each minute; without, what nobody does at once is never done. */
  async prepare(faults: CarrierFaults, { sweeps = true } = {}): Promise<void> {
    this.store.onCommit((change) => {
      const frame = { organisation: change.conversations[0]!.after.organisation, change };
      this.frames.push(frame);
      for (const listener of this.frameListeners) listener(frame);
      for (const { before, after } of change.messages)
        if (before === null && after.mediaFetch !== null) this.followStream(after.id);
    });
    for (const line of this.lines) {
      await this.store.putLine(line);
      const carrier = new SimulatedCarrier(this.loop, line, faults, (event) =>
        this.carrierEvent(line, event),
      );
      this.carriers.set(line.lineKey, carrier);
    }
    if (sweeps) this.tick();
  }

  /** The sweep, every minute, whether or not the last one has ended. */
  private tick(): void {
    this.loop.at(60_000, () => {
      this.tick();
      void this.loop.spawn('sweep', (process) => sweep(this.worldOf(process))).catch(() => undefined);
    });
  }

  private carrierEvent(line: Line, event: CarrierEvent): void {
    if (this.sabotage.answersEarly) this.answeredEvents.push(event);
    void this.loop
      .spawn('webhook', (process) => recordCarrierEvent(this.worldOf(process), line, event))
      .then((outcome) => {
        if (outcome !== crashed) this.answeredEvents.push(event);
      })
      .catch(() => hit(this.loop.hits, 'webhook refused'));
  }

  /** Whoever follows the stream for pictures: at least once, now and then twice. */
  private followStream(messageId: string): void {
    const times = this.random.chance(10) ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      this.loop.at(this.random.integer(10, 2_000), () => {
        void this.loop
          .spawn('fetch-media', (process) => fetchNewMedia(this.worldOf(process), messageId))
          .catch(() => undefined);
      });
    }
  }

  private ring(messageId: string): void {
    if (!this.alarms.has(messageId) && !this.random.chance(20)) return;
    this.alarms.delete(messageId);
    const times = this.random.chance(10) ? 2 : 1;
    if (times === 2) hit(this.loop.hits, 'fault alarm_twice');
    for (let time = 0; time < times; time += 1) {
      void this.loop
        .spawn('dispatch', (process) => deliverDue(this.worldOf(process), messageId))
        .catch(() => undefined);
    }
  }

  /** The ports as one process holds them: every effect may be its last. */
  worldOf(process: Process): World {
    const { loop, random } = this;
    const store = new Proxy(this.store, {
      get: (target, name: keyof Store) => {
        const method = target[name] as (...args: unknown[]) => Promise<unknown>;
        return (...args: unknown[]) =>
          loop.effect(process, name, async () => {
            if (random.chance(this.storeFaultPercent)) {
              hit(loop.hits, 'fault table_throttled');
              throw new Error('throttled');
            }
            const answer =
              name === 'commit' ? await this.commit(args[0] as Change) : await method.apply(target, args);
            if (random.chance(this.storeFaultPercent)) {
              hit(loop.hits, 'fault table_answer_lost');
              throw new Error('answer lost');
            }
            return answer;
          });
      },
    });
    const checkPhi: CheckPhi = (text, settings) => {
      if (this.phiDown) throw new Error('engine not loaded');
      const words = [phiWord, ...settings.alwaysBlock];
      const findings = words
        .filter((word) => text.includes(word))
        .map((word) => ({
          start: text.indexOf(word),
          end: text.indexOf(word) + word.length,
          type: 'LAB',
          severity: 'block' as const,
          message: 'A result.',
        }));
      if (findings.length === 0) {
        if (!this.checked.has(process)) this.checked.set(process, new Set());
        this.checked.get(process)!.add(text);
      }
      return { block: findings.length > 0, findings, policyVersion: 'simulation' };
    };
    const world: World = {
      store,
      carrierFor: async (line) => {
        const port = this.carriers.get(line.lineKey)!.port(process);
        return {
          ...port,
          send: (request) => {
            this.beforeSend(process, request.body);
            return port.send(request);
          },
        };
      },
      media: {
        put: (key, bytes, contentType) =>
          loop.effect(process, 'media.put', () => this.media.put(key, bytes, contentType)),
        get: (key) => loop.effect(process, 'media.get', () => this.media.get(key)),
        link: (key) => loop.effect(process, 'media.link', async () => key),
      },
      scheduler: {
        set: (messageId, at) =>
          loop.effect(process, 'alarm.set', async () => {
            this.alarms.set(messageId, at.getTime());
            loop.at(Math.max(0, at.getTime() - loop.now) + random.integer(0, 59_000), () =>
              this.ring(messageId),
            );
          }),
        clear: (messageId) =>
          loop.effect(process, 'alarm.clear', async () => void this.alarms.delete(messageId)),
      },
      clock: { now: () => new Date(loop.now) },
      newId: () => {
        this.idCount += 1;
        return `id-${String(this.idCount).padStart(6, '0')}`;
      },
      identifiers: this.identifiers,
      checkPhi,
      log: (code, fields) => {
        hit(loop.hits, `log ${code}`);
        this.logged.push(JSON.stringify({ code, ...fields }));
      },
      pause: (attempt) => loop.sleep(process, random.integer(1, 20 * (attempt + 1))),
      sleep: (milliseconds) => loop.sleep(process, milliseconds),
    };
    return this.sabotage.world?.(world, this) ?? world;
  }

  private beforeSend(process: Process, body: string): void {
    if (!this.checked.get(process)?.has(body)) {
      this.violate('PHI', 'a text went to a carrier without a passed check of that exact text');
    }
  }

  private async commit(change: Change): Promise<'committed' | 'conflict'> {
    const written = this.sabotage.change?.(change) ?? change;
    await this.checkWrites(written);
    const before = await Promise.all(
      written.messages.map(({ after }) =>
        this.store.getMessage(after.organisation, after.conversationId, after.id),
      ),
    );
    const outcome = await this.store.commit(written);
    hit(this.loop.hits, `commit ${outcome}`);
    if (outcome === 'conflict') return outcome;
    written.messages.forEach(({ after }, index) => this.observeMove(before[index] ?? null, after));
    return outcome;
  }

  private async checkWrites(change: Change): Promise<void> {
    for (const { before, after } of change.messages) {
      if (after.status !== 'sending' || before?.claim?.id === after.claim?.id || after.claim === null)
        continue;
      const conversation = change.conversations.find(
        ({ after: next }) => next.id === after.conversationId,
      )!.after;
      const person = await this.store.getPerson(conversation.organisation, conversation.personId);
      const stored = await this.store.getConversation(conversation.organisation, conversation.id);
      if (stored?.version !== conversation.version - 1) continue;
      if (person?.consent === 'opted_out')
        this.violate('Consent', 'a text to an opted-out person was taken for sending');
    }
  }

  private observeMove(before: MessageState | null, after: MessageState): void {
    const from = before?.status ?? 'new';
    if (from !== after.status) hit(this.loop.hits, `transition ${from} → ${after.status}`);
    if (before && ranks[after.status] < ranks[before.status]) {
      this.violate('No duplicates in', `a status moved backwards from ${before.status} to ${after.status}`);
    }
    if (before && ranks[before.status] === 9 && before.status !== after.status) {
      this.violate('No duplicates in', `a final status moved on from ${before.status} to ${after.status}`);
    }
  }
}
