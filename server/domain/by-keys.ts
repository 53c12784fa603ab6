/** Items under each of their keys (`Map.groupBy` knows one key of each). */
export function byKeys<Key, Item>(
  items: Iterable<Item>,
  keysOf: (item: Item) => Iterable<Key>,
): Map<Key, Item[]> {
  const grouped = new Map<Key, Item[]>()
  for (const item of items)
    for (const key of keysOf(item)) {
      const group = grouped.get(key)
      if (group === undefined) grouped.set(key, [item])
      else group.push(item)
    }
  return grouped
}
