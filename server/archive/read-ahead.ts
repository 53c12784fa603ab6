/**
 * Loads items a few ahead of the one being worked on, in order: the next objects travel while this one is opened. At
 * most `depth` are held. `value` returns the loaded item, or throws the load's error.
 */
export async function* readAhead<T, R>(
  items: Iterable<T> | AsyncIterable<T>,
  depth: number,
  load: (item: T) => Promise<R>,
): AsyncIterable<{ item: T; value: () => R }> {
  const waiting: { item: T; loading: Promise<() => R> }[] = []
  for await (const item of items) {
    waiting.push({ item, loading: settled(load(item)) })
    if (waiting.length < depth) continue
    const first = waiting.shift()
    if (first) yield { item: first.item, value: await first.loading }
  }
  for (const { item, loading } of waiting) yield { item, value: await loading }
}

async function settled<R>(promise: Promise<R>): Promise<() => R> {
  try {
    const value = await promise
    return () => value
  } catch (thrown) {
    return () => {
      throw thrown
    }
  }
}

/** All items at once: for names, which are short. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
