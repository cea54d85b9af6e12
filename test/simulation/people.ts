import type { Actor, MessageState } from '@sms/domain';
import type { Message } from '@sms/contract';
import type { Outcome } from '@sms/messaging/outcome';
import { listConversations, listMessages } from '@sms/messaging/browse';
import { resolveConversation } from '@sms/messaging/resolve-conversation';
import { retryMessage, settleMessage } from '@sms/messaging/retry-message';
import { cancelMessage, editMessage, sendNow } from '@sms/messaging/schedule-actions';
import { sendMessage } from '@sms/messaging/send-message';
import { updateConversation } from '@sms/messaging/update-conversation';
import { putPhiSettings } from '@sms/messaging/phi-settings';
import type { World } from '@sms/messaging/ports';
import { crashed, hit } from './loop.ts';
import { phiWord, type Simulation } from './world.ts';

export const operators: readonly Actor[] = [
  { organisation: 'acme', userId: 'operator', name: 'Olivia' },
  { organisation: 'acme', userId: 'operator2', name: 'Oscar' },
];
export const rival: Actor = { organisation: 'rival', userId: 'rival', name: 'Rita' };

export const phones = ['+12025550123', '+13035550147', '+13125550168'] as const;

/** What the world promised somebody: judged at the end against what the carriers really did. */
export type Promises = {
  /** Messages whose acceptance was answered 2xx, by id. */
  readonly accepted: Map<string, string>;
  readonly cancelled: Set<string>;
  /** Idempotency key → the ids that were ever answered for it. */
  readonly keys: Map<string, Set<string>>;
  /** What each successful act must have left as evidence: `user action message-or-conversation`. */
  readonly evidence: string[];
  /** Messages that a person sent again although the carrier could not say whether they had left. */
  readonly decided: Set<string>;
};

export const createPromises = (): Promises => ({
  accepted: new Map(),
  cancelled: new Set(),
  keys: new Map(),
  evidence: [],
  decided: new Set(),
});

export class People {
  private count = 0;
  readonly promises = createPromises();
  readonly conversationIds: string[] = [];
  readonly texted: { readonly lineKey: string; readonly carrierMessageId: string; readonly from: string }[] =
    [];
  private readonly simulation: Simulation;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
  }

  /** One request of a page: a lost answer is tried again with the same key, as the page does. */
  private async request<T>(name: string, use: (world: World) => Promise<T>, tries = 3): Promise<T | null> {
    for (let attempt = 0; attempt < tries; attempt += 1) {
      try {
        const answer = await this.simulation.loop.spawn(name, (process) =>
          use(this.simulation.worldOf(process)),
        );
        if (answer !== crashed) return answer;
      } catch {
        // A 5xx: the page tries again.
      }
      await this.simulation.loop.sleep(null, this.simulation.random.integer(100, 3_000));
    }
    return null;
  }

  private note(outcome: Outcome<unknown> | null): void {
    if (outcome && !outcome.ok) hit(this.simulation.loop.hits, `refused ${outcome.code}`);
  }

  private words(): string {
    const { random } = this.simulation;
    this.count += 1;
    // Now and then the very same words again: equal texts must not be taken for each other.
    return random.chance(25) ? 'See you then.' : `Text number ${this.count}`;
  }

  async open(actor: Actor, phone: string, line: string): Promise<void> {
    const outcome = await this.request('api', (world) => resolveConversation(world)(actor, { phone, line }));
    if (outcome?.ok && !this.conversationIds.includes(outcome.value.id))
      this.conversationIds.push(outcome.value.id);
  }

  private accept(actor: Actor, action: string, key: string | null, outcome: Outcome<Message> | null): void {
    this.note(outcome);
    if (!outcome?.ok) return;
    const { id, body } = outcome.value;
    this.promises.accepted.set(id, body);
    if (key !== null) {
      if (!this.promises.keys.has(key)) this.promises.keys.set(key, new Set());
      this.promises.keys.get(key)!.add(id);
    }
    this.promises.evidence.push(`${actor.userId} ${action} ${id}`);
  }

  async send(actor: Actor, conversationId: string): Promise<void> {
    const { random, loop } = this.simulation;
    const key = `key-${this.count}-${random.integer(0, 1e9)}`;
    const body = random.chance(8) ? `Your ${phiWord} is fine` : this.words();
    const scheduled = random.chance(40);
    const request = {
      body,
      ...(scheduled
        ? {
            sendAt: new Date(loop.now + random.integer(1_000, 900_000)).toISOString(),
            cancelOnReply: random.chance(30),
          }
        : {}),
    };
    const go = async (): Promise<void> => {
      const outcome = await this.request('api', (world) =>
        sendMessage(world)(actor, conversationId, key, request),
      );
      this.accept(actor, scheduled ? 'message.scheduled' : 'message.sent', key, outcome);
    };
    // A double click, or a page that lost its patience: the same key twice at once.
    await Promise.all(random.chance(15) ? [go(), go()] : [go()]);
  }

  /** A text that goes at once, under a key of its own. */
  async sendPlainly(actor: Actor, conversationId: string): Promise<void> {
    const body = this.words();
    const key = `plain-${this.count}`;
    const outcome = await this.request('api', (world) =>
      sendMessage(world)(actor, conversationId, key, { body }),
    );
    this.accept(actor, 'message.sent', key, outcome);
  }

  private async anyMessage(
    wanted: (message: MessageState) => boolean,
    organisation = 'acme',
  ): Promise<MessageState | null> {
    const found = this.simulation.store
      .everything()
      .messages.filter((message) => message.organisation === organisation && wanted(message));
    return found.length === 0 ? null : this.simulation.random.pick(found);
  }

  async cancel(actor: Actor): Promise<void> {
    const message = await this.anyMessage(
      ({ status }) => status === 'scheduled' || status === 'queued' || status === 'sending',
    );
    if (!message) return;
    const outcome = await this.request('api', (world) => cancelMessage(world)(actor, message.id));
    this.note(outcome);
    if (outcome?.ok) this.promises.cancelled.add(message.id);
  }

  async edit(actor: Actor): Promise<void> {
    const { random, loop } = this.simulation;
    const message = await this.anyMessage(({ status }) => status === 'scheduled');
    if (!message) return;
    const body = random.chance(10) ? `New ${phiWord} 9` : this.words();
    const sendAt = random.chance(50)
      ? { sendAt: new Date(loop.now + random.integer(1_000, 600_000)).toISOString() }
      : {};
    const outcome = await this.request('api', (world) =>
      editMessage(world)(actor, message.id, { body, ...sendAt }),
    );
    this.note(outcome);
    if (outcome?.ok) {
      this.promises.accepted.set(message.id, body);
      this.promises.evidence.push(`${actor.userId} message.edited ${message.id}`);
    }
  }

  async sendNow(actor: Actor): Promise<void> {
    const message = await this.anyMessage(({ status }) => status === 'scheduled');
    if (!message) return;
    const outcome = await this.request('api', (world) => sendNow(world)(actor, message.id), 1);
    this.accept(actor, 'message.sent', null, outcome);
  }

  async retry(actor: Actor): Promise<void> {
    const message = await this.anyMessage(
      ({ status, direction }) =>
        direction === 'outbound' && ['failed', 'undelivered', 'unconfirmed'].includes(status),
    );
    if (message) await this.retryThis(actor, message);
  }

  private async retryThis(actor: Actor, message: MessageState): Promise<void> {
    const outcome = await this.request('api', (world) => retryMessage(world)(actor, message.id), 1);
    if (outcome?.ok && message.status === 'unconfirmed') this.promises.decided.add(message.id);
    this.accept(actor, 'message.retried', null, outcome);
  }

  /** Decides what the carriers could not tell. */
  async decide(actor: Actor): Promise<void> {
    const message = await this.anyMessage(({ error }) => error?.code === 'unconfirmed_needs_decision');
    if (!message) return;
    const choice = this.simulation.random.integer(0, 2);
    if (choice === 0) return this.retryThis(actor, message);
    const outcome = await this.request('api', (world) =>
      settleMessage(world)(actor, message.id, { outcome: choice === 1 ? 'sent' : 'not_sent' }),
    );
    this.note(outcome);
  }

  async patch(actor: Actor, conversationId: string): Promise<void> {
    const { random } = this.simulation;
    this.note(
      await this.request('api', (world) =>
        updateConversation(world)(actor, conversationId, {
          status: random.chance(50) ? 'open' : 'closed',
          readVersion: random.integer(0, 30),
        }),
      ),
    );
  }

  async tightenPolicy(actor: Actor): Promise<void> {
    await this.request('api', (world) =>
      putPhiSettings(world)(actor, { alwaysBlock: ['number 1'], neverBlock: [], confirmWarnings: false }),
    );
  }

  /** Somebody of another organisation tries what they have no business with. */
  async pry(conversationId: string): Promise<void> {
    const { simulation } = this;
    const message = await this.anyMessage(() => true);
    const answers = await Promise.all([
      this.request('api', (world) => listMessages(world)(rival, conversationId, { limit: 50 })),
      this.request('api', (world) => sendMessage(world)(rival, conversationId, 'pry', { body: 'Hello' })),
      message ? this.request('api', (world) => cancelMessage(world)(rival, message.id)) : null,
    ]);
    if (answers.some((answer) => answer?.ok))
      simulation.violate('No leak', "another organisation's data was answered");
    const queue = await this.request('api', (world) =>
      listConversations(world)(rival, { status: 'all', limit: 100 }),
    );
    const own = new Set(
      simulation.lines.filter(({ organisation }) => organisation === 'rival').map(({ phone }) => phone),
    );
    if (queue?.ok && queue.value.items.some(({ line }) => !own.has(line))) {
      simulation.violate('No leak', "another organisation's conversation stands in the queue");
    }
  }

  text(): void {
    const { random, simulation } = { random: this.simulation.random, simulation: this.simulation };
    const carrier = random.pick([...simulation.carriers.values()]);
    const from = random.pick(phones);
    const body = random.chance(10)
      ? 'STOP'
      : random.chance(10)
        ? 'START'
        : random.chance(5)
          ? 'HELP'
          : this.words();
    const carrierMessageId = carrier.receive(from, body, random.chance(20) ? random.integer(1, 3) : 0);
    this.texted.push({ lineKey: carrier.line.lineKey, carrierMessageId, from });
  }

  /** Staff text from a carrier's own app, over any line or over one that is named. */
  appText(lineKey?: string): void {
    const { carriers, random } = this.simulation;
    const carrier = carriers.get(lineKey ?? '') ?? random.pick([...carriers.values()]);
    carrier.appSend(this.simulation.random.pick(phones), this.words());
  }
}
