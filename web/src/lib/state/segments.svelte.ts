/* eslint-disable svelte/prefer-svelte-reactivity -- values here are replaced as a whole, never changed in place */
/** How a text is cut for the network. */
export type Segments = {
  readonly characters: number;
  readonly segments: number;
  /** The characters that made the text dearer: each needs the encoding with 70 instead of 160 a segment. */
  readonly dear: readonly string[];
};

type Count = (body: string) => Segments;

/** Counts what a text costs; the tables come when somebody writes. */
export class SegmentCounter {
  #count: Count | null = $state.raw(null);

  async load(): Promise<void> {
    if (this.#count !== null) return;
    try {
      const { SegmentedMessage } = await import('sms-segments-calculator');
      this.#count = (body) => {
        const message = new SegmentedMessage(body);
        return {
          characters: message.numberOfCharacters,
          segments: message.segmentsCount,
          dear: [...new Set(message.getNonGsmCharacters())],
        };
      };
    } catch {
      // The counter is a comfort: without it the text can be sent all the same.
    }
  }

  /** Null until the tables are here. */
  count(body: string): Segments | null {
    if (body === '') return { characters: 0, segments: 0, dear: [] };
    return this.#count?.(body) ?? null;
  }
}
