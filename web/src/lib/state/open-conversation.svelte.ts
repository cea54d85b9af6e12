/* eslint-disable svelte/prefer-svelte-reactivity -- values here are replaced as a whole, never changed in place */
import type { Conversation, Message, MessagePage, ServerFrame } from '@sms/contract';
import { Refused, type Api } from '../api/client.ts';
import { failureOf, type Failure } from '../failure.ts';
import {
  applyBackfill,
  applyFrame,
  openThread,
  orderByNewestPage,
  place,
  prependOlder,
  type Thread,
} from '../realtime/apply.ts';
import { firstUnreadOf } from '../thread/layout.ts';

type Frame = Extract<ServerFrame, { type: 'message' | 'conversation' }>;

const pageSize = 50;
const olderPageSize = 100;
const listedSize = 100;
/** After a failed backfill, in milliseconds. */
const retryMilliseconds = 3_000;

/** What the page is told when texts came into the thread after it was opened. */
export type OnEntered = (messages: readonly Message[]) => void;

/** One conversation on the desk: its thread, and what can be done about its texts. */
export class OpenConversation {
  readonly id: string;
  readonly #api: Api;
  #thread: Thread | null = $state.raw(null);
  #preview: Conversation | null = $state.raw(null);
  #failure: Failure | null = $state.raw(null);
  #olderFailure: Failure | null = $state.raw(null);
  #loadingOlder = $state(false);
  #busy: ReadonlySet<string> = $state.raw(new Set());
  #failures: ReadonlyMap<string, Failure> = $state.raw(new Map());
  #firstUnread: string | null = $state(null);
  /** Frames that came while a page was on its way. */
  #early: Frame[] = [];
  #catchingUp: Promise<void> | null = null;
  #loading = false;
  /** The highest version that the server has told of. */
  #told = 0;
  #isLeft = false;
  #reading: Promise<unknown> | null = null;
  /** Keys of rows that were on screen before the server had named them. */
  readonly #rowKeys = new Map<string, string>();
  onEntered: OnEntered = () => undefined;
  /** Told of every refusal by its code: it may say that the page went by old rules. */
  onRefused: (code: string) => void = () => undefined;

  constructor(api: Api, id: string, preview: Conversation | null) {
    this.#api = api;
    this.id = id;
    this.#preview = preview;
  }

  get conversation(): Conversation | null {
    return this.#thread?.conversation ?? this.#preview;
  }

  get thread(): Thread | null {
    return this.#thread;
  }

  get messages(): readonly Message[] {
    return this.#thread?.messages ?? [];
  }

  get version(): number {
    return this.#thread?.version ?? 0;
  }

  get failure(): Failure | null {
    return this.#failure;
  }

  get olderFailure(): Failure | null {
    return this.#olderFailure;
  }

  get loadingOlder(): boolean {
    return this.#loadingOlder;
  }

  /** The first text that nobody had read when the conversation was opened. */
  get firstUnread(): string | null {
    return this.#firstUnread;
  }

  rowKey(message: Message): string {
    return this.#rowKeys.get(message.id) ?? message.id;
  }

  isBusy(messageId: string): boolean {
    return this.#busy.has(messageId);
  }

  failureOf(messageId: string): Failure | null {
    return this.#failures.get(messageId) ?? null;
  }

  async load(): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    this.#failure = null;
    try {
      const [conversation, newest, listed] = await Promise.all([
        this.#preview ?? this.#api('GET /api/conversations/{id}', { id: this.id }),
        this.#api('GET /api/conversations/{id}/messages', { id: this.id, query: { limit: pageSize } }),
        this.#listed(),
      ]);
      this.#thread = openThread(conversation, newest, listed);
      this.#firstUnread = firstUnreadOf(newest.items, this.#thread.conversation.unreadCount);
      // A page that does not say how far it goes may be older than the conversation that was read beside it.
      if (newest.version === undefined) this.#thread = { ...this.#thread, version: 0 };
      const early = this.#early.splice(0);
      if (newest.version === undefined) await this.catchUp();
      for (const frame of early) this.hear(frame);
      this.compare(null);
    } catch (error) {
      this.#failure = failureOf(error);
    } finally {
      this.#loading = false;
    }
  }

  /** It is no longer on the desk: nothing is fetched for it any more. */
  leave(): void {
    this.#isLeft = true;
  }

  /** Takes an event; a hole in the numbers is filled from the server. */
  hear(frame: Frame): void {
    if (this.#thread === null || this.#catchingUp !== null) {
      this.#early.push(frame);
      return;
    }
    const applied = applyFrame(this.#thread, frame);
    if (applied.kind === 'gap') {
      this.#early.push(frame);
      void this.catchUp();
      return;
    }
    this.#thread = applied.thread;
    if (applied.entered.length > 0) this.onEntered(applied.entered);
  }

  /** The server's word on where the conversation stands; fetches what is missing, all of it where loading had failed. */
  compare(version: number | null): void {
    this.#told = Math.max(this.#told, version ?? 0);
    if (this.#thread !== null) {
      if (this.#told > this.#thread.version) void this.catchUp();
    } else if (this.#failure !== null) void this.load();
  }

  /** Fetches everything that changed since. Resolves when the thread is current, or the server cannot be reached. */
  catchUp(): Promise<void> {
    this.#catchingUp ??= this.#backfill().then(
      () => this.#endCatchUp(true),
      () => this.#endCatchUp(false),
    );
    return this.#catchingUp;
  }

  #endCatchUp(isCurrent: boolean): void {
    this.#catchingUp = null;
    const thread = this.#thread;
    const early = this.#early.splice(0);
    if (!isCurrent) {
      // What came meanwhile is part of what the next try fetches; every pulse of the link is one, too.
      setTimeout(() => {
        if (!this.#isLeft) this.compare(early.at(-1)?.version ?? null);
      }, retryMilliseconds);
      return;
    }
    // What is still beyond a hole asks again; what the answer held is dropped by its number.
    for (const frame of early) if (thread !== null && frame.version > thread.version) this.hear(frame);
  }

  /** Takes a text as an answer of the API gave it. `key` is that of the row which stood for it until now. */
  adopt(message: Message, key: string | null = null): void {
    if (key !== null) this.#rowKeys.set(message.id, key);
    if (this.#thread === null) return;
    this.#thread = place(this.#thread, message).thread;
  }

  /** Makes sure that the version held includes all that answers of the API have told of. */
  async settle(): Promise<void> {
    const highest = this.messages.reduce((most, { version }) => Math.max(most, version), 0);
    if (highest > this.version) await this.catchUp();
  }

  async loadOlder(): Promise<void> {
    const before = this.#thread?.older;
    if (before === null || before === undefined || this.#loadingOlder) return;
    this.#loadingOlder = true;
    this.#olderFailure = null;
    try {
      const page = await this.#api('GET /api/conversations/{id}/messages', {
        id: this.id,
        query: { before, limit: olderPageSize },
      });
      if (this.#thread !== null) this.#thread = prependOlder(this.#thread, page);
    } catch (error) {
      this.#olderFailure = failureOf(error);
    } finally {
      this.#loadingOlder = false;
    }
  }

  /** The person has seen everything up to the version on screen. */
  markRead(): void {
    const thread = this.#thread;
    if (thread === null || thread.conversation.unreadCount === 0 || this.#reading !== null) return;
    this.#reading = this.#api('PATCH /api/conversations/{id}', {
      id: this.id,
      body: { readVersion: thread.version },
    })
      .then((conversation) => this.#soften(conversation))
      .catch(() => undefined)
      .finally(() => {
        this.#reading = null;
      });
  }

  /** A probable wish to stop was no such wish. */
  liftHold(): Promise<boolean> {
    return this.#act(this.id, async () => {
      this.#soften(await this.#api('PATCH /api/conversations/{id}', { id: this.id, body: { hold: null } }));
    });
  }

  cancel(message: Message): Promise<boolean> {
    return this.#act(message.id, async () => {
      this.adopt(await this.#api('POST /api/messages/{id}/cancel', { id: message.id }));
    });
  }

  sendNow(message: Message): Promise<boolean> {
    return this.#act(message.id, async () => {
      this.adopt(await this.#api('POST /api/messages/{id}/send-now', { id: message.id }));
    });
  }

  edit(
    message: Message,
    change: {
      body?: string;
      sendAt?: string;
      timeZone?: string;
      cancelOnReply?: boolean;
      confirmWarnings?: boolean;
    },
  ): Promise<boolean> {
    return this.#act(message.id, async () => {
      this.adopt(await this.#api('PATCH /api/messages/{id}', { id: message.id, body: change }));
    });
  }

  /** A text is tried again at most once, so its id makes a key that a second click shares. */
  retry(message: Message): Promise<boolean> {
    return this.#act(message.id, async () => {
      this.adopt(
        await this.#api('POST /api/messages/{id}/retry', {
          id: message.id,
          idempotencyKey: `retry ${message.id}`,
        }),
      );
    });
  }

  /** A person's word on a text whose fate is unknown. Nothing is sent. */
  decide(message: Message, outcome: 'sent' | 'not_sent'): Promise<boolean> {
    return this.#act(message.id, async () => {
      this.adopt(await this.#api('POST /api/messages/{id}/settle', { id: message.id, body: { outcome } }));
    });
  }

  /** Shows an answer's conversation without counting its version as held: the event brings that. */
  #soften(conversation: Conversation): void {
    if (this.#thread !== null && conversation.version >= this.#thread.conversation.version)
      this.#thread = { ...this.#thread, conversation };
  }

  async #act(id: string, work: () => Promise<void>): Promise<boolean> {
    if (this.#busy.has(id)) return false;
    this.#busy = new Set([...this.#busy, id]);
    this.#failures = new Map([...this.#failures].filter(([other]) => other !== id));
    try {
      await work();
      return true;
    } catch (error) {
      // How it went meanwhile stands in the refusal.
      if (error instanceof Refused) {
        if (isMessage(error.problem['message'])) this.adopt(error.problem['message']);
        this.onRefused(error.problem.code);
      }
      this.#failures = new Map([...this.#failures, [id, failureOf(error)]]);
      return false;
    } finally {
      this.#busy = new Set([...this.#busy].filter((other) => other !== id));
    }
  }

  async #listed(): Promise<readonly Message[]> {
    const list = (status: 'all' | 'scheduled') =>
      this.#api('GET /api/conversations/{id}/scheduled', {
        id: this.id,
        query: { status, limit: listedSize },
      });
    const all = await list('all');
    if (all.nextCursor === null) return all.items;
    const scheduled = await list('scheduled');
    const ids = new Set(scheduled.items.map(({ id }) => id));
    return [...scheduled.items, ...all.items.filter(({ id }) => !ids.has(id))];
  }

  async #backfill(): Promise<void> {
    if (this.#thread === null) return;
    const sinceVersion = this.#thread.version;
    const entered: Message[] = [];
    let cursor: string | null = null;
    do {
      const page: MessagePage = await this.#api('GET /api/conversations/{id}/messages', {
        id: this.id,
        query: { sinceVersion, limit: 100, ...(cursor === null ? {} : { cursor }) },
      });
      const applied = applyBackfill(this.#thread, page);
      this.#thread = applied.thread;
      entered.push(...applied.entered);
      cursor = page.nextCursor;
    } while (cursor !== null);
    if (entered.length > 1) {
      const newest = await this.#api('GET /api/conversations/{id}/messages', {
        id: this.id,
        query: { limit: pageSize },
      });
      this.#thread = orderByNewestPage(this.#thread, newest);
    }
    if (entered.length > 0 && sinceVersion > 0) this.onEntered(entered);
  }
}

const isMessage = (value: unknown): value is Message =>
  typeof value === 'object' && value !== null && 'id' in value && 'status' in value && 'version' in value;
