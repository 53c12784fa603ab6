import type { Clock } from '../domain/clock.ts'

export type FakeClock = Clock & {
  /** Moves time on; waits that end by then resolve, earliest first. */
  advance(ms: number): void
  set(at: Date | string): void
  /** Waits that have not ended. */
  readonly waiting: number
}

type Waiter = { readonly at: number; readonly resolve: () => void }

/** Time that stands still until a test moves it. */
export function createFakeClock(start: Date | string = '2026-11-10T12:00:00.000Z'): FakeClock {
  let now = new Date(start).getTime()
  const waiters = new Set<Waiter>()

  function moveTo(at: number): void {
    now = at
    const due = [...waiters].filter((waiter) => waiter.at <= now).sort((a, b) => a.at - b.at)
    for (const waiter of due) waiter.resolve()
  }

  function wait(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason)
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const waiter = { at: now + ms, resolve }
    const abort = () => reject(signal?.reason)
    waiters.add(waiter)
    signal?.addEventListener('abort', abort, { once: true })
    return promise.finally(() => {
      waiters.delete(waiter)
      signal?.removeEventListener('abort', abort)
    })
  }

  return {
    now: () => new Date(now),
    wait,
    advance: (ms) => moveTo(now + ms),
    set: (at) => moveTo(new Date(at).getTime()),
    get waiting() {
      return waiters.size
    },
  }
}

/** Time as it passes, for tests that talk to other processes. */
export const realClock: Clock = {
  now: () => new Date(),
  wait: (ms, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    if (signal?.aborted) return Promise.reject(signal.reason)
    const timer = setTimeout(resolve, ms)
    const abort = () => reject(signal?.reason)
    signal?.addEventListener('abort', abort, { once: true })
    return promise.finally(() => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    })
  },
}
