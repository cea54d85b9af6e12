/**
 * Which part of a thread is drawn. However long a thread is, the page holds some hundred rows of it; at its edges the
 * window moves on, and the reader's place is kept by the scroll keeper. Rows are named, not counted, so that texts that
 * are put in front or at the end move nothing.
 */
export type Window = {
  /** The first row; null: as far back from the last as a fresh window reaches. */
  readonly first: string | null;
  /** The last row; null: whatever is the latest. */
  readonly last: string | null;
};

export type Range = { readonly start: number; readonly end: number };

/** Rows of a fresh window at the end of a thread. */
export const freshRows = 120;
/** Rows by which it moves. */
export const stepRows = 80;
/** Rows it never exceeds. */
export const mostRows = 280;

export const atEndOfThread: Window = { first: null, last: null };

const indexOf = (ids: readonly string[], id: string): number => ids.lastIndexOf(id);

/** The window as indices; `end` is exclusive. A row that is gone counts as the edge of the thread. */
export const rangeOf = ({ first, last }: Window, ids: readonly string[]): Range => {
  const lastIndex = last === null ? -1 : indexOf(ids, last);
  const end = lastIndex < 0 ? ids.length : lastIndex + 1;
  const firstIndex = first === null ? -1 : indexOf(ids, first);
  const start = firstIndex < 0 ? Math.max(0, end - freshRows) : firstIndex;
  return { start: Math.min(start, end), end };
};

const windowOf = (start: number, end: number, ids: readonly string[]): Window => ({
  first: ids[start] ?? null,
  last: end >= ids.length ? null : (ids[end - 1] ?? null),
});

/** Further back; what is far below is let go. */
export const moveUp = (window: Window, ids: readonly string[]): Window => {
  const { start, end } = rangeOf(window, ids);
  const next = Math.max(0, start - stepRows);
  return windowOf(next, Math.min(end, next + mostRows), ids);
};

/** Further on; what is far above is let go. */
export const moveDown = (window: Window, ids: readonly string[]): Window => {
  const { start, end } = rangeOf(window, ids);
  const next = Math.min(ids.length, end + stepRows);
  return windowOf(Math.max(start, next - mostRows), next, ids);
};

/** Around one row. */
export const moveTo = (id: string, ids: readonly string[]): Window => {
  const index = Math.max(0, indexOf(ids, id));
  return windowOf(Math.max(0, index - stepRows), Math.min(ids.length, index + freshRows), ids);
};
