/* eslint-disable svelte/prefer-svelte-reactivity -- values here are replaced as a whole, never changed in place */
import type { Conversation } from '@sms/contract';

export type Toast = {
  readonly id: number;
  readonly kind: 'inbound' | 'notice';
  readonly conversation: Conversation | null;
  readonly words: string;
  readonly undo: (() => void) | null;
};

const lifeMilliseconds = 9_000;
const shownAtMost = 3;

/** Short notices in the corner. They wait while somebody points at them or is in them. */
export class Toasts {
  #all: readonly Toast[] = $state.raw([]);
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** The latest, at most three. */
  get shown(): readonly Toast[] {
    return this.#all.slice(-shownAtMost);
  }

  get hiddenCount(): number {
    return Math.max(0, this.#all.length - shownAtMost);
  }

  /** A person's text came in. A second one of the same person takes the place of the first. */
  inbound(conversation: Conversation): void {
    for (const toast of this.#all)
      if (toast.kind === 'inbound' && toast.conversation?.id === conversation.id) this.dismiss(toast.id);
    this.#add({ kind: 'inbound', conversation, words: '', undo: null });
  }

  /** Says what was done; the next such sentence takes its place. */
  notice(words: string, undo: (() => void) | null = null): void {
    for (const toast of this.#all) if (toast.kind === 'notice') this.dismiss(toast.id);
    this.#add({ kind: 'notice', conversation: null, words, undo });
  }

  dismiss(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#all = this.#all.filter((toast) => toast.id !== id);
  }

  clear(): void {
    for (const { id } of this.#all) this.dismiss(id);
  }

  hold(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  release(): void {
    for (const { id } of this.#all) this.#startTimer(id);
  }

  #add(toast: Omit<Toast, 'id'>): void {
    const id = this.#next;
    this.#next += 1;
    this.#all = [...this.#all, { ...toast, id }];
    this.#startTimer(id);
  }

  #startTimer(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), lifeMilliseconds),
    );
  }
}
