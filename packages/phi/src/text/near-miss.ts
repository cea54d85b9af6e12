/** True when the two words differ by one insertion, deletion, substitution or swap of neighbours. */
export function isOneEditApart(a: string, b: string): boolean {
  if (a === b) return false;
  const difference = a.length - b.length;
  if (difference > 1 || difference < -1) return false;
  let index = 0;
  const shorter = Math.min(a.length, b.length);
  while (index < shorter && a.charCodeAt(index) === b.charCodeAt(index)) index++;
  if (difference === 0) {
    if (a.slice(index + 1) === b.slice(index + 1)) return true;
    return (
      a[index] === b[index + 1] && a[index + 1] === b[index] && a.slice(index + 2) === b.slice(index + 2)
    );
  }
  return difference === 1 ? a.slice(index + 1) === b.slice(index) : a.slice(index) === b.slice(index + 1);
}

/**
 * The listed word that the given one misspells by one edit, or null. An edit leaves one half of the listed word
 * whole (two letters in the middle belong to neither half), so words are found by length and half.
 */
export function nearMiss(word: string, index: ReadonlyMap<string, readonly string[]>): string | null {
  for (let length = word.length - 1; length <= word.length + 1; length++) {
    const half = length >> 1;
    const front = index.get(`${length}<${word.slice(0, half - 1)}`);
    if (front !== undefined)
      for (const candidate of front) if (isOneEditApart(word, candidate)) return candidate;
    const back = index.get(`${length}>${word.slice(word.length - (length - half - 1))}`);
    if (back !== undefined)
      for (const candidate of back) if (isOneEditApart(word, candidate)) return candidate;
  }
  return null;
}
