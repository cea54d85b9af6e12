/** One sentence at a time for those who listen to the page. The thread itself stays silent. */
export class Announcer {
  #sentence = $state('');
  #pending: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  get sentence(): string {
    return this.#sentence;
  }

  /** Says it soon; several at once are said as one. `join` makes one sentence of many. */
  say(sentence: string, join: (sentences: readonly string[]) => string = (all) => all.join(' ')): void {
    this.#pending.push(sentence);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const all = this.#pending;
      this.#pending = [];
      // The same words twice are a change only if something differs.
      const words = all.length === 1 ? all[0]! : join(all);
      this.#sentence = words === this.#sentence ? `${words}\u00a0` : words;
    }, 300);
  }
}
