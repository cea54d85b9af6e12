/* eslint-disable svelte/prefer-svelte-reactivity -- values here are replaced as a whole, never changed in place */
import { createSubscriber } from 'svelte/reactivity';

/** The time, for sentences that age; ticks twice a minute while somebody looks. */
export class Clock {
  readonly #subscribe = createSubscriber((update) => {
    const timer = setInterval(update, 30_000);
    return () => clearInterval(timer);
  });

  get now(): Date {
    this.#subscribe();
    return new Date();
  }
}
