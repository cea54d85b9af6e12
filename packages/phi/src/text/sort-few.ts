/** Sorts in place, equals in the order they had; for the few things found in one text, most of them in order already. */
export function sortFew<T>(items: T[], compare: (a: T, b: T) => number): T[] {
  for (let index = 1; index < items.length; index++) {
    const item = items[index]!;
    let at = index;
    for (; at > 0 && compare(items[at - 1]!, item) > 0; at--) items[at] = items[at - 1]!;
    items[at] = item;
  }
  return items;
}
