/* eslint-disable svelte/prefer-svelte-reactivity -- values here are replaced as a whole, never changed in place */
import { createContext } from 'svelte';
import type { Conversation, Message, ResolveConversation, ServerFrame } from '@sms/contract';
import { createApi, type Api } from '../api/client.ts';
import { failureOf, type Failure } from '../failure.ts';
import { nameOf } from '../people.ts';
import { Link } from '../realtime/socket.ts';
import type { Session } from '../session/session.svelte.ts';
import { text } from '../text.ts';
import { Announcer } from './announcer.svelte.ts';
import { Clock } from './clock.svelte.ts';
import { Compose } from './compose.svelte.ts';
import { Connection } from './connection.svelte.ts';
import { Guard } from './guard.svelte.ts';
import { OpenConversation } from './open-conversation.svelte.ts';
import { Queue } from './queue.svelte.ts';
import { SegmentCounter } from './segments.svelte.ts';
import { Toasts } from './toasts.svelte.ts';

export type Person = Extract<ServerFrame, { type: 'presence' }>['people'][number];

const typingEvery = 4_000;

/** Everything one person has on the screen, and the link that keeps it up. */
export class Desk {
  readonly session: Session;
  readonly api: Api;
  readonly queue: Queue;
  readonly guard: Guard;
  readonly connection = new Connection();
  readonly toasts = new Toasts();
  readonly announcer = new Announcer();
  readonly segments = new SegmentCounter();
  readonly clock = new Clock();
  readonly #link: Link;
  readonly #composers = new Map<string, Compose>();
  #open: OpenConversation | null = $state.raw(null);
  #compose: Compose | null = $state.raw(null);
  #resolving = $state(false);
  #failure: Failure | null = $state.raw(null);
  #people: readonly Person[] = $state.raw([]);
  #typedAt = 0;
  /** A server that knows no presence is told of none. */
  #tellsPresence = true;
  #wasLive = false;
  #stopped: (() => void) | null = null;

  constructor(session: Session) {
    this.session = session;
    this.api = createApi({
      token: () => session.token(),
      renew: () => session.renew(),
      end: () => session.end(),
      refuse: () => session.refuse(),
    });
    this.queue = new Queue(this.api);
    this.guard = new Guard(this.api);
    this.#link = new Link({
      ticket: async () => (await this.api('POST /api/realtime/ticket')).url,
      open: (url) => new WebSocket(url),
      onState: (state) => {
        if (state === 'live') this.#wasLive = true;
        this.connection.link(state);
      },
      onFrame: (frame) => this.#hear(frame),
    });
  }

  get open(): OpenConversation | null {
    return this.#open;
  }

  get compose(): Compose | null {
    return this.#compose;
  }

  /** Whether a number or a contact is being turned into a conversation. */
  get resolving(): boolean {
    return this.#resolving;
  }

  /** Why what the address asked for could not be found. */
  get failure(): Failure | null {
    return this.#failure;
  }

  /** Colleagues who look at this conversation too. */
  get people(): readonly Person[] {
    return this.#people.filter(({ user, state }) => user !== this.session.userId && state !== 'away');
  }

  start(): void {
    void this.queue.load();
    void this.guard.load();
    this.connection.network(navigator.onLine);
    this.#listen();
    this.#link.start();
    this.#stopped = this.#watchWindow();
  }

  stop(): void {
    this.#stopped?.();
    this.#link.stop();
  }

  /** Finds the conversation with a number or a contact. Throws what the API refused. */
  async resolve(context: ResolveConversation): Promise<Conversation> {
    this.#resolving = true;
    this.#failure = null;
    try {
      return await this.api('POST /api/conversations/resolve', { body: context });
    } finally {
      this.#resolving = false;
    }
  }

  /** Says why what the address asked for is not shown. */
  fail(error: unknown): void {
    this.#failure = failureOf(error);
  }

  /** Puts a conversation on the desk. */
  show(id: string, known: Conversation | null = null): void {
    if (this.#open?.id === id) return;
    this.leave();
    this.#failure = null;
    const open = new OpenConversation(this.api, id, known ?? this.queue.find(id) ?? null);
    const compose = this.#composerOf(open);
    open.onEntered = (messages) => this.#entered(open, compose, messages);
    open.onRefused = (code) => {
      if (code === 'phi_blocked' || code === 'warnings_unconfirmed') void this.guard.refresh();
    };
    this.#open = open;
    this.#compose = compose;
    // Heard before it is read: what changes meanwhile waits until the page is there.
    this.#listen();
    void open.load().then(() => compose.resume());
    this.#be('viewing');
  }

  leave(): void {
    if (this.#open === null) return;
    this.#be('away');
    this.#open.leave();
    this.#open = null;
    this.#compose = null;
    this.#people = [];
    this.#listen();
  }

  /** Tells colleagues that somebody writes here. */
  typing(): void {
    if (Date.now() - this.#typedAt < typingEvery) return;
    this.#typedAt = Date.now();
    this.#be('typing');
  }

  reconnect(): void {
    this.#link.check();
  }

  #listen(): void {
    this.#link.listen(this.#open === null ? ['queue'] : ['queue', `conversation:${this.#open.id}`]);
  }

  #composerOf(open: OpenConversation): Compose {
    const former = this.#composers.get(open.id);
    if (former !== undefined) {
      former.attach(open);
      return former;
    }
    const compose = new Compose(open, this.api, this.guard, this.session.userId);
    this.#composers.set(open.id, compose);
    return compose;
  }

  #be(state: 'viewing' | 'typing' | 'away'): void {
    if (this.#open !== null && this.#tellsPresence)
      this.#link.send({ action: 'presence', conversationId: this.#open.id, state });
  }

  #hear(frame: ServerFrame): void {
    switch (frame.type) {
      case 'subscribed':
        this.#subscribed(frame);
        break;
      case 'message':
        if (frame.conversationId === this.#open?.id) this.#open.hear(frame);
        break;
      case 'conversation': {
        const isNews = this.queue.apply(frame.conversation);
        if (frame.conversationId === this.#open?.id) this.#open.hear(frame);
        else if (isNews) this.#newsElsewhere(frame.conversation);
        break;
      }
      case 'presence':
        if (frame.conversationId === this.#open?.id) this.#people = frame.people;
        break;
      case 'error':
        if (frame.code === 'not_available_yet') this.#tellsPresence = false;
        break;
      case 'unsubscribed':
      case 'pong':
        break;
    }
  }

  #subscribed(frame: Extract<ServerFrame, { type: 'subscribed' }>): void {
    for (const { topic, version } of frame.topics) {
      if (this.#open === null || topic !== `conversation:${this.#open.id}`) continue;
      this.#open.compare(version);
    }
    if (!this.#wasLive) return;
    this.#wasLive = false;
    this.#be('viewing');
    this.#compose?.resume();
    void this.guard.refresh();
    void this.queue.load().then((news) => {
      for (const conversation of news)
        if (conversation.id !== this.#open?.id) this.#newsElsewhere(conversation);
    });
  }

  #entered(open: OpenConversation, compose: Compose, messages: readonly Message[]): void {
    for (const message of messages) compose.recognise(message);
    const inbound = messages.filter(({ direction }) => direction === 'inbound');
    const { conversation } = open;
    if (inbound.length === 0 || conversation === null || open !== this.#open) return;
    this.toasts.inbound(conversation);
    for (const { body } of inbound)
      this.announcer.say(text.announce.inbound(nameOf(conversation), body), (all) =>
        text.announce.several(all.length),
      );
  }

  #newsElsewhere(conversation: Conversation): void {
    this.toasts.inbound(conversation);
  }

  #watchWindow(): () => void {
    const listening = new AbortController();
    const { signal } = listening;
    const check = () => {
      if (document.visibilityState === 'visible') {
        this.#link.check();
        this.#be('viewing');
        this.guard.refreshIfOld();
      } else this.#be('away');
    };
    addEventListener('online', () => this.#network(true), { signal });
    addEventListener('offline', () => this.#network(false), { signal });
    addEventListener('focus', check, { signal });
    addEventListener('pageshow', check, { signal });
    document.addEventListener('visibilitychange', check, { signal });
    return () => listening.abort();
  }

  #network(online: boolean): void {
    this.connection.network(online);
    if (online) this.#link.check();
    else this.#link.lose();
  }
}

export const [getDesk, setDesk] = createContext<Desk>();
