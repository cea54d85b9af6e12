/** A part of a text to put other words in place of. */
export type Change = { readonly start: number; readonly end: number; readonly words: string };

/** What takes words out of a text and leaves neither a double space nor a comma without a neighbour. */
export const takeOut = (body: string, start: number, end: number): Change => {
  const before = body.slice(0, start);
  const after = body.slice(end);
  const separator = /[ \t]*[,;:–—-]?[ \t]+$/.exec(before)?.[0] ?? '';
  const endsPart = /^\s*(?:[.!?]|$)/.test(after);
  if (endsPart) return { start: start - separator.length, end, words: '' };
  const space = /^[ \t]+/.exec(after)?.[0] ?? '';
  if (before === '' || /\s$/.test(before)) {
    if (space !== '') return { start, end: end + space.length, words: '' };
    if (/^[,;:]/.test(after))
      return { start: start - (/[ \t]+$/.exec(before)?.[0].length ?? 0), end, words: '' };
  }
  return { start, end, words: '' };
};
