import { listMessages } from '@sms/messaging/browse';
import { conversationView, messageView } from '@sms/messaging/view';
import { crashed, hit } from './loop.ts';
import { operators } from './people.ts';
import type { Frame, Simulation } from './world.ts';

const byId = <T extends { readonly id: string }>(items: readonly T[]): Map<string, T> =>
  new Map(items.map((item) => [item.id, item]));

/** Someone who watches one conversation over a socket that loses, doubles and delays. */
export class Watcher {
  version = 0;
  messages = new Map<string, ReturnType<typeof messageView>>();
  conversation: ReturnType<typeof conversationView> | null = null;
  private fetching = false;
  private readonly simulation: Simulation;
  readonly conversationId: string;
  /** Whether frames are lost, doubled and late. */
  unreliable = true;

  constructor(simulation: Simulation, conversationId: string) {
    this.simulation = simulation;
    this.conversationId = conversationId;
    simulation.frameListeners.push((frame) => this.hear(frame));
  }

  private hear(frame: Frame): void {
    const { random, loop, sabotage } = this.simulation;
    const write = frame.change.conversations.find(({ after }) => after.id === this.conversationId);
    if (!write) return;
    const messages = frame.change.messages
      .filter(({ after }) => after.conversationId === this.conversationId)
      .map(({ after }) => messageView(after));
    const conversation = conversationView(write.after);
    if (this.unreliable && random.chance(15)) {
      hit(loop.hits, 'fault frame_lost');
      if (!sabotage.losesFrames) return;
      this.version = conversation.version;
      return;
    }
    const times = this.unreliable && random.chance(10) ? 2 : 1;
    if (times === 2) hit(loop.hits, 'fault frame_twice');
    for (let time = 0; time < times; time += 1) {
      loop.at(random.integer(0, this.unreliable ? 3_000 : 10), () => this.apply(conversation, messages));
    }
  }

  private apply(
    conversation: ReturnType<typeof conversationView>,
    messages: readonly ReturnType<typeof messageView>[],
  ): void {
    if (conversation.version <= this.version) return;
    if (conversation.version > this.version + 1) {
      hit(this.simulation.loop.hits, 'watcher gap');
      void this.fetch();
      return;
    }
    for (const message of messages) this.messages.set(message.id, message);
    this.conversation = conversation;
    this.version = conversation.version;
  }

  /** Fetches what is missing, page by page. */
  async fetch(): Promise<void> {
    if (this.fetching) return;
    this.fetching = true;
    const since = this.version;
    let cursor: string | undefined;
    for (;;) {
      const page = await this.simulation.loop
        .spawn('api', (process) =>
          listMessages(this.simulation.worldOf(process))(operators[0]!, this.conversationId, {
            sinceVersion: since,
            limit: 5,
            ...(cursor === undefined ? {} : { cursor }),
          }),
        )
        .catch(() => crashed);
      if (page === crashed || typeof page === 'symbol' || !page.ok) break;
      for (const message of page.value.items) {
        if ((this.messages.get(message.id)?.version ?? 0) < message.version)
          this.messages.set(message.id, message);
      }
      if (page.value.nextCursor === null) {
        if ((page.value.version ?? 0) >= this.version) {
          this.version = page.value.version ?? 0;
          this.conversation = page.value.conversation ?? null;
        }
        break;
      }
      cursor = page.value.nextCursor;
    }
    this.fetching = false;
  }

  /** What differs between what is on this screen and the truth. */
  difference(): string | null {
    const { conversations, messages } = this.simulation.store.everything();
    const truth = conversations.find(({ id }) => id === this.conversationId);
    if (!truth) return null;
    if (this.version !== truth.version) return `version ${this.version}, truth ${truth.version}`;
    const real = byId(
      messages.filter(({ conversationId }) => conversationId === this.conversationId).map(messageView),
    );
    if (real.size !== this.messages.size) return `${this.messages.size} messages, truth ${real.size}`;
    for (const [id, message] of real) {
      if (JSON.stringify(this.messages.get(id)) !== JSON.stringify(message)) return 'a message differs';
    }
    return JSON.stringify(this.conversation) === JSON.stringify(conversationView(truth))
      ? null
      : 'the conversation differs';
  }
}
