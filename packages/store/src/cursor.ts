/**
 * A cursor is the place of the last item of a page in the order of the list, so that it stays good whatever happens to
 * that item. Opaque to whoever holds it, and nothing is secret in it: what it leads to is bounded by the question.
 */
export const writeCursor = (place: readonly [string | number, string]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** Null for a cursor that this kind of list did not make. */
export const readCursor = (
  cursor: string | null,
  kind: 'string' | 'number',
): readonly [string | number, string] | null => {
  if (cursor === null) return null;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(place) || place.length !== 2) return null;
    const [position, id] = place as unknown[];
    if (typeof id !== 'string' || id.length > 200 || typeof position !== kind) return null;
    if (kind === 'number' && !Number.isSafeInteger(position)) return null;
    if (kind === 'string' && (position as string).length > 200) return null;
    return [position as string | number, id];
  } catch {
    return null;
  }
};
