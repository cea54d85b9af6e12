/* eslint-disable svelte/prefer-svelte-reactivity -- values here are replaced as a whole, never changed in place */
import type { Conversation } from '@sms/contract';
import type { Api } from '../api/client.ts';
import { failureOf, type Failure } from '../failure.ts';

const latestFirst = (one: Conversation, other: Conversation): number =>
  (other.lastMessage?.at ?? '').localeCompare(one.lastMessage?.at ?? '');

/** They wrote last, and nobody answered. */
export const isWaiting = ({ lastMessage, status, consent }: Conversation): boolean =>
  lastMessage?.direction === 'inbound' && status === 'open' && consent !== 'opted_out';

/** The latest conversations of the organisation, kept up by its events. */
export class Queue {
  #known: ReadonlyMap<string, Conversation> = $state.raw(new Map());
  #order: readonly string[] = $state.raw([]);
  #failure: Failure | null = $state.raw(null);
  #loaded = $state(false);
  #held = false;
  #rest: string | null = $state(null);
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  get items(): readonly Conversation[] {
    return this.#order.flatMap((id) => this.#known.get(id) ?? []);
  }

  get failure(): Failure | null {
    return this.#failure;
  }

  get loaded(): boolean {
    return this.#loaded;
  }

  get hasMore(): boolean {
    return this.#rest !== null;
  }

  get unreadCount(): number {
    let count = 0;
    for (const { unreadCount } of this.#known.values()) count += unreadCount;
    return count;
  }

  find(id: string): Conversation | undefined {
    return this.#known.get(id);
  }

  /** The first page afresh: at first, and after the link was lost. Gives those in which a text came meanwhile. */
  async load(): Promise<readonly Conversation[]> {
    try {
      const page = await this.#api('GET /api/conversations', { query: { status: 'all' } });
      const news = page.items.filter((conversation) => this.#isNews(conversation));
      this.#rest = page.nextCursor;
      this.#failure = null;
      this.#take(page.items);
      this.#loaded = true;
      return news;
    } catch (error) {
      this.#failure = failureOf(error);
      return [];
    }
  }

  async loadMore(): Promise<void> {
    if (this.#rest === null) return;
    try {
      const page = await this.#api('GET /api/conversations', {
        query: { status: 'all', cursor: this.#rest },
      });
      this.#rest = page.nextCursor;
      this.#take(page.items);
    } catch (error) {
      this.#failure = failureOf(error);
    }
  }

  /**
   * Takes a change of a conversation. True when a text of theirs came by it, as far as can be told: for a conversation
   * that is not in the list, by its being the latest of all.
   */
  apply(conversation: Conversation): boolean {
    const isNews = this.#isNews(conversation);
    if (conversation.lastMessage !== null) this.#take([conversation]);
    return isNews;
  }

  /** While somebody points into the list, no row moves. */
  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    this.#sort();
  }

  #isNews({ id, version, lastMessage, unreadCount }: Conversation): boolean {
    if (!this.#loaded || lastMessage?.direction !== 'inbound') return false;
    const before = this.#known.get(id);
    if (before === undefined)
      return unreadCount > 0 && lastMessage.at >= (this.items[0]?.lastMessage?.at ?? '');
    return before.version < version && (before.lastMessage?.at ?? '') < lastMessage.at;
  }

  #take(conversations: readonly Conversation[]): void {
    const known = new Map(this.#known);
    for (const conversation of conversations) {
      const before = known.get(conversation.id);
      if (before === undefined || before.version <= conversation.version)
        known.set(conversation.id, conversation);
    }
    this.#known = known;
    if (!this.#held || this.#order.length === 0) this.#sort();
    // New ones join at the end until the pointer has left.
    else this.#order = [...this.#order, ...[...known.keys()].filter((id) => !this.#order.includes(id))];
  }

  #sort(): void {
    this.#order = [...this.#known.values()].sort(latestFirst).map(({ id }) => id);
  }
}
