/** A list that is read one item ahead, so that a part of it knows whether it is the last. */
export type Ahead<T> = {
  /** The item that comes next; undefined at the end. */
  next(): T | undefined
  /** Items for as long as `wanted` says so of the next one. */
  take(wanted: (next: T, taken: number) => boolean): AsyncIterable<T>
}

export async function ahead<T>(items: AsyncIterable<T>): Promise<Ahead<T>> {
  const iterator = items[Symbol.asyncIterator]()
  let step = await iterator.next()
  return {
    next: () => (step.done === true ? undefined : step.value),
    async *take(wanted) {
      for (let taken = 0; step.done !== true && wanted(step.value, taken); taken++) {
        yield step.value
        step = await iterator.next()
      }
    },
  }
}
