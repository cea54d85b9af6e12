/* eslint-disable svelte/prefer-svelte-reactivity -- values here are replaced as a whole, never changed in place */
import type { LinkState } from '../realtime/socket.ts';

export type ConnectionPhase = 'live' | 'reconnecting' | 'offline' | 'connecting';

/** Shorter interruptions are not worth a word, in milliseconds. */
const graceMilliseconds = 2_000;

/** What the indicator says: whether what is on screen is kept up. */
export class Connection {
  #phase: ConnectionPhase = $state('connecting');
  #since: Date | null = $state.raw(null);
  #lostAt: Date | null = null;
  #online = true;
  #link: LinkState = 'closed';
  #grace: ReturnType<typeof setTimeout> | undefined;

  get phase(): ConnectionPhase {
    return this.#phase;
  }

  /** Since when the page is not kept up. */
  get since(): Date | null {
    return this.#since;
  }

  link(state: LinkState): void {
    this.#link = state;
    this.#settle();
  }

  network(online: boolean): void {
    this.#online = online;
    this.#settle();
  }

  #settle(): void {
    clearTimeout(this.#grace);
    if (this.#online && this.#link === 'live') {
      this.#lostAt = null;
      this.#show('live', null);
      return;
    }
    this.#lostAt ??= new Date();
    if (!this.#online) this.#show('offline', this.#lostAt);
    else if (this.#phase === 'reconnecting' || this.#phase === 'offline')
      this.#show('reconnecting', this.#lostAt);
    else this.#grace = setTimeout(() => this.#show('reconnecting', this.#lostAt), graceMilliseconds);
  }

  #show(phase: ConnectionPhase, since: Date | null): void {
    this.#phase = phase;
    this.#since = since;
  }
}
