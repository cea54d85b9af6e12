/** What was begun, to be ended the latest first, each in spite of the others. */
export class Stoppers {
  readonly #steps: (() => unknown)[] = [];
  #stopping: Promise<void> | undefined;

  add(step: () => unknown): void {
    this.#steps.unshift(step);
  }

  /** Ends everything once, however often it is asked. */
  run(): Promise<void> {
    this.#stopping ??= this.#runSteps();
    return this.#stopping;
  }

  async #runSteps(): Promise<void> {
    for (const step of this.#steps)
      try {
        await step();
      } catch {
        // What cannot be ended must not keep the rest from ending.
      }
  }
}
