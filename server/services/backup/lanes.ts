/**
 * Works through items with at most `width` under way; the first error stops the taking of further items and is thrown.
 * Where `next` has nothing while others are at work, it is asked again when one of them has ended: they may have made some.
 */
export async function inLanes<T>(
  width: number,
  next: () => Promise<T | undefined>,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let failed = false
  let atWork = 0
  let ended = 0
  const waiting: (() => void)[] = []

  const end = () => {
    ended += 1
    for (const wake of waiting.splice(0)) wake()
  }
  const doOne = async (item: T) => {
    atWork += 1
    try {
      await work(item)
    } finally {
      atWork -= 1
    }
  }
  /** Answers whether there may be more. */
  const step = async () => {
    const before = ended
    const item = await next()
    if (item !== undefined) {
      await doOne(item)
      end()
      return true
    }
    if (atWork > 0) await new Promise<void>((wake) => waiting.push(wake))
    return atWork > 0 || ended > before
  }
  const lane = async () => {
    try {
      for (let more = true; more && !failed; ) more = await step()
    } catch (reason) {
      failed = true
      end()
      throw reason
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
