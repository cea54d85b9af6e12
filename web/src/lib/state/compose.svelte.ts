/* eslint-disable svelte/prefer-svelte-reactivity -- values here are replaced as a whole, never changed in place */
import type { Message, PhiCheck, Problem } from '@sms/contract';
import { Refused, SignedOut, type Api } from '../api/client.ts';
import { failureOf } from '../failure.ts';
import { forget, keep, names, recall } from '../session/tab-storage.ts';
import { text } from '../text.ts';
import { findingsOf, type Guard } from './guard.svelte.ts';
import type { OpenConversation } from './open-conversation.svelte.ts';

/** The longest text the API takes, in UTF-16 code units. */
export const longestText = 1000;

/** A text that was sent off and of which the server has not said yet that it has it. */
export type Outgoing = {
  readonly key: string;
  readonly body: string;
  /** ISO 8601. */
  readonly at: string;
  readonly state: 'sending' | 'unreached' | 'refused';
  readonly reason: string;
  /** The last text on screen when it was sent off. */
  readonly lastSeen: string | null;
  readonly seenVersion: number;
  readonly options: SendOptions;
};

export type SendOptions = {
  readonly confirmWarnings?: boolean;
  readonly overrideQuietHours?: boolean;
  readonly overrideReason?: string;
};

export type Plan = { readonly sendAt: Date; readonly timeZone: string; readonly cancelOnReply: boolean };

/** What stands between a text and its sending, and what the person can do about it. */
export type Obstacle =
  | { readonly kind: 'newer'; readonly came: readonly Message[] }
  | { readonly kind: 'warnings'; readonly plan: Plan | null }
  | { readonly kind: 'quiet'; readonly detail: string; readonly nextAllowedAt: Date | null }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'unanswered'; readonly plan: Plan }
  | { readonly kind: 'refused'; readonly title: string; readonly detail: string; readonly code: string };

type Kept = { text: string; key: string | null; writtenAfter: string | null; outgoing: Outgoing[] };

/** A text that was cut off by a reload goes on by itself within this time, in milliseconds. */
const resumeWithin = 120_000;

/** How often a text is offered again when only own texts came between. */
const overtakenAtMost = 5;

const newKey = (): string => crypto.randomUUID();

/** What is being written to one person, and what was just sent off. It belongs to the conversation, not to the view. */
export class Compose {
  #conversation: OpenConversation = $state.raw() as OpenConversation;
  readonly #api: Api;
  readonly #guard: Guard;
  readonly #userId: string;
  #text = $state('');
  #key: string | null = null;
  /** The last text on screen when the draft was last changed. */
  #writtenAfter: string | null = $state(null);
  #outgoing: readonly Outgoing[] = $state.raw([]);
  #obstacle: Obstacle | null = $state.raw(null);
  #planning = $state(false);
  #serverCheck: { readonly body: string; readonly check: PhiCheck } | null = $state.raw(null);
  /** Texts to one person go off one after the other. */
  #line: Promise<unknown> = Promise.resolve();
  /** What stands against the text; null when it could not be read. */
  readonly #check: PhiCheck | null = $derived.by(() =>
    this.#serverCheck?.body === this.#text ? this.#serverCheck.check : this.#guard.check(this.#text),
  );
  readonly #blockedBy: string | null = $derived.by(() => this.#findBlock());

  constructor(conversation: OpenConversation, api: Api, guard: Guard, userId: string) {
    this.#conversation = conversation;
    this.#api = api;
    this.#guard = guard;
    this.#userId = userId;
    const kept = recall<Kept>(this.#storageName);
    if (kept === null) return;
    this.#text = kept.text;
    this.#key = kept.key;
    this.#writtenAfter = kept.writtenAfter;
    this.#outgoing = kept.outgoing.map((item) => ({
      ...item,
      state: 'unreached',
      reason: text.send.interrupted,
    }));
  }

  get conversation(): OpenConversation {
    return this.#conversation;
  }

  /** The conversation is on the desk again, with a thread loaded afresh. */
  attach(conversation: OpenConversation): void {
    this.#conversation = conversation;
  }

  get text(): string {
    return this.#text;
  }

  set text(value: string) {
    if (value === this.#text) return;
    this.#text = value;
    // One key a composed text: made with its first letter, kept while it is changed.
    if (value === '') this.#key = null;
    else this.#key ??= newKey();
    this.#writtenAfter = this.#view().lastSeen;
    if (this.#obstacle?.kind !== 'newer') this.#obstacle = null;
    this.#keep();
  }

  get outgoing(): readonly Outgoing[] {
    return this.#outgoing;
  }

  get obstacle(): Obstacle | null {
    return this.#obstacle;
  }

  get check(): PhiCheck {
    return findingsOf(this.#check);
  }

  /** How many texts came from others since the draft was last changed. */
  get cameSinceWritten(): number {
    return this.#text === '' || this.#writtenAfter === null ? 0 : this.#cameAfter(this.#writtenAfter).length;
  }

  /** Whether a scheduled text is on its way to the server. */
  get planning(): boolean {
    return this.#planning;
  }

  /** Why the text cannot be sent as things stand, in a sentence; null when it can. */
  get blockedBy(): string | null {
    return this.#blockedBy;
  }

  dismissObstacle(): void {
    this.#obstacle = null;
  }

  /** Sends the text off. The box is free at once; the row in the thread says how it goes. */
  send(options: SendOptions = {}): boolean {
    if (this.blockedBy !== null || this.#asksAboutWarnings(null, options)) return false;
    const item = this.#takeOff(options);
    this.#enqueue(item);
    return true;
  }

  /** Offers a text again that the server may not have got: same key, so it cannot go twice. */
  tryAgain(key: string): void {
    // Whoever presses the button has what is on screen before their eyes.
    this.#offerAgain(key, this.#view());
  }

  /** Puts a text that did not reach the server back into the box. False while something else is in it. */
  takeBack(key: string): boolean {
    const item = this.#outgoing.find((one) => one.key === key);
    if (item === undefined || this.#text !== '') return false;
    this.#restore(item);
    return true;
  }

  discard(key: string): void {
    this.#outgoing = this.#outgoing.filter((item) => item.key !== key);
    this.#keep();
  }

  /** Words that come from elsewhere in the page; only into an empty box. */
  offer(body: string): boolean {
    if (this.#text !== '') return false;
    this.text = body;
    return true;
  }

  /** What a reload or a lost network cut off goes on if it is fresh; older texts wait for a click. */
  resume(): void {
    for (const item of this.#outgoing)
      if (item.state === 'unreached' && Date.now() - Date.parse(item.at) < resumeWithin)
        this.#offerAgain(item.key, {});
  }

  /** An own text entered the thread: the row that stood for it becomes it. */
  recognise(message: Message): void {
    if (message.author?.id !== this.#userId || message.retryOf !== null || message.sendAt !== null) return;
    const item = this.#outgoing.find(({ state, body }) => state === 'sending' && body === message.body);
    if (item === undefined) return;
    this.conversation.adopt(message, item.key);
    this.discard(item.key);
  }

  /** Hands the text to the server for later. Gives the scheduled text, or null with an obstacle. */
  async schedule(plan: Plan, options: SendOptions = {}): Promise<Message | null> {
    if (this.blockedBy !== null || this.#planning || this.#asksAboutWarnings(plan, options)) return null;
    const body = this.#text;
    const key = (this.#key ??= newKey());
    this.#planning = true;
    this.#obstacle = null;
    try {
      const message = await this.#api('POST /api/conversations/{id}/messages', {
        id: this.conversation.id,
        idempotencyKey: key,
        body: {
          body,
          sendAt: plan.sendAt.toISOString(),
          timeZone: plan.timeZone,
          cancelOnReply: plan.cancelOnReply,
          ...options,
        },
      });
      this.conversation.adopt(message);
      if (this.#text === body) this.text = '';
      return message;
    } catch (error) {
      if (error instanceof Refused) this.#refused(error.problem, body, plan);
      else this.#obstacle = { kind: 'unanswered', plan };
      return null;
    } finally {
      this.#planning = false;
    }
  }

  /** What was written is a second text after all: it gets a key of its own. */
  startAnew(): void {
    this.#key = newKey();
    this.#obstacle = null;
    this.#keep();
  }

  get #storageName(): string {
    return names.compose + this.conversation.id;
  }

  #offerAgain(key: string, view: Partial<Outgoing>): void {
    const item = this.#outgoing.find((one) => one.key === key);
    if (item === undefined || item.state === 'sending') return;
    this.#enqueue(this.#update(key, { state: 'sending', reason: '', ...view }) ?? item);
  }

  #view(): Pick<Outgoing, 'lastSeen' | 'seenVersion'> {
    return {
      lastSeen: this.conversation.messages.at(-1)?.id ?? null,
      seenVersion: this.conversation.version,
    };
  }

  #takeOff(options: SendOptions): Outgoing {
    const item: Outgoing = {
      key: this.#key ?? newKey(),
      body: this.#text,
      at: new Date().toISOString(),
      state: 'sending',
      reason: '',
      options,
      ...this.#view(),
    };
    this.#outgoing = [...this.#outgoing, item];
    this.#text = '';
    this.#key = null;
    this.#obstacle = null;
    this.#serverCheck = null;
    this.#keep();
    return item;
  }

  #enqueue(item: Outgoing): void {
    this.#line = this.#line.then(() => this.#deliver(item, 0));
  }

  async #deliver(item: Outgoing, overtaken: number): Promise<void> {
    // Withdrawn while it waited for the one before.
    if (!this.#outgoing.some(({ key }) => key === item.key)) return;
    await this.conversation.settle();
    const came = this.#cameAfter(item.lastSeen);
    if (came.length > 0) return this.#ask(item, came);
    try {
      const message = await this.#api('POST /api/conversations/{id}/messages', {
        id: this.conversation.id,
        idempotencyKey: item.key,
        body: {
          body: item.body,
          seenVersion: Math.max(item.seenVersion, this.conversation.version),
          ...item.options,
        },
      });
      this.conversation.adopt(message, item.key);
      this.discard(item.key);
    } catch (error) {
      if (error instanceof Refused && error.problem.code === 'newer_messages') {
        await this.conversation.catchUp();
        const news = this.#cameAfter(item.lastSeen);
        // Only own texts came between: that is no news to whoever wrote them.
        if (news.length === 0 && overtaken < overtakenAtMost) return this.#deliver(item, overtaken + 1);
        return this.#ask(item, news);
      }
      if (error instanceof Refused) this.#bounce(item, error.problem);
      else this.#update(item.key, { state: 'unreached', reason: reasonOf(error) });
    }
  }

  /** What came from others after a text that was on screen. */
  #cameAfter(lastSeen: string | null): readonly Message[] {
    const { messages } = this.conversation;
    const index = lastSeen === null ? -1 : messages.findLastIndex(({ id }) => id === lastSeen);
    if (lastSeen !== null && index < 0) return [];
    return messages.slice(index + 1).filter(({ author }) => author?.id !== this.#userId);
  }

  #ask(item: Outgoing, came: readonly Message[]): void {
    if (this.#text === '') {
      this.#restore(item);
      this.#obstacle = { kind: 'newer', came };
    } else this.#update(item.key, { state: 'refused', reason: text.send.newerReason });
  }

  #bounce(item: Outgoing, problem: Problem): void {
    if (this.#text === '') {
      this.#restore(item);
      this.#refused(problem, item.body, null);
    } else {
      const isCheck = this.#heed(problem, item.body);
      const reason = isCheck ? text.send.checkedReason : (problem.detail ?? problem.title);
      this.#update(item.key, { state: 'refused', reason });
    }
  }

  /** Whether a text with warnings waits for a confirming click, as the organisation wants it. */
  #asksAboutWarnings(plan: Plan | null, { confirmWarnings = false }: SendOptions): boolean {
    if (confirmWarnings || !this.#guard.confirmsWarnings || this.check.findings.length === 0) return false;
    this.#obstacle = { kind: 'warnings', plan };
    return true;
  }

  /** Takes the server's word on a text: it went by rules that this page did not have. */
  #heed(problem: Problem, body: string): boolean {
    if (problem.code !== 'phi_blocked' && problem.code !== 'warnings_unconfirmed') return false;
    this.#serverCheck = {
      body,
      check: {
        block: problem.code === 'phi_blocked',
        findings: (problem['findings'] ?? []) as PhiCheck['findings'],
        policyVersion: String(problem['policyVersion'] ?? ''),
      },
    };
    void this.#guard.refresh();
    return true;
  }

  #refused(problem: Problem, body: string, plan: Plan | null): void {
    this.#heed(problem, body);
    if (problem.code === 'phi_blocked') return;
    if (problem.code === 'warnings_unconfirmed') this.#obstacle = { kind: 'warnings', plan };
    else if (problem.code === 'idempotency_conflict') this.#obstacle = { kind: 'conflict' };
    else if (problem.code === 'quiet_hours') {
      const next = problem['nextAllowedAt'];
      this.#obstacle = {
        kind: 'quiet',
        detail: problem.detail ?? problem.title,
        nextAllowedAt: typeof next === 'string' ? new Date(next) : null,
      };
    } else {
      this.#obstacle = {
        kind: 'refused',
        title: problem.title,
        detail: problem.detail ?? '',
        code: problem.code,
      };
      // The page held an older state than the server: what the person is told must be the newer one.
      void this.conversation.catchUp();
    }
  }

  #restore(item: Outgoing): void {
    this.#outgoing = this.#outgoing.filter(({ key }) => key !== item.key);
    this.#text = item.body;
    this.#key = item.key;
    this.#obstacle = null;
    this.#keep();
  }

  #update(key: string, change: Partial<Outgoing>): Outgoing | undefined {
    this.#outgoing = this.#outgoing.map((item) => (item.key === key ? { ...item, ...change } : item));
    this.#keep();
    return this.#outgoing.find((item) => item.key === key);
  }

  #findBlock(): string | null {
    const conversation = this.conversation.conversation;
    const reasons = text.compose.reason;
    if (conversation === null || this.conversation.thread === null) return reasons.loading;
    if (conversation.consent === 'opted_out') return reasons.optedOut;
    if (conversation.hold !== null) return reasons.held;
    if (this.#guard.phase === 'failed') return reasons.guardFailed;
    if (this.#guard.phase !== 'ready') return reasons.guardLoading;
    if (this.#text.trim() === '') return reasons.empty;
    if (this.#text.length > longestText) return reasons.tooLong(this.#text.length - longestText);
    if (this.#check === null) return reasons.unread;
    if (this.#check.block) return reasons.blocked;
    return null;
  }

  #keep(): void {
    if (this.#text === '' && this.#outgoing.length === 0) forget(this.#storageName);
    else
      keep(this.#storageName, {
        text: this.#text,
        key: this.#key,
        writtenAfter: this.#writtenAfter,
        outgoing: [...this.#outgoing],
      } satisfies Kept);
  }
}

const reasonOf = (error: unknown): string => {
  if (error instanceof SignedOut) return text.send.signedOut;
  if (!navigator.onLine) return text.send.offline;
  return `${text.send.unreached} (${failureOf(error).code})`;
};
