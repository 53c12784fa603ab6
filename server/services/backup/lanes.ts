/** Works through items with at most `width` under way; the first error stops the taking of further items and is thrown. */
export async function inLanes<T>(
  width: number,
  next: () => Promise<T | undefined>,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let failed = false
  const lane = async () => {
    while (!failed) {
      const item = await next()
      if (item === undefined) return
      await work(item).catch((reason: unknown) => {
        failed = true
        throw reason
      })
    }
  }
  const lanes = await Promise.allSettled(Array.from({ length: width }, lane))
  const rejected = lanes.find((one) => one.status === 'rejected')
  if (rejected !== undefined) throw rejected.reason
}

/** An array as a source of items for `inLanes`. */
export function taking<T>(items: readonly T[]): () => Promise<T | undefined> {
  let at = 0
  return async () => items[at++]
}
