/** Within this many pixels the reader is at the end. */
const endSlack = 10;
/** From here on the way back to the end is offered, in pixels. */
const farDistance = 240;
/** More is drawn or fetched when less than this many screens are left. */
const loadAheadScreens = 1.5;

export type Edges = {
  /** Whether rows follow that are not drawn: then the end of what is drawn is not the end. */
  readonly hasBelow: () => boolean;
  readonly onNearTop: () => void;
  readonly onNearBottom: () => void;
};

/**
 * Keeps a reader's place in a thread. Who is at the end stays there; for everybody else the first visible row keeps its
 * place to the pixel, whatever is put in front, grows or is resized. The browser's own anchoring is off: not all have
 * it, and it gives way exactly when rows are put in front at the top.
 */
export class ScrollKeeper {
  #atEnd = $state(true);
  #far = $state(false);
  #box: HTMLElement | null = null;
  #anchor: { readonly row: HTMLElement; readonly offset: number; readonly scrollTop: number } | null = null;
  readonly #edges: Edges;

  constructor(edges: Edges) {
    this.#edges = edges;
  }

  get atEnd(): boolean {
    return this.#atEnd;
  }

  get far(): boolean {
    return this.#far;
  }

  /** For `{@attach}`: the element that scrolls, with the rows (`data-row`) somewhere inside. */
  readonly attach = (box: HTMLElement): (() => void) => {
    this.#box = box;
    const observer = new ResizeObserver(() => this.restore());
    observer.observe(box);
    for (const child of box.children) observer.observe(child);
    const onScroll = (): void => this.#capture();
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', onScroll);
      this.#box = null;
    };
  };

  /** After the rows have changed. */
  restore(): void {
    const box = this.#box;
    if (box === null) return;
    if (this.#atEnd) box.scrollTop = box.scrollHeight;
    else if (this.#anchor?.row.isConnected) {
      const { row, offset, scrollTop } = this.#anchor;
      // Scrolling of this very frame whose event is still to come; at the end it may be the box that was cut short.
      const isCut = box.scrollTop + box.clientHeight >= box.scrollHeight - 1;
      const scrolled = isCut ? 0 : scrollTop - box.scrollTop;
      box.scrollTop += this.#offsetOf(row) - offset - scrolled;
    }
    this.#capture();
  }

  toEnd(): void {
    if (this.#box === null) return;
    this.#atEnd = true;
    this.#box.scrollTop = this.#box.scrollHeight;
    this.#capture();
  }

  /** Brings a row near the top. */
  to(row: HTMLElement, margin = 48): void {
    if (this.#box === null) return;
    this.#atEnd = false;
    this.#box.scrollTop += this.#offsetOf(row) - margin;
    this.#capture();
  }

  /** Whether a row begins below what is visible. */
  isBelow(row: HTMLElement): boolean {
    return this.#box !== null && this.#offsetOf(row) > this.#box.clientHeight - 20;
  }

  #offsetOf(row: HTMLElement): number {
    return row.getBoundingClientRect().top - (this.#box?.getBoundingClientRect().top ?? 0);
  }

  #capture(): void {
    const box = this.#box;
    if (box === null) return;
    const left = box.scrollHeight - box.scrollTop - box.clientHeight;
    const hasBelow = this.#edges.hasBelow();
    this.#atEnd = left <= endSlack && !hasBelow;
    this.#far = left > farDistance || hasBelow;
    const row = this.#firstVisible(box);
    this.#anchor = row === null ? null : { row, offset: this.#offsetOf(row), scrollTop: box.scrollTop };
    if (box.scrollTop < box.clientHeight * loadAheadScreens) this.#edges.onNearTop();
    else if (hasBelow && left < box.clientHeight * loadAheadScreens) this.#edges.onNearBottom();
  }

  #firstVisible(box: HTMLElement): HTMLElement | null {
    const rows = box.querySelectorAll<HTMLElement>('[data-row]');
    let low = 0;
    let high = rows.length - 1;
    let found: HTMLElement | null = null;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const row = rows[middle]!;
      if (this.#offsetOf(row) + row.offsetHeight > 0) {
        found = row;
        high = middle - 1;
      } else low = middle + 1;
    }
    return found;
  }
}
