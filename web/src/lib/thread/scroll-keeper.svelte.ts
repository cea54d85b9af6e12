/** Within this many pixels the reader is at the end. */
const endSlack = 10;
/** From here on the way back to the end is offered, in pixels. */
const farDistance = 240;
/** Older texts are fetched when less than this many screens are left above. */
const loadAheadScreens = 1.5;

/**
 * Keeps a reader's place in a thread. Who is at the end stays there; for everybody else the first visible row keeps its
 * place to the pixel, whatever is put in front, grows or is resized. The browser's own anchoring is off: not all have
 * it, and it gives way exactly when rows are put in front at the top.
 */
export class ScrollKeeper {
  #atEnd = $state(true);
  #far = $state(false);
  #box: HTMLElement | null = null;
  #anchor: { readonly row: HTMLElement; readonly offset: number } | null = null;
  readonly #onNearTop: () => void;

  constructor(onNearTop: () => void) {
    this.#onNearTop = onNearTop;
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
    else if (this.#anchor?.row.isConnected)
      box.scrollTop += this.#offsetOf(this.#anchor.row) - this.#anchor.offset;
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
    this.#atEnd = left <= endSlack;
    this.#far = left > farDistance;
    const row = this.#firstVisible(box);
    this.#anchor = row === null ? null : { row, offset: this.#offsetOf(row) };
    if (box.scrollTop < box.clientHeight * loadAheadScreens) this.#onNearTop();
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
