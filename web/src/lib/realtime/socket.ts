import type { ClientFrame, ServerFrame } from '@sms/contract';
import { backoff } from './backoff.ts';

/** `opening` until the server has answered the subscription: an open socket alone proves nothing. */
export type LinkState = 'closed' | 'opening' | 'live' | 'waiting';

type Timer = ReturnType<typeof setTimeout>;

type TopicsFrame = Extract<ClientFrame, { action: 'subscribe' | 'unsubscribe' }>;

export type SocketLike = Pick<WebSocket, 'send' | 'close'> & {
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  onerror: ((event: Event) => void) | null;
};

export type LinkOptions = {
  /** A fresh single-use address; asked for at each try. */
  readonly ticket: () => Promise<string>;
  readonly open: (url: string) => SocketLike;
  readonly onState: (state: LinkState) => void;
  readonly onFrame: (frame: ServerFrame) => void;
  readonly random?: () => number;
};

/** Between two signs of life, in milliseconds. */
export const pulse = 20_000;
/** How long an answer to one may take, in milliseconds. */
export const pulseTimeout = 10_000;
/** The same after a wake-up, when somebody looks and wants to know. */
export const checkTimeout = 4_000;
/** How long opening may take, from ticket to subscription, in milliseconds. */
const openingTimeout = 15_000;

/** A `subscribed` of a conversation alone is no answer: so the server tells of a change that is too large to be pushed. */
const isAnswer = (asked: TopicsFrame, frame: ServerFrame): boolean =>
  asked.action === 'unsubscribe'
    ? frame.type === 'unsubscribed'
    : frame.type === 'subscribed' && frame.topics.some(({ topic }) => topic === asked.topics[0]);

/**
 * Keeps one websocket alive. It counts as live only while the server answers: every pulse asks again for the topics,
 * and the answer carries the versions as they now are, so that a silently lost change is found too.
 */
export class Link {
  readonly #options: LinkOptions;
  #socket: SocketLike | null = null;
  #state: LinkState = 'closed';
  #topics: readonly string[] = [];
  /** The topics that the server may be pushing by. */
  #heard: readonly string[] = [];
  /** What was said about topics and is not answered yet. */
  #asked: TopicsFrame | null = null;
  #attempt = 0;
  #retry: Timer | undefined;
  #beat: Timer | undefined;
  #deadline: Timer | undefined;
  /** Tells callbacks of a former socket that they are late. */
  #generation = 0;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#state === 'closed') void this.#connect();
  }

  stop(): void {
    this.#drop();
    clearTimeout(this.#retry);
    this.#setState('closed');
  }

  /** Which topics to hear from now on. */
  listen(topics: readonly string[]): void {
    this.#topics = topics;
    if (this.#state === 'live') this.#settle();
  }

  /** Says something if the link is live; what can't be said is not kept. */
  send(frame: ClientFrame): void {
    if (this.#state === 'live') this.#say(frame);
  }

  /** Somebody is back at the page, or the network is: find out at once whether the link still lives. */
  check(): void {
    if (this.#state === 'live') this.#subscribe(checkTimeout);
    else if (this.#state === 'waiting') {
      clearTimeout(this.#retry);
      this.#attempt = 0;
      void this.#connect();
    }
  }

  /** The network is gone: don't wait for a timeout to notice. */
  lose(): void {
    if (this.#state === 'live' || this.#state === 'opening') this.#fail();
  }

  async #connect(): Promise<void> {
    this.#drop();
    const generation = this.#generation;
    this.#setState('opening');
    this.#expect(openingTimeout);
    let url: string;
    try {
      url = await this.#options.ticket();
    } catch {
      if (generation === this.#generation) this.#fail();
      return;
    }
    if (generation !== this.#generation) return;
    const socket = this.#options.open(url);
    this.#socket = socket;
    socket.onopen = () => this.#subscribe(openingTimeout);
    socket.onclose = () => generation === this.#generation && this.#fail();
    socket.onerror = () => generation === this.#generation && this.#fail();
    socket.onmessage = ({ data }) => generation === this.#generation && this.#hear(String(data));
  }

  #hear(data: string): void {
    let frame: ServerFrame;
    try {
      frame = JSON.parse(data) as ServerFrame;
    } catch {
      return;
    }
    // The server no longer pushes to this connection, though the socket is open: something was missed.
    if (frame.type === 'error' && frame.code === 'not_connected') return this.#fail();
    if (this.#asked !== null && isAnswer(this.#asked, frame)) this.#answered(this.#asked);
    this.#options.onFrame(frame);
  }

  #answered({ action, topics }: TopicsFrame): void {
    this.#heard =
      action === 'subscribe'
        ? [...new Set([...this.#heard, ...topics])]
        : this.#heard.filter((topic) => !topics.includes(topic));
    this.#asked = null;
    this.#attempt = 0;
    clearTimeout(this.#deadline);
    clearTimeout(this.#beat);
    this.#beat = setTimeout(() => this.#subscribe(pulseTimeout), pulse);
    this.#setState('live');
    this.#settle();
  }

  /** One step towards hearing what is wanted, and nothing else. */
  #settle(): void {
    const missing = this.#topics.some((topic) => !this.#heard.includes(topic));
    const left = this.#heard.filter((topic) => !this.#topics.includes(topic));
    if (missing) this.#subscribe(pulseTimeout);
    else if (left.length > 0) this.#ask({ action: 'unsubscribe', topics: left }, pulseTimeout);
  }

  #subscribe(patience: number): void {
    this.#ask({ action: 'subscribe', topics: [...this.#topics] }, patience);
  }

  /** Only one at a time: the server may take what comes close together in any order. */
  #ask(frame: TopicsFrame, patience: number): void {
    if (this.#asked === null) {
      this.#asked = frame;
      this.#say(frame);
    }
    this.#expect(patience);
  }

  #say(frame: ClientFrame): void {
    try {
      this.#socket?.send(JSON.stringify(frame));
    } catch {
      // A socket that closes just now reports it by itself.
    }
  }

  #expect(patience: number): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#fail(), patience);
  }

  #fail(): void {
    this.#drop();
    clearTimeout(this.#retry);
    const wait = backoff(this.#attempt, (this.#options.random ?? Math.random)());
    this.#attempt += 1;
    this.#retry = setTimeout(() => void this.#connect(), wait);
    this.#setState('waiting');
  }

  #drop(): void {
    this.#generation += 1;
    clearTimeout(this.#beat);
    clearTimeout(this.#deadline);
    this.#heard = [];
    this.#asked = null;
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
    try {
      socket.close();
    } catch {
      // It never opened.
    }
  }

  #setState(state: LinkState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onState(state);
  }
}
