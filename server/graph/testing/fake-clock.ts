/** Time that stands still until told: `advance` runs every wait that falls due, in order. */
import type { Clock } from '../../domain/clock.ts'

export type FakeClock = Clock & {
  advance(ms: number): Promise<void>
  /** Advances to each next wait until `done` has settled. */
  runUntil<T>(done: Promise<T>): Promise<T>
  readonly waits: readonly number[]
}

type Wait = { readonly at: number; readonly wake: () => void }

export function fakeClock(start = new Date('2026-11-22T10:00:00Z')): FakeClock {
  let now = start.getTime()
  let pending: Wait[] = []
  const waits: number[] = []

  /** Everything that can continue without time passing continues. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

  async function wakeUpTo(limit: number): Promise<void> {
    for (;;) {
      await settle()
      const [next] = pending.toSorted((a, b) => a.at - b.at)
      if (next === undefined || next.at > limit) break
      now = Math.max(now, next.at)
      pending = pending.filter((wait) => wait !== next)
      next.wake()
    }
    now = Math.max(now, limit)
  }

  return {
    waits,
    now: () => new Date(now),
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        waits.push(ms)
        const wait: Wait = { at: now + ms, wake: resolve }
        pending.push(wait)
        signal?.addEventListener('abort', () => {
          pending = pending.filter((each) => each !== wait)
          reject(signal.reason)
        })
      }),
    advance: (ms) => wakeUpTo(now + ms),
    async runUntil(done) {
      let settled = false
      const finished = done.finally(() => {
        settled = true
      })
      finished.catch(() => undefined)
      for (await settle(); !settled; await settle()) {
        const [next] = pending.toSorted((a, b) => a.at - b.at)
        if (next !== undefined) await wakeUpTo(next.at)
      }
      return finished
    },
  }
}
